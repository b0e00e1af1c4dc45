import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { evidenceFileSchema } from "@/lib/contract/run-evidence";
import { isAboutExecutions } from "@/lib/core/plans/action";
import { evidenceFaults } from "@/lib/core/run-evidence/evidence";
import type { Command } from "../command";
import { EXIT } from "../exit-codes";
import { Misuse } from "../misuse";
import { plain } from "../table";

export const evidenceVerify: Command = {
  name: "evidence-verify",
  usage: "<file>",
  summary: "Check an evidence file, without the office: the chain, the counters, and the hash of the plan.",
  flags: {},
  exits: "0 done, nothing wrong · 1 error · 4 something is wrong: the place and the reason are printed",
  async run({ io }, given) {
    const [path] = given.words;
    if (path === undefined) throw new Misuse("Name the file that was saved.");
    const file = await read(path);
    const faults = evidenceFaults(file, (text) => createHash("sha256").update(text).digest("hex"));
    for (const fault of faults) io.print(plain(`NOT INTACT: ${fault}.`));
    if (faults.length > 0) return EXIT.blocked;
    const { run, plan, isFinal } = file.header;
    const noun = isAboutExecutions(plan.driver) ? "executions" : "messages";
    const what = plan.driver === "replay" ? "the plan and the end" : `${file.items.length} ${noun}`;
    io.print(`Intact: ${what} of R-${run.number}${isFinal ? "" : ", which was not over"}.`);
    io.print(`Head: ${file.head}; the audit log names it at run.evidence-exported.`);
    return EXIT.done;
  },
};

async function read(path: string) {
  const text = await readFile(path, "utf8").catch(() => {
    throw new Misuse(`${path} cannot be read.`);
  });
  const parsed = evidenceFileSchema.safeParse(asJson(text));
  if (!parsed.success) throw new Misuse(`${path} is no evidence file.`);
  return parsed.data;
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Falls through: what is no JSON is no evidence file either.
    return undefined;
  }
}
