import { type LossFamily, untold } from "../family";

/** How an execution can end badly, as Step Functions calls it, and the metric that counts it. */
export const BAD_ENDS = {
  FAILED: "ExecutionsFailed",
  TIMED_OUT: "ExecutionsTimedOut",
  ABORTED: "ExecutionsAborted",
} as const;
export type BadEnd = keyof typeof BAD_ENDS;

const ENDS: Readonly<Record<BadEnd, string>> = { FAILED: "failed", TIMED_OUT: "timed out", ABORTED: "were aborted" };

/** Executions of standard state machines: Step Functions keeps each for 90 days, with its error and its cause. */
export const keptExecutions: readonly LossFamily[] = familiesOf("STANDARD", {
  record: "executions",
  wayBack:
    "RedriveExecution within 14 days goes on from the step that failed; after that, or with a mended definition, start a new execution with the same input.",
});

/** Executions of express state machines: they leave a count, and a log only where one was switched on. */
export const expressExecutions: readonly LossFamily[] = familiesOf("EXPRESS", {
  record: "count-only",
  wayBack:
    "Express executions are not kept: start them again from their source, with the input from the state machine's log where it has one.",
});

/** How the executions that a family counts ended. */
export function endOf({ metric }: Pick<LossFamily, "metric">): BadEnd | undefined {
  return (Object.keys(BAD_ENDS) as BadEnd[]).find((end) => BAD_ENDS[end] === metric);
}

function familiesOf(type: "STANDARD" | "EXPRESS", way: Pick<LossFamily, "record" | "wayBack">): LossFamily[] {
  return (Object.keys(BAD_ENDS) as BadEnd[]).map((end) => ({
    ...way,
    name: `${type.toLowerCase()}-executions-${end.toLowerCase().replace("_", "-")}`,
    originKind: "execution",
    namespace: "AWS/States",
    metric: BAD_ENDS[end],
    unit: "execution",
    title:
      type === "EXPRESS" ? `Express executions ${ENDS[end]}` : `Executions ${ENDS[end]}; what each says was not read`,
    cause:
      end === "TIMED_OUT"
        ? { kind: "timeout", reason: "Step Functions says that it timed out." }
        : untold(end === "ABORTED" ? "somebody or something stopped it" : "a state failed and nothing caught it"),
    watched: ({ all }) =>
      all("state-machine")
        .filter(({ config }) => config.type === type)
        .map(({ arn }) => ({ arn, dimensions: { StateMachineArn: arn } })),
  }));
}
