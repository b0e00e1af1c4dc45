import { z } from "zod";
import { ApiError } from "@/lib/contract/client";
import { config } from "@/lib/contract/config";
import type { Command, Io } from "../command";
import { loadConfig } from "../config-file/load-config";
import { EXIT } from "../exit-codes";
import { Misuse } from "../misuse";
import { showDifferences, showUnlisted } from "../show-differences";
import { PRUNE } from "./config-diff";

const YES = /^y(es)?$/i;

/** What is applied is what was shown: when the settings change in between, nothing is applied. */
export const configApply: Command = {
  name: "config apply",
  usage: "<file>",
  summary: "Make the settings what a file says, all of it or nothing; shows what changes and asks first.",
  flags: { prune: PRUNE, yes: { summary: "do not ask; needed where nobody can answer" } },
  exits: "0 done · 1 error, or the file is wrong · 2 nothing to do · 3 not approved: nothing was changed",
  async run(session, given) {
    const { io } = session;
    const [file = ""] = given.words;
    const prune = given.isOn("prune");
    const { document, placing } = await loadConfig(file, session);
    const found = await placing(session.client().diffConfig({ document, prune }));
    io.print(showDifferences(found.differences));
    if (!prune) showUnlisted(io, found.unlistedAccounts);
    if (found.differences.length > 0 && !given.isOn("yes") && !(await isApproved(io))) return EXIT.needsApproval;
    // Also without a difference: from now on drift is measured from this file.
    const input = { document, prune, ifVersion: found.version };
    await placing(session.client().applyConfig(input)).catch(explainChanged);
    if (found.differences.length === 0) return EXIT.nothingToDo;
    io.print("Applied.");
    return EXIT.done;
  },
};

async function isApproved(io: Io): Promise<boolean> {
  const answer = await io.ask("Apply this? [y/N] ");
  if (answer === null) io.warn("Nobody is there to ask. Look at the differences, then run this again with --yes.");
  else if (!YES.test(answer.trim())) io.warn("Nothing was changed.");
  return answer !== null && YES.test(answer.trim());
}

const changedSince = z.object({ differences: config.diffConfig.output.shape.differences });

function explainChanged(failure: unknown): never {
  if (!(failure instanceof ApiError) || failure.problem.code !== "settings-changed") throw failure;
  const read = changedSince.safeParse(failure.problem.context);
  throw new Misuse(
    `Somebody changed the settings while you looked; nothing was applied.${read.success ? ` Now it would be:\n${showDifferences(read.data.differences)}` : ""}`,
  );
}
