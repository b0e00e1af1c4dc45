import { nameOfArn } from "@/lib/core/arn";
import { ageOfQueue } from "@/lib/core/pipelines/slo/age-of-queue";
import { deliveredOfFigures, type FigureKind } from "@/lib/core/pipelines/slo/delivered-of-figures";
import { type DeadLetterPlace, deliveredOfQueue } from "@/lib/core/pipelines/slo/delivered-of-queue";
import { type HopSlo, notMeasurable } from "@/lib/core/pipelines/slo/hop-slo";
import { lessOwn, type Sums } from "@/lib/core/pipelines/slo/tally";
import { UNMEASURABLE, whyFunctionIsNot } from "@/lib/core/pipelines/slo/unmeasurable-hops";
import type { GoodAndBad } from "@/lib/db/slo-figure-sums";
import type { PromisedPart, SloCounts } from "./slo-counts";

const SHARED = "It belongs to several pipelines: what it lost of this one cannot be told apart.";
const UNTOLD: Sums = { whole: null, sixHours: null, hour: null, halfHour: null, fiveMinutes: null };
const NONE: Sums = { whole: 0, sixHours: 0, hour: 0, halfHour: 0, fiveMinutes: 0 };

/** What is promised of a part and how it is kept, in the order in which it is read: what was delivered, then how old it grew. */
export function hopsOfPart(part: PromisedPart, counts: SloCounts, now: Date): HopSlo[] {
  const { kind, objective } = part;
  const hop = { arn: part.arn, name: part.name };
  if (part.isShared) return [notMeasurable(hop, "delivered", objective.deliveredShare, SHARED)];
  switch (kind) {
    case "queue":
      return ofQueue(part, counts, now);
    case "function": {
      const reason = whyFunctionIsNot(part);
      if (reason !== null) return [notMeasurable(hop, "delivered", objective.deliveredShare, reason)];
      return [ofFigures("function", part, ofFunction(part, counts), now)];
    }
    case "rule":
      return [ofFigures(kind, part, counts.rules.get(part.key), now)];
    case "topic":
    case "state-machine":
      return [ofFigures(kind, part, counts.use.get(part.key), now)];
    case "subscription":
    case "pipe":
    case "schedule":
    case "stream":
      return [notMeasurable(hop, "delivered", objective.deliveredShare, UNMEASURABLE[kind])];
    default:
      return [];
  }
}

function ofQueue(part: PromisedPart, counts: SloCounts, now: Date): HopSlo[] {
  const { objective, key } = part;
  const hop = { arn: part.arn, name: part.name };
  const found = counts.queues.get(key);
  if (!found)
    return (["delivered", "age"] as const).map((kind) =>
      notMeasurable(
        hop,
        kind,
        kind === "age" ? objective.ageShare : objective.deliveredShare,
        "This queue is not read here.",
      ),
    );
  const own = counts.own.get(key);
  const delivered = deliveredOfQueue(
    hop,
    placeOf(part),
    {
      deleted: found.deleted,
      arrived: counts.arrivals.get(key) ?? NONE,
      grown: counts.growth.get(key) ?? UNTOLD,
      ownSent: own?.sent ?? NONE,
      ownReturned: own?.returned ?? NONE,
      coveredShare: found.seenHours / (objective.windowDays * 24),
    },
    objective,
    now,
  );
  const { ageGood: good, ageBad: bad, idleCount } = found;
  return [delivered, ageOfQueue(hop, { good, bad, idleCount }, objective, part.isFifo, now)];
}

function placeOf(part: PromisedPart): DeadLetterPlace | null {
  if (part.deadLetterArn === null) return null;
  return {
    name: nameOfArn(part.deadLetterArn),
    isRead: part.deadLetterId !== null,
    isIndexed: part.deadLetterMode !== "off",
    sourceCount: part.deadLetterSources,
  };
}

/** Of a function the errors are taken off its invocations, and what it gave up is bad. */
function ofFunction({ key }: PromisedPart, counts: SloCounts): GoodAndBad | undefined {
  const told = counts.use.get(key);
  return told && { ...told, good: lessOwn(told.good, told.bad), bad: counts.arrivals.get(key) ?? NONE };
}

function ofFigures(kind: FigureKind, part: PromisedPart, told: GoodAndBad | undefined, now: Date): HopSlo {
  const { arn, name, objective } = part;
  const { good = UNTOLD, bad = UNTOLD, coveredHours = 0 } = told ?? {};
  const coveredShare = coveredHours / (objective.windowDays * 24);
  return deliveredOfFigures(kind, { arn, name }, { good, bad, coveredShare }, objective, now);
}
