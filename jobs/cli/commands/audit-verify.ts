import { createReadStream } from "node:fs";
import type { OutputOf } from "@/lib/contract";
import type { Client } from "@/lib/contract/client";
import type { Command, Io } from "../command";
import { splitLines } from "../download";
import { EXIT, type ExitCode } from "../exit-codes";
import { createExportCheck } from "../export-check";
import { Misuse } from "../misuse";
import { plain } from "../table";

export const auditVerify: Command = {
  name: "audit verify",
  usage: "[file]",
  summary: "Check the audit log, or an export of it against the log: what was changed, removed or put in.",
  flags: {
    full: { summary: "from the first entry; without it, from the last check on" },
    json: { summary: "print it as JSON" },
  },
  exits: "0 done, nothing wrong · 1 error · 4 something is wrong: the place and the reason are printed",
  async run({ client, io }, given) {
    const [file] = given.words;
    if (file !== undefined && given.isOn("full"))
      throw new Misuse("--full is about the log, not about a file: leave out one of the two.");
    if (file !== undefined) return verifyFile(client(), io, file);
    const verdict = await client().verifyAudit({ full: given.isOn("full") });
    if (given.isOn("json")) io.print(JSON.stringify(verdict, null, 2));
    else for (const line of linesOf(verdict)) io.print(plain(line));
    return verdict.isIntact ? EXIT.done : EXIT.blocked;
  },
};

function linesOf(verdict: OutputOf<"verifyAudit">): string[] {
  const { head, isIntact, isFull, checkedFrom, faults, faultCount } = verdict;
  const from = isFull ? "all of it" : `from position ${checkedFrom + 1} on; what is before, --full reads again`;
  const found = faults.map(({ position, reason }) => `  ${position === null ? "" : `position ${position}: `}${reason}`);
  return [
    isIntact ? `Intact (${from}).` : `NOT INTACT (${from}): ${faultCount} found.`,
    ...found,
    ...(faultCount > faults.length ? [`  and ${faultCount - faults.length} more`] : []),
    `${verdict.sealedCount} entries are sealed, ${verdict.unsealedCount} wait for their seal${
      verdict.oldestUnsealedAt ? `, since ${verdict.oldestUnsealedAt}` : ""
    }.`,
    ...(verdict.prunedCount > 0 ? [`${verdict.prunedCount} are pruned, up to ${verdict.prunedUpTo}.`] : []),
    ...(verdict.beforeMacsCount > 0
      ? [`${verdict.beforeMacsCount} are of before ${verdict.begunAt}, when entries began to carry MACs.`]
      : []),
    head ? `Head: ${head.position} ${head.hash} ${head.at}` : "Nothing is sealed yet.",
  ];
}

const LOG_WORDS = {
  same: "",
  pruned: "The log no longer has what it had then: retention removed it.",
  other: "The log has something else at the head of then: it was put back or changed.",
  missing: "The log does not reach to the head of then: it was cut or put back.",
} as const;

async function verifyFile(client: Client, io: Io, file: string): Promise<ExitCode> {
  const check = createExportCheck();
  for await (const line of splitLines(createReadStream(file, "utf8"))) check.add(line);
  const end = check.end();
  if ("reason" in end) {
    io.print(plain(`NOT INTACT: ${file} is not as it was exported: ${end.reason}.`));
    return EXIT.blocked;
  }
  const { isOurs, log } = await client.verifyAuditExport(end.summary);
  const isBad = !isOurs || log === "other" || log === "missing";
  const { count, exportedAt } = end.summary;
  if (!isOurs) io.print("NOT INTACT: its last line was not signed by this office.");
  else io.print(`${isBad ? "NOT INTACT" : "Intact"}: ${count} entries, exported ${exportedAt}.`);
  if (LOG_WORDS[log]) io.print(LOG_WORDS[log]);
  return isBad ? EXIT.blocked : EXIT.done;
}
