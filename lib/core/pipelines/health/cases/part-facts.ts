import type { HealthEvidence, Signal } from "../../health";
import {
  type Arrivals,
  type FunctionSight,
  type Look,
  NO_ARRIVALS,
  type PartFacts,
  type PlaceSight,
  type QueueSight,
  type RuleSight,
} from "../facts";

export const NOW = new Date("2026-11-21T12:00:00.000Z");
export function secondsAgo(seconds: number): Date {
  return new Date(NOW.getTime() - seconds * 1000);
}

export function aPlace(more: Partial<PlaceSight> = {}): PlaceSight {
  const ok = { state: "ok", reason: null, okAt: secondsAgo(60) } as const;
  return {
    accountName: "shop",
    whyNotRead: null,
    status: "ok",
    blindSince: null,
    blindReason: null,
    seenAt: secondsAgo(5),
    features: new Map(["queues", "events", "functions", "topics", "metrics"].map((feature) => [feature, ok])),
    ...more,
  };
}

/** A place in which one feature ended otherwise. */
export function aPlaceWhere(
  feature: string,
  state: "denied" | "failed" | "ok",
  reason: string,
  okAt: Date | null = null,
): PlaceSight {
  const place = aPlace();
  return { ...place, features: new Map([...place.features, [feature, { state, reason, okAt }]]) };
}

function aPart(kind: PartFacts["part"]["kind"], name: string, more: Partial<PartFacts>): PartFacts {
  return {
    part: {
      arn: `arn:aws:sqs:eu-central-1:111111111111:${name}`,
      accountId: "acc_1",
      kind,
      name,
      role: "hop",
      region: "eu-central-1",
    },
    place: aPlace(),
    isThere: true,
    objective: { ageSeconds: 900 },
    queue: null,
    rule: null,
    function: null,
    messages: NO_ARRIVALS,
    executions: NO_ARRIVALS,
    lost: NO_ARRIVALS,
    throughputPerMinute: null,
    ...more,
  };
}

/** Looks in even steps from so many seconds ago until now, none of which saw anything in flight. */
export function looksSince(seconds: number, counts: readonly number[], inFlight = 0): Look[] {
  const step = seconds / Math.max(1, counts.length - 1);
  return counts.map((visible, at) => ({ at: secondsAgo(seconds - at * step), visible, inFlight }));
}

/** An idle queue that is looked at: nothing waits, and CloudWatch tells nothing. */
export function aQueuePart(sight: Partial<QueueSight> = {}, more: Partial<PartFacts> = {}): PartFacts {
  const queue: QueueSight = {
    isDeadLetterQueue: false,
    isSelected: true,
    scannedAt: null,
    visible: 0,
    inFlight: 0,
    delayed: 0,
    sampledAt: secondsAgo(20),
    nextSampleAt: secondsAgo(-40),
    changedAt: null,
    error: null,
    ageSeconds: null,
    ageAt: null,
    metricsUntil: null,
    looks: [],
    flow: null,
    consumers: { onCount: 1, offCount: 0 },
    loss: null,
    ...sight,
  };
  return aPart("queue", "orders", { queue, ...more });
}
export function aDeadLetterPart(sight: Partial<QueueSight> = {}, more: Partial<PartFacts> = {}): PartFacts {
  const part = aQueuePart({ isDeadLetterQueue: true, ...sight }, more);
  return { ...part, part: { ...part.part, arn: `${part.part.arn}-dlq`, name: "orders-dlq", role: "dead-letter" } };
}
export function aRulePart(sight: Partial<RuleSight> = {}, more: Partial<PartFacts> = {}): PartFacts {
  const rule: RuleSight = {
    isEnabled: true,
    isOfService: false,
    targetCount: 1,
    targetsWithoutQueue: 0,
    invocations: null,
    failed: null,
    sentToDeadLetter: null,
    lostAtDeadLetter: null,
    throttled: null,
    askedAt: secondsAgo(60),
    toldUntil: secondsAgo(60),
    silence: null,
    ...sight,
  };
  return aPart("rule", "order-placed", { rule, ...more });
}
export function aFunctionPart(sight: Partial<FunctionSight> = {}, more: Partial<PartFacts> = {}): PartFacts {
  const told = { askedAt: secondsAgo(60), toldUntil: secondsAgo(60) };
  const fn: FunctionSight = { invocations: null, errors: null, throttles: null, ...told, ...sight };
  return aPart("function", "picking-list", { function: fn, ...more });
}
export function aPartOf(kind: PartFacts["part"]["kind"], more: Partial<PartFacts> = {}): PartFacts {
  return aPart(kind, "thing", more);
}

export function arrived(quarterHour: number, recentHalfHour = quarterHour, earlierHalfHour = 0): Arrivals {
  return { quarterHour, recentHalfHour, earlierHalfHour };
}

export function evidenceOf(
  state: HealthEvidence["state"],
  signal: Signal,
  more: Partial<HealthEvidence> = {},
): HealthEvidence {
  return {
    arn: "arn:a",
    accountId: "acc_1",
    state,
    signal,
    sentence: `a says ${signal}.`,
    at: NOW.toISOString(),
    ...more,
  };
}
