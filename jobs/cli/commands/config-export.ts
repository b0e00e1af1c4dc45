import { writeFile } from "node:fs/promises";
import { stringify } from "yaml";
import type { Command } from "../command";
import { EXIT } from "../exit-codes";

export const configExport: Command = {
  name: "config export",
  usage: "",
  summary: "Print the settings as a file, ready to be kept in Git.",
  flags: { out: { value: "<file>", summary: "write it there instead, replacing what is there" } },
  exits: "0 done · 1 error",
  async run({ client, io }, given) {
    const { document } = await client().exportConfig({});
    const text = stringify(document, { lineWidth: 120 });
    const out = given.text("out");
    if (out === undefined) io.print(text.trimEnd());
    else await writeFile(out, text);
    return EXIT.done;
  },
};
