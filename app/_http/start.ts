import { createHash, randomBytes } from "node:crypto";
import { consoleToLog } from "./console-to-log";
import { type Web, web } from "./context";

const DATABASE_WAIT_MS = 30_000;
const LOOK_EVERY_MS = 1000;

/**
 * What must hold before this process serves anybody: a complete environment, a database that answers, the schema of this
 * version, the master key that bodies are sealed under. Otherwise it ends, saying what to do. Prints the link that
 * makes the first admin while there is no user.
 */
export async function start(): Promise<void> {
  try {
    const theWeb = web();
    const refusal = (await whenAnswering(() => theWeb.schemaRefusal())) ?? (await theWeb.masterKeyRefusal());
    if (refusal) throw new Error(refusal);
    await theWeb.unlock();
    await offerSetup(theWeb);
    consoleToLog(theWeb.log);
    process.once("SIGTERM", () => theWeb.hub.close());
    process.once("SIGINT", () => theWeb.hub.close());
  } catch (problem) {
    console.error(`Dead Letter Office does not start. ${problem instanceof Error ? problem.message : problem}`);
    process.exit(1);
  }
}

/** A database often starts together with us; it gets half a minute. */
async function whenAnswering<T>(ask: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + DATABASE_WAIT_MS;
  for (;;) {
    try {
      return await ask();
    } catch (problem) {
      if (Date.now() > deadline) throw new Error(`The database does not answer. ${problem}`);
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

/** Each start makes a new link; only its hash is kept, and the first admin closes it. */
export async function offerSetup(theWeb: Web, say: (text: string) => void = console.log): Promise<void> {
  if (await theWeb.hasUsers()) return;
  const token = randomBytes(32).toString("base64url");
  await theWeb.keepSetupToken(createHash("sha256").update(token).digest("hex"));
  say(`\nNobody can sign in yet. Make the first admin here:\n  ${theWeb.settings.baseUrl}/setup?token=${token}\n`);
}
