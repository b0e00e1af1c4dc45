import type { Client } from "@/lib/contract/client";
import type { Command, Io } from "../command";
import { EXIT } from "../exit-codes";
import { plain } from "../table";

/** One thing that is looked at: whether it is well, and in a sentence. */
interface Finding {
  readonly isWell: boolean;
  readonly sentence: string;
}

export const doctor: Command = {
  name: "doctor",
  usage: "",
  summary: "Look whether this shell, the office, its workers and its sight of AWS are well.",
  flags: { json: { summary: "print it as JSON" } },
  exits: "0 done: all is well · 1 the office cannot be asked · 4 something is not well",
  async run({ client, io }, given) {
    const findings = (
      await Promise.all([token(client()), workers(client()), sight(client()), writes(client())])
    ).flat();
    if (given.isOn("json")) io.print(JSON.stringify(findings, null, 2));
    else show(io, findings);
    return findings.every(({ isWell }) => isWell) ? EXIT.done : EXIT.blocked;
  },
};

async function token(client: Client): Promise<Finding[]> {
  const me = await client.getMe({});
  return [{ isWell: true, sentence: `The office answers. You are ${me.name}, with ${me.capabilities.length} rights.` }];
}

/** A poller that stands still would look like a calm system. */
async function workers(client: Client): Promise<Finding[]> {
  const { items } = await client.listPollers({});
  const bad = items.filter(({ state }) => state !== "ok");
  if (items.length === 0) return [{ isWell: false, sentence: "No worker was ever heard of: is one running?" }];
  if (bad.length === 0) return [{ isWell: true, sentence: `All ${items.length} polls are on time.` }];
  return bad.map(({ poller, accountName, region, state, error }) => ({
    isWell: false,
    sentence: `${[poller, accountName, region].filter(Boolean).join(" ")} is ${state}${error ? `: ${error}` : ""}.`,
  }));
}

async function sight(client: Client): Promise<Finding[]> {
  const { blind } = await client.getNow({});
  if (blind.length === 0) return [{ isWell: true, sentence: "No account is blind." }];
  return blind.map(({ accountName, region, since, reason, fix }) => ({
    isWell: false,
    sentence: `Blind in ${accountName} ${region}${since ? ` since ${since}` : ""}: ${[reason, fix].filter(Boolean).join(" ") || "nobody knows why"}`,
  }));
}

async function writes(client: Client): Promise<Finding[]> {
  const { stopped } = await client.getWrites({});
  return [
    stopped
      ? { isWell: false, sentence: "All writes are stopped." }
      : { isWell: true, sentence: "Writes are allowed." },
  ];
}

function show(io: Io, findings: readonly Finding[]): void {
  for (const { isWell, sentence } of findings) io.print(plain(`${isWell ? "well" : "BAD "}  ${sentence}`));
}
