import type { Command } from "../command";
import { EXIT } from "../exit-codes";
import { showDifferences } from "../show-differences";

export const configDrift: Command = {
  name: "config drift",
  usage: "",
  summary: "Show what somebody changed since a file was applied last.",
  flags: { check: { summary: "exit 4 when anything differs, or when no file was ever applied" } },
  exits: "0 done · 1 error · 4 with --check, something differs",
  async run({ client, io }, given) {
    const { appliedAt, appliedBy, differences } = await client().getDrift({});
    if (appliedAt === null) io.print("No file was ever applied here.");
    else io.print(`Since ${appliedBy} applied a file at ${appliedAt}:\n${showDifferences(differences)}`);
    const hasDrifted = appliedAt === null || differences.length > 0;
    return given.isOn("check") && hasDrifted ? EXIT.blocked : EXIT.done;
  },
};
