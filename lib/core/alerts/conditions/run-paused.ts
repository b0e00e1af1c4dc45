import { clock } from "../../pipelines/health/words";
import type { ConditionJudge } from "../facts";
import { runReason } from "./run-reason";

/** A run that paused by itself and waits for somebody. One that a person paused has somebody. */
export const runPaused: ConditionJudge = ({ runs }, at) =>
  runs.flatMap((run) => {
    if (run.state !== "paused" || run.pausedBy === "person") return [];
    const why = run.reason ? `: ${run.reason.replace(/\.$/, "")}` : "";
    const sentence = `${run.name} (${run.action}) paused by itself at ${clock(run.at, at)}${why}.`;
    return [runReason("run-paused", run, sentence)];
  });
