import type { Objective } from "@/lib/core/pipelines/slo/objective";
import { type Sums, spanStarts } from "@/lib/core/pipelines/slo/tally";
import type { Sql } from "@/lib/db/connect";
import type { SloPart } from "@/lib/db/pipeline-slo";
import { type OwnSums, readArrivalSums, readGrowthSums, readOwnSums } from "@/lib/db/slo-failure-sums";
import { type GoodAndBad, readRuleSums, readUseSums } from "@/lib/db/slo-figure-sums";
import { type QueueSums, readQueueSums } from "@/lib/db/slo-queue-sums";

/** A part with what is promised of it. `key`: a part may stand in several pipelines that promise different things. */
export type PromisedPart = SloPart & { readonly key: string; readonly objective: Objective };

export interface SloCounts {
  readonly queues: ReadonlyMap<string, QueueSums>;
  readonly arrivals: ReadonlyMap<string, Sums>;
  readonly growth: ReadonlyMap<string, Sums>;
  readonly own: ReadonlyMap<string, OwnSums>;
  readonly rules: ReadonlyMap<string, GoodAndBad>;
  readonly use: ReadonlyMap<string, GoodAndBad>;
}

const USE: Readonly<Partial<Record<SloPart["kind"], { readonly good: string; readonly bad: string }>>> = {
  topic: { good: "notified", bad: "notifyFailed" },
  function: { good: "invocations", bad: "errors" },
  "state-machine": { good: "succeeded", bad: "failed" },
};

/** What was counted of each part, by its key: one statement for each kind of count. */
export async function readCounts(db: Sql, parts: readonly PromisedPart[], now: Date): Promise<SloCounts> {
  const starts = spanStarts(now, 1);
  const own = parts.filter((part) => !part.isShared);
  const asked = own.map((part) => ({ ...part, from: windowStart(part, now), deliveredFrom: countedFrom(part, now) }));
  const queues = asked.flatMap(({ queueId, objective, key, arn, from, deliveredFrom }) =>
    queueId === null ? [] : [{ key, arn, queueId, ageSeconds: objective.ageSeconds, from, deliveredFrom }],
  );
  const [queueSums, arrivals, growth, ownSums, rules, use] = await Promise.all([
    readQueueSums(db, queues, starts),
    readArrivalSums(
      db,
      asked
        .filter(({ kind }) => kind === "queue" || kind === "function")
        .map(({ key, arn, deliveredFrom }) => ({ key, arn, from: deliveredFrom })),
      starts,
    ),
    readGrowthSums(
      db,
      asked.flatMap(({ key, deadLetterId, deadLetterMode, from }) =>
        deadLetterId !== null && deadLetterMode === "off" ? [{ key, queueId: deadLetterId, from }] : [],
      ),
      starts,
    ),
    readOwnSums(
      db,
      queues.map(({ key, arn, deliveredFrom }) => ({ key, arn, from: deliveredFrom })),
      starts,
    ),
    readRuleSums(
      db,
      asked.filter(({ kind }) => kind === "rule").map(({ key, arn, from }) => ({ key, arn, from })),
      starts,
    ),
    readUseSums(
      db,
      asked.flatMap(({ kind, key, arn, from }) => {
        const metrics = USE[kind];
        return metrics ? [{ key, arn, from, ...metrics }] : [];
      }),
      starts,
    ),
  ]);
  return { queues: queueSums, arrivals, growth, own: ownSums, rules, use };
}

function windowStart({ objective }: PromisedPart, now: Date): string {
  return spanStarts(now, objective.windowDays).whole.toISOString();
}

/** Before its dead letters were seen one by one, what was taken proves nothing about what was not. */
function countedFrom(part: PromisedPart, now: Date): string {
  const from = windowStart(part, now);
  const first = part.deadLetterMode === "off" ? null : part.firstScanAt;
  return first !== null && first > from ? spanStarts(new Date(first), 0).whole.toISOString() : from;
}
