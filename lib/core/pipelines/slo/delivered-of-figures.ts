import type { Doubt } from "./confidence";
import { type FormulaInput, type HopName, type HopSlo, measured, notMeasurable } from "./hop-slo";
import type { Objective } from "./objective";
import { promisedOf } from "./promised";
import { onlyWhereTaken, type Sums, talliesOf } from "./tally";

/** What CloudWatch told of a hop. Nothing told of `good` at all: not measurable. */
export interface FigureCounts {
  readonly good: Sums;
  readonly bad: Sums;
  readonly coveredShare: number;
}
/** What the figures of a kind of hop mean. */
interface Meaning {
  readonly text: string;
  readonly good: Pick<FormulaInput, "name" | "unit" | "source">;
  readonly bad: Pick<FormulaInput, "name" | "unit" | "source">;
  readonly doubts: readonly Doubt[];
}

const RULE: Meaning = {
  text: "succeeded ÷ (succeeded + failed)",
  good: { name: "succeeded", unit: "invocations", source: "CloudWatch SuccessfulInvocationAttempts, else Invocations" },
  bad: {
    name: "failed",
    unit: "invocations",
    source: "CloudWatch FailedInvocations: given up for good; a retry that helped is not in it",
  },
  doubts: [
    { level: "fair", why: "EventBridge sends its figures as well as it can; some are late or missing." },
    { level: "fair", why: "Events that an archive replayed are in it, and cannot be told apart." },
  ],
};
const TOPIC: Meaning = {
  text: "delivered ÷ (delivered + failed), all subscriptions of the topic together",
  good: { name: "delivered", unit: "notifications", source: "CloudWatch NumberOfNotificationsDelivered" },
  bad: { name: "failed", unit: "notifications", source: "CloudWatch NumberOfNotificationsFailed" },
  doubts: [
    {
      level: "weak",
      why: "SNS counts all subscriptions of a topic together, also those outside of this pipeline; at an HTTP endpoint each failed try counts.",
    },
  ],
};
const STATE_MACHINE: Meaning = {
  text: "succeeded ÷ (succeeded + failed)",
  good: { name: "succeeded", unit: "executions", source: "CloudWatch ExecutionsSucceeded" },
  bad: { name: "failed", unit: "executions", source: "CloudWatch ExecutionsFailed" },
  doubts: [{ level: "fair", why: "An execution that we restarted and that then succeeded counts as good." }],
};
const FUNCTION: Meaning = {
  text: "succeeded ÷ (succeeded + dead letters)",
  good: { name: "succeeded", unit: "invocations", source: "CloudWatch Invocations − Errors" },
  bad: { name: "dead letters", unit: "messages", source: "new failed messages of this function" },
  doubts: [
    {
      level: "fair",
      why: "Errors of a function are tries, not losses: only what it gave up into its dead-letter queue counts as lost.",
    },
  ],
};
const MEANINGS = { rule: RULE, topic: TOPIC, "state-machine": STATE_MACHINE, function: FUNCTION };
export type FigureKind = keyof typeof MEANINGS;

/** Of what a hop of this kind took, the share that it delivered, out of what CloudWatch tells of it. */
export function deliveredOfFigures(
  kind: FigureKind,
  hop: HopName,
  counts: FigureCounts,
  objective: Objective,
  now: Date,
): HopSlo {
  const { text, good, bad, doubts } = MEANINGS[kind];
  const promised = promisedOf(objective, "delivered");
  const tallies = talliesOf(counts.good, counts.bad);
  const isTold = counts.good.whole !== null || (kind !== "function" && counts.bad.whole !== null);
  if (!isTold)
    return notMeasurable(hop, "delivered", promised.goodShare, "CloudWatch has told nothing of it within the window.");
  return measured(
    hop,
    "delivered",
    {
      tallies: kind === "function" ? onlyWhereTaken(tallies, counts.good) : tallies,
      promised,
      coveredShare: counts.coveredShare,
      ownCount: null,
      doubts,
      whenSure: "CloudWatch counted both.",
      formula: {
        text,
        inputs: [
          { ...good, value: counts.good.whole },
          { ...bad, value: counts.bad.whole },
        ],
      },
      whenEmpty: "Nothing came in within the window, as far as we know.",
    },
    now,
  );
}
