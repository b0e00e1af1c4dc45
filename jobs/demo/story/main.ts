// The demo's story: opens the shop on the simulated AWS, connects its accounts to the product, and keeps it at work.
// Prints `ready` when there is something to see.
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { createClient } from "@/lib/contract/client";
import { openShop } from "./live";
import { ensurePast } from "./past";
import { ensurePeople, webAnswers } from "./people";
import { setUpShop } from "./setup";
import { keepToken } from "./token";

const SEEN_WITHIN_MS = 20_000;
/** What goes wrong in the first minute, so that something happens while somebody looks. The first of them is new. */
const OPENING = [
  "reservations since 2.4.0",
  "pickup order without address",
  "reservations since 2.4.0",
  "payment provider throttles",
  "reservations since 2.4.0",
  "template deleted",
  "reservations since 2.4.0",
  "pickup order without address",
  "reservations since 2.4.0",
];
const OPENING_EVERY_MS = 1500;

const apiUrl = wanted("DLO_STORY_API_URL");
const simulatorUrl = wanted("DLO_STORY_SIMULATOR_URL");
const isQuiet = process.env.DLO_STORY_IS_QUIET === "yes";
const closing = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"])
  process.once(signal, () => {
    closing.abort();
    process.exit(0);
  });

// While the web app is still being built.
await ensurePast(simulatorUrl);
await webAnswers(apiUrl, closing.signal);
const adminHeaders = await ensurePeople(apiUrl, setupToken);
const client = createClient({ baseUrl: apiUrl, headers: adminHeaders });
const isFirst = (await client.listAccounts({})).items.length === 0;
await setUpShop({ simulatorUrl, apiUrl, adminHeaders });
await keepToken(apiUrl, wanted("DLO_STORY_TOKEN_FILE"));
const shop = await openShop(simulatorUrl, closing.signal);
if (isFirst) await somethingSeen();
console.log("ready");
if (!isQuiet) {
  if (isFirst) await shop.fail(OPENING, OPENING_EVERY_MS);
  await shop.keepFailing();
}

/** Waits until the dead-letter queues were read once; a slow machine is not worth failing for. */
async function somethingSeen(): Promise<void> {
  for (const deadline = Date.now() + SEEN_WITHIN_MS; Date.now() < deadline; await sleep(250)) {
    const { items } = await client.listQueues({ isDeadLetterQueue: true, limit: 200 });
    const waiting = items.filter((queue) => queue.mode === "index" && !queue.completeness?.scannedAt);
    if (items.length > 0 && waiting.length === 0) return;
  }
}

/** From the link that the web app prints while there is nobody. */
function setupToken(): string | undefined {
  return /\/setup\?token=([\w-]+)/.exec(readFileSync(wanted("DLO_STORY_WEB_LOG"), "utf8"))?.[1];
}

function wanted(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; the demo's launcher sets it`);
  return value;
}
