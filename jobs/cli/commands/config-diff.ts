import type { Command } from "../command";
import { loadConfig } from "../config-file/load-config";
import { EXIT } from "../exit-codes";
import { showDifferences, showUnlisted } from "../show-differences";

export const PRUNE = { summary: "also remove accounts that an earlier file brought and this one lacks" };

export const configDiff: Command = {
  name: "config diff",
  usage: "<file>",
  summary: "Show what applying a file would change; nothing is changed.",
  flags: { prune: PRUNE, check: { summary: "exit 4 when anything differs" } },
  exits: "0 done · 1 error, or the file is wrong · 4 with --check, something differs",
  async run(session, given) {
    const [file = ""] = given.words;
    const { document, placing } = await loadConfig(file, session);
    const found = await placing(session.client().diffConfig({ document, prune: given.isOn("prune") }));
    session.io.print(showDifferences(found.differences));
    if (!given.isOn("prune")) showUnlisted(session.io, found.unlistedAccounts);
    return given.isOn("check") && found.differences.length > 0 ? EXIT.blocked : EXIT.done;
  },
};
