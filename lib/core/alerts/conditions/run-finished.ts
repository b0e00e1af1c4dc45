import { clock } from "../../pipelines/health/words";
import type { ConditionJudge } from "../facts";
import { runReason } from "./run-reason";

/** An end is news for so long. */
const NEWS_MS = 15 * 60_000;
const ENDS: Readonly<Record<string, string>> = {
  done: "is done",
  failed: "failed",
  interrupted: "was interrupted, and what AWS did of it is not known",
};

/** A run that ended by itself. One that a person cancelled is no news to anybody. */
export const runFinished: ConditionJudge = ({ runs }, at) =>
  runs.flatMap((run) => {
    const end = ENDS[run.state];
    if (end === undefined || at.getTime() - run.at.getTime() > NEWS_MS) return [];
    const why = run.reason ? `: ${run.reason.replace(/\.$/, "")}` : "";
    const sentence = `${run.name} (${run.action}), asked for by ${run.requestedByName}, ${end} at ${clock(run.at, at)}${why}.`;
    return [runReason("run-finished", run, sentence)];
  });
