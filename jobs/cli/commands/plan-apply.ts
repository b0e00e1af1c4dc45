import { ApiError } from "@/lib/contract/client";
import type { Command } from "../command";
import { EXIT, type ExitCode } from "../exit-codes";
import { explainFailure } from "../explain-failure";
import { secondsFrom, TIMEOUT } from "../numbers";
import { waitForRun } from "../wait-for-run";

export const planApply: Command = {
  name: "plan apply",
  usage: "<plan>",
  summary: "Start the run of a plan, and print its id. Safe to repeat: the same plan gives the same run.",
  flags: {
    hash: { value: "<hash>", summary: "refuse it unless the plan has this hash" },
    confirm: { value: "<queue>", summary: "a purge only: the name of the queue that is emptied" },
    "break-glass": { value: "<words>", summary: "in an emergency, without its approvals: why it cannot wait" },
    wait: { summary: "and wait until the run has ended or paused" },
    timeout: TIMEOUT,
  },
  exits:
    "0 done · 1 error · 3 it needs approval · 4 blocked by a check · with --wait also 5 paused by itself: messages came back · 6 partial",
  async run({ client, io }, given) {
    const [id = ""] = given.words;
    const hash = given.text("hash") ?? (await client().getPlan({ id })).hash;
    const [confirm, reason] = [given.text("confirm"), given.text("break-glass")];
    try {
      const breakGlass = reason === undefined ? undefined : { reason };
      const { runId } = await client().applyPlan({ id, hash, confirm, breakGlass });
      io.print(runId);
      return given.isOn("wait") ? waitForRun(client(), io, runId, secondsFrom(given, "timeout")) : EXIT.done;
    } catch (failure) {
      const code = refusedWith(failure);
      if (code === undefined) throw failure;
      io.warn(explainFailure(failure));
      return code;
    }
  },
};

const CODES: Readonly<Record<string, ExitCode>> = {
  "approval-needed": EXIT.needsApproval,
  "plan-not-applicable": EXIT.blocked,
  "messages-in-another-run": EXIT.blocked,
  "writes-stopped": EXIT.blocked,
  "account-read-only": EXIT.blocked,
};

/** The same by its short name. */
export const apply: Command = { ...planApply, name: "apply" };

/** The exit code of a refusal that a script can act on; undefined for any other failure. */
export function refusedWith(failure: unknown): ExitCode | undefined {
  return failure instanceof ApiError ? CODES[failure.problem.code] : undefined;
}
