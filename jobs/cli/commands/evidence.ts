import { writeFile } from "node:fs/promises";
import type { Client } from "@/lib/contract/client";
import type { EvidenceFile } from "@/lib/contract/run-evidence";
import type { Command } from "../command";
import { EXIT } from "../exit-codes";
import { Misuse } from "../misuse";

export const evidence: Command = {
  name: "evidence",
  usage: "<run>",
  summary: "Save what became of each message of a run, as a chain of digests that can be checked without the office.",
  flags: { out: { value: "<file>", summary: "where to; else it is printed" } },
  exits: "0 done · 1 error",
  async run({ client, io }, given) {
    const [run] = given.words;
    if (run === undefined) throw new Misuse("Name the run, such as run_01j….");
    const file = await wholeEvidence(client(), run);
    const text = `${JSON.stringify(file, null, 1)}\n`;
    const out = given.text("out");
    if (out === undefined) io.print(text.trimEnd());
    else {
      await writeFile(out, text);
      io.print(
        `${file.items.length} messages, head ${file.head}, in ${out}. Check it with: dlo evidence-verify ${out}`,
      );
    }
    if (!file.header.isFinal) io.warn("The run is not over: what is here may still change.");
    return EXIT.done;
  },
};

/** All pages as one file. A run that changed between two pages is read again, a few times. */
async function wholeEvidence(client: Client, id: string): Promise<EvidenceFile> {
  for (let attempt = 0; attempt < 3; attempt++) {
    const first = await client.getRunEvidence({ id });
    const items = [...first.items];
    let [next, head] = [first.nextAfter, first.head];
    while (next !== null && head === first.head) {
      const page = await client.getRunEvidence({ id, after: next, takenAt: first.header.takenAt });
      items.push(...page.items);
      [next, head] = [page.nextAfter, page.head];
    }
    if (head === first.head) return { header: first.header, items, head };
  }
  throw new Misuse("The run changes faster than it can be read: pause it, or wait until it is over.");
}
