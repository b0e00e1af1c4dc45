import { type HopName, type HopSlo, measured, notMeasurable } from "./hop-slo";
import type { Objective } from "./objective";
import { promisedOf } from "./promised";
import { type Sums, talliesOf } from "./tally";

/** Periods of five minutes. One in which nobody looked is in neither: it is not covered. */
export interface AgePeriods {
  /** The oldest was young enough, or the queue was seen empty. */
  readonly good: Sums;
  readonly bad: Sums;
  /** Of the good ones in the whole window, those in which it was empty and CloudWatch told nothing. */
  readonly idleCount: number;
}

const PERIODS_PER_DAY = 288;

/** Of the periods in which somebody looked, the share in which no message waited too long. */
export function ageOfQueue(
  hop: HopName,
  periods: AgePeriods | null,
  objective: Objective,
  isFifo: boolean,
  now: Date,
): HopSlo {
  const promised = promisedOf(objective, "age");
  if (periods === null) return notMeasurable(hop, "age", promised.goodShare, "This queue is not read here.");
  const known = (periods.good.whole ?? 0) + (periods.bad.whole ?? 0);
  const idleShare = known > 0 ? periods.idleCount / known : 0;
  return measured(
    hop,
    "age",
    {
      tallies: talliesOf(periods.good, periods.bad),
      promised,
      coveredShare: known / (objective.windowDays * PERIODS_PER_DAY),
      ownCount: null,
      doubts: [
        ...(isFifo
          ? []
          : [
              {
                level: "fair",
                why: "CloudWatch leaves a message out of the age once it was received three times without being deleted.",
              } as const,
            ]),
        ...(idleShare > 0.5
          ? [
              {
                level: "fair",
                why: `In ${Math.round(idleShare * 100)} % of the periods it was seen empty, which counts as good though CloudWatch told no age.`,
              } as const,
            ]
          : []),
      ],
      whenSure: "CloudWatch told the age, or the queue was seen empty.",
      formula: formulaOf(periods, objective),
      whenEmpty: "Nobody has read the age of its messages, nor seen it empty.",
    },
    now,
  );
}

function formulaOf(periods: AgePeriods, { ageSeconds }: Objective): HopSlo["formula"] {
  return {
    text: "good ÷ (good + bad), in periods of five minutes; a period in which nobody looked counts for neither",
    inputs: [
      {
        name: "good",
        value: periods.good.whole,
        unit: "periods",
        source: `CloudWatch ApproximateAgeOfOldestMessage ≤ ${ageSeconds} s, or depth 0`,
      },
      { name: "bad", value: periods.bad.whole, unit: "periods", source: `the same > ${ageSeconds} s` },
      { name: "of good, empty", value: periods.idleCount, unit: "periods", source: "depth 0 and no age told" },
      { name: "limit", value: ageSeconds, unit: "seconds", source: "the objective" },
    ],
  };
}
