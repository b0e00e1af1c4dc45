import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { Command } from "../command";
import { EXIT } from "../exit-codes";
import { Misuse } from "../misuse";
import { splitCsv } from "../split-csv";
import { plain } from "../table";

/** The office takes so much at once; JSON makes it a little more on the way. */
const MOST_BYTES = 900_000;

/** Parts are imported one after another; one that was imported before changes nothing, so that it can be run again. */
export const billImport: Command = {
  name: "bill import",
  usage: "<file>",
  summary: "Import a Cost and Usage Report (CSV, one month) to hold against the model; large files go in parts.",
  flags: {
    tag: { value: "<key>", summary: "the cost allocation tag whose value is a pipeline's name" },
    name: { value: "<name>", summary: "what to call it; the file's name unless told" },
  },
  exits: "0 done · 1 error, or the file is no such report",
  async run({ client, io }, given) {
    const [file = ""] = given.words;
    const csv = file === "-" ? await io.readInput() : await contentOf(file);
    const parts = splitCsv(csv, MOST_BYTES);
    if (typeof parts === "string") throw new Misuse(`Cannot import ${file}: ${parts}.`);
    const name = given.text("name") ?? (file === "-" ? "bill" : basename(file));
    for (const [index, part] of parts.entries()) {
      const partName = parts.length === 1 ? name : `${name} (part ${index + 1} of ${parts.length})`;
      const bill = await client().importBill({ name: partName, csv: part, tagKey: given.text("tag") ?? null });
      io.print(plain(`${bill.name}: ${bill.month}, ${bill.lineCount} lines, ${bill.usd.toFixed(2)} ${bill.currency}`));
      for (const words of bill.leftOut) io.warn(plain(`  ${words}`));
    }
    return EXIT.done;
  },
};

async function contentOf(file: string): Promise<string> {
  return readFile(file, "utf8").catch((failure: NodeJS.ErrnoException) => {
    throw new Misuse(`Cannot read ${file}: ${failure.code === "ENOENT" ? "there is no such file" : failure.message}.`);
  });
}
