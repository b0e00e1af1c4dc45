import { readFileSync } from "node:fs";
import type { Command } from "../command";
import { EXIT } from "../exit-codes";

export const thresholdsImport: Command = {
  name: "thresholds import",
  usage: "<file>",
  summary: "Read a per-queue threshold file as thresholds of ours; --yes puts them in the place of those that are set.",
  flags: { yes: { summary: "set them" } },
  exits: "0 done · 1 error · 2 nothing in it · 3 shown, and not set without --yes",
  async run({ client, io }, given) {
    const file = given.words[0] ?? "";
    const text = file === "-" ? await io.readInput() : readFileSync(file, "utf8");
    const { thresholds, warnings, queueCount, unknownQueues } = await client().importThresholds({ text });
    for (const warning of warnings) io.warn(warning);
    for (const name of unknownQueues) io.warn(`There is no queue ${name} here.`);
    io.print(`${thresholds.length} thresholds, of ${queueCount} queues.`);
    if (thresholds.length === 0) return EXIT.nothingToDo;
    if (!given.isOn("yes")) return EXIT.needsApproval;
    const { version } = await client().getAlertSettings({});
    await client().putAlertSettings({ thresholds, ifVersion: version });
    return EXIT.done;
  },
};
