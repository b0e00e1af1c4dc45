import { expect, test } from "vitest";
import type { QueueLoss } from "../../losses/queue-loss";
import {
  aDeadLetterPart,
  aFunctionPart,
  aPartOf,
  aPlace,
  aPlaceWhere,
  aQueuePart,
  aRulePart,
  arrived,
  looksSince,
  NOW,
  secondsAgo,
} from "./cases/part-facts";
import type { PartFacts, QueueSight } from "./facts";
import { judgePart } from "./judge-part";

/** `signal: state` of all that speaks against a part. */
function said(facts: PartFacts): string[] {
  return judgePart(facts, NOW).map(({ signal, state }) => `${signal}: ${state}`);
}
const loss = (seconds: number, kind: QueueLoss["kind"] = "certain"): QueueLoss => {
  const at = new Date(NOW.getTime() + seconds * 1000);
  return { kind, earliestAt: at, latestAt: at, staleSince: null };
};
const behind = (sentPerMinute: number, deletedPerMinute: number, visible = 1200): Partial<QueueSight> => ({
  visible,
  flow: { sentPerMinute, deletedPerMinute, minuteCount: 15 },
});

test.each<[string, PartFacts]>([
  ["an idle queue without datapoints whose counters were read", aQueuePart()],
  ["an idle dead-letter queue", aDeadLetterPart()],
  ["a rule that ran as often as it used to", aRulePart({ invocations: 100 })],
  ["a rule of which CloudWatch told nothing, which was asked", aRulePart()],
  ["a rule that is switched off", aRulePart({ isEnabled: false, silence: "quiet", askedAt: null })],
  [
    "a rule of a service, which nobody here can mend",
    aRulePart({ isOfService: true, failed: 9, lostAtDeadLetter: 9, silence: "quiet", askedAt: null }),
  ],
  ["a function that CloudWatch was asked about", aFunctionPart()],
  ["a topic that is read", aPartOf("topic")],
  [
    "what lies outside of all accounts",
    aPartOf("outside", { place: null, part: { ...aPartOf("outside").part, accountId: null } }),
  ],
  ["a stream", aPartOf("stream")],
])("nothing speaks against %s", (_, facts) => {
  expect(said(facts)).toEqual([]);
});

test.each<[string, PartFacts, string[]]>([
  [
    "two of them, nobody knows out of how many",
    aDeadLetterPart({}, { messages: arrived(2) }),
    ["dead-letters: degraded"],
  ],
  ["three, nobody knows out of how many", aDeadLetterPart({}, { messages: arrived(3) }), ["dead-letters: failing"]],
  [
    "one percent of what came in",
    aDeadLetterPart({}, { messages: arrived(15), throughputPerMinute: 100 }),
    ["dead-letters: failing"],
  ],
  [
    "less than one percent",
    aDeadLetterPart({}, { messages: arrived(14), throughputPerMinute: 100 }),
    ["dead-letters: degraded"],
  ],
  [
    "two of twenty",
    aDeadLetterPart({}, { messages: arrived(2), throughputPerMinute: 20 / 15 }),
    ["dead-letters: failing"],
  ],
  [
    "two of twenty-one",
    aDeadLetterPart({}, { messages: arrived(2), throughputPerMinute: 21 / 15 }),
    ["dead-letters: degraded"],
  ],
  [
    "one, and nothing told of what came in",
    aDeadLetterPart({}, { messages: arrived(1), throughputPerMinute: 0 }),
    ["dead-letters: degraded"],
  ],
  ["again and again through the hour", aDeadLetterPart({}, { messages: arrived(0, 1, 4) }), ["dead-letters: degraded"]],
  ["only before the last half hour: that is over", aDeadLetterPart({}, { messages: arrived(0, 0, 40) }), []],
  ["only in the half hour, not lately: that is over", aDeadLetterPart({}, { messages: arrived(0, 40, 0) }), []],
  [
    "a queue that nobody reads grows by three",
    aDeadLetterPart({ visible: 9, looks: looksSince(600, [6, 7, 9]) }),
    ["dead-letters: failing"],
  ],
  ["a queue that nobody reads stays as it is", aDeadLetterPart({ visible: 9, looks: looksSince(600, [9, 9, 9]) }), []],
  [
    "the counters of a queue that we read swing by our own looks",
    aDeadLetterPart({ scannedAt: secondsAgo(60), visible: 9, looks: looksSince(600, [2, 9]) }),
    [],
  ],
  ["executions of the last hour", aPartOf("topic", { executions: arrived(0, 0, 3) }), ["dead-letters: failing"]],
  ["one execution", aPartOf("topic", { executions: arrived(0, 1, 0) }), ["dead-letters: degraded"]],
])("dead letters: %s", (_, facts, expected) => {
  expect(said(facts)).toEqual(expected);
});

test("a shared queue that nobody reads never calls a pipeline failing: whose messages they are is not known", () => {
  const own = aDeadLetterPart({ visible: 90, looks: looksSince(600, [0, 90]) });
  const facts = { ...own, part: { ...own.part, role: "shared" as const } };

  expect(said(facts)).toEqual(["dead-letters: degraded"]);
});

test.each<[string, PartFacts, string[]]>([
  ["its dead-letter queue refuses one event", aRulePart({ lostAtDeadLetter: 1 }), ["losing: failing"]],
  [
    "one delivery failed and there is no queue",
    aRulePart({ failed: 1, targetsWithoutQueue: 1 }),
    ["losing: failing", "failed-invocations: degraded"],
  ],
  [
    "what failed is all kept",
    aRulePart({ failed: 1, sentToDeadLetter: 1, targetsWithoutQueue: 1, targetCount: 2 }),
    ["failed-invocations: degraded"],
  ],
  ["only a count is left", aPartOf("topic", { lost: arrived(0, 0, 1) }), ["losing: failing"]],
  ["nothing was lost", aPartOf("topic", { lost: arrived(0) }), []],
])("losing: %s", (_, facts, expected) => {
  expect(said(facts)).toEqual(expected);
});

test.each<[string, QueueLoss, string[]]>([
  ["a day from now", loss(86_400), []],
  ["a second less than a day", loss(86_399), ["loss-clock: degraded"]],
  ["an hour from now", loss(3600), ["loss-clock: degraded"]],
  ["a second less than an hour", loss(3599), ["loss-clock: failing"]],
  ["soon, by a bound only", loss(60, "bound"), ["loss-clock: degraded"]],
  ["nobody knows when", { kind: "unknown", earliestAt: null, latestAt: null, staleSince: null }, []],
  ["all of it is saved", { kind: "saved", earliestAt: null, latestAt: null, staleSince: null }, []],
])("the first dead letter dies %s", (_, lossOfQueue, expected) => {
  expect(said(aDeadLetterPart({ loss: lossOfQueue }))).toEqual(expected);
});

test("the loss clock of a queue is one sentence that names the queue", () => {
  const [finding] = judgePart(aDeadLetterPart({ loss: loss(3599) }), NOW);
  expect(finding?.sentence).toMatch(/^The first message of \S+ dies \w{3} \d\d:\d\d UTC\.$/);
});

const waiting = { visible: 25, looks: looksSince(300, [20, 22, 25]) };
test.each<[string, Partial<QueueSight>, string[]]>([
  ["its only consumer is switched off", { visible: 1, consumers: { onCount: 0, offCount: 1 } }, ["stalled: stalled"]],
  ["one of two consumers is switched off", { visible: 1, consumers: { onCount: 1, offCount: 1 } }, []],
  ["its consumer is off and nothing waits", { consumers: { onCount: 0, offCount: 1 } }, []],
  ["by its counters nothing was taken for five minutes", waiting, ["stalled: stalled"]],
  ["by its counters nothing was taken for a second less", { ...waiting, looks: looksSince(299, [20, 22, 25]) }, []],
  ["two looks prove nothing", { ...waiting, looks: looksSince(300, [22, 25]) }, []],
  ["one message was in flight", { ...waiting, looks: looksSince(300, [20, 22, 25], 1) }, []],
  ["it held fewer in between", { ...waiting, looks: looksSince(300, [25, 22, 25, 25]) }, []],
  ["it was empty in between", { ...waiting, looks: looksSince(300, [0, 22, 25, 25]) }, []],
  ["its oldest message is younger than that", { ...waiting, ageSeconds: 299, ageAt: secondsAgo(60) }, []],
  ["its oldest message is as old", { ...waiting, ageSeconds: 300, ageAt: secondsAgo(60) }, ["stalled: stalled"]],
  [
    "CloudWatch told of five minutes without a delete",
    {
      ...behind(0, 0, 5),
      flow: { sentPerMinute: 1, deletedPerMinute: 0, minuteCount: 5 },
      ageSeconds: 300,
      ageAt: secondsAgo(60),
      visible: 5,
    },
    ["stalled: stalled"],
  ],
  [
    "CloudWatch told of four",
    {
      visible: 5,
      flow: { sentPerMinute: 1, deletedPerMinute: 0, minuteCount: 4 },
      ageSeconds: 300,
      ageAt: secondsAgo(60),
    },
    [],
  ],
  [
    "something was deleted",
    {
      visible: 5,
      flow: { sentPerMinute: 1, deletedPerMinute: 0.1, minuteCount: 15 },
      ageSeconds: 600,
      ageAt: secondsAgo(60),
    },
    [],
  ],
  [
    "its counters fall though CloudWatch tells of no delete yet",
    {
      visible: 5,
      looks: looksSince(600, [9, 5]),
      flow: { sentPerMinute: 0, deletedPerMinute: 0, minuteCount: 15 },
      ageSeconds: 600,
      ageAt: secondsAgo(60),
    },
    [],
  ],
])("stalled: %s", (_, sight, expected) => {
  expect(said(aQueuePart(sight))).toEqual(expected);
});

test("a dead-letter queue is never stalled, behind or too old: nobody is expected to take from it", () => {
  const sight = {
    ...waiting,
    scannedAt: secondsAgo(60),
    ageSeconds: 90_000,
    ageAt: secondsAgo(60),
    consumers: { onCount: 0, offCount: 1 },
  };

  expect(said(aDeadLetterPart(sight))).toEqual([]);
});

test.each<[string, Partial<QueueSight>, string[]]>([
  [
    "more arrives than leaves, and what waits is more than the objective allows",
    behind(120, 79),
    ["backlog: degraded"],
  ],
  ["what waits leaves exactly within the objective", behind(120, 80), []],
  ["more leaves than arrives, too late", behind(40, 79), ["backlog: degraded"]],
  ["nine wait: that is busy, not behind", behind(120, 0.1, 9), []],
  ["ten wait and none leaves", behind(120, 0, 10), ["backlog: degraded"]],
  ["nothing moves at all", behind(0, 0), []],
  [
    "its flow is unknown and it grew by a hundred in ten minutes",
    { visible: 110, looks: looksSince(600, [10, 60, 110], 4) },
    ["backlog: degraded"],
  ],
  ["by one less", { visible: 109, looks: looksSince(600, [10, 60, 109], 4) }, []],
  ["in a second less", { visible: 110, looks: looksSince(599, [10, 60, 110], 4) }, []],
  ["with a fall in between", { visible: 110, looks: looksSince(600, [10, 70, 60, 110], 4) }, []],
])("backlog: %s", (_, sight, expected) => {
  expect(said(aQueuePart(sight))).toEqual(expected);
});

test.each<[string, Partial<QueueSight>, string[]]>([
  ["as old as the objective allows", { visible: 1, ageSeconds: 900, ageAt: secondsAgo(60) }, []],
  ["a second older", { visible: 1, ageSeconds: 901, ageAt: secondsAgo(60) }, ["age: degraded"]],
  [
    "older, and read a quarter of an hour ago",
    { visible: 1, ageSeconds: 901, ageAt: secondsAgo(900) },
    ["age: degraded"],
  ],
  ["older, and read before that", { visible: 1, ageSeconds: 901, ageAt: secondsAgo(901) }, []],
  ["older, and nothing waits any more", { visible: 0, ageSeconds: 901, ageAt: secondsAgo(60) }, []],
  ["nobody told", { visible: 1 }, []],
])("the oldest message is %s", (_, sight, expected) => {
  expect(said(aQueuePart(sight))).toEqual(expected);
});

test.each<[string, PartFacts, string[]]>([
  [
    "three of three hundred deliveries failed",
    aRulePart({ failed: 3, invocations: 300 }),
    ["failed-invocations: failing"],
  ],
  ["three of three hundred and one", aRulePart({ failed: 3, invocations: 301 }), ["failed-invocations: degraded"]],
  ["only the dead-letter queue tells of three", aRulePart({ sentToDeadLetter: 3 }), ["failed-invocations: failing"]],
  ["EventBridge put off one run", aRulePart({ throttled: 1 }), ["throttled: degraded"]],
  ["four calls of a function were turned away", aFunctionPart({ throttles: 4, invocations: 4 }), []],
  ["five of five hundred", aFunctionPart({ throttles: 5, invocations: 495 }), ["throttled: degraded"]],
  ["five of five hundred and one", aFunctionPart({ throttles: 5, invocations: 496 }), []],
  ["half of the calls", aFunctionPart({ throttles: 5, invocations: 5 }), ["throttled: failing"]],
  ["all of them, and no run is told of", aFunctionPart({ throttles: 5 }), ["throttled: failing"]],
  ["two runs ended with an error", aFunctionPart({ errors: 2, invocations: 2 }), []],
  ["three of sixty", aFunctionPart({ errors: 3, invocations: 60 }), ["function-errors: degraded"]],
  ["three of sixty-one", aFunctionPart({ errors: 3, invocations: 61 }), []],
  ["three of twelve", aFunctionPart({ errors: 3, invocations: 12 }), ["function-errors: failing"]],
  ["three, nobody knows out of how many", aFunctionPart({ errors: 3 }), ["function-errors: degraded"]],
  ["a rule is quiet against its rhythm", aRulePart({ silence: "It has not run for 3 h." }), ["silent-rule: stalled"]],
])("figures: %s", (_, facts, expected) => {
  expect(said(facts)).toEqual(expected);
});

const blindPlace = aPlace({
  status: "blind",
  blindSince: secondsAgo(600),
  blindReason: "AccessDenied.",
  seenAt: secondsAgo(101),
});
test.each<[string, PartFacts]>([
  ["its Region is blind", aQueuePart({}, { place: blindPlace })],
  ["its Region was never read", aQueuePart({}, { place: aPlace({ status: "unknown", seenAt: null }) })],
  ["its account is only listed", aQueuePart({}, { place: aPlace({ whyNotRead: "shop is only listed" }) })],
  ["its account is not connected any more", aQueuePart({}, { place: null })],
  ["it was not found when it was looked for last", aRulePart({}, { isThere: false })],
  ["its queue is not selected", aQueuePart({ isSelected: false })],
  ["its counters were never read", aQueuePart({ visible: null, sampledAt: null })],
  ["its queue is not known", { ...aQueuePart(), queue: null }],
  ["its kind may not be read", aPartOf("topic", { place: aPlaceWhere("topics", "denied", "AccessDenied") })],
  ["its kind was never read", aPartOf("pipe")],
  [
    "reading its kind has failed for half an hour",
    aPartOf("topic", { place: aPlaceWhere("topics", "failed", "500", secondsAgo(1801)) }),
  ],
  [
    "CloudWatch is refused and something waits",
    aQueuePart({ visible: 1 }, { place: aPlaceWhere("metrics", "denied", "no") }),
  ],
  [
    "its kind is not read any more, though nothing failed",
    aPartOf("topic", { place: aPlaceWhere("topics", "ok", "", secondsAgo(4 * 3600)) }),
  ],
  ["CloudWatch is refused, for a topic", aPartOf("topic", { place: aPlaceWhere("metrics", "denied", "no") })],
  ["CloudWatch is refused, for a rule", aRulePart({}, { place: aPlaceWhere("metrics", "denied", "no") })],
  ["the figures of a function were never read", aFunctionPart({ askedAt: null })],
  ["the figures of a rule were never read", aRulePart({ askedAt: null })],
])("a part is blind when %s", (_, facts) => {
  expect(said(facts)).toEqual(["blind: blind"]);
});

test.each<[string, PartFacts]>([
  ["one look at the Region failed", aQueuePart({}, { place: { ...blindPlace, seenAt: secondsAgo(100) } })],
  [
    "reading its kind failed just now",
    aPartOf("topic", { place: aPlaceWhere("topics", "failed", "500", secondsAgo(1800)) }),
  ],
  ["CloudWatch is refused and nothing waits", aQueuePart({}, { place: aPlaceWhere("metrics", "denied", "no") })],
])("a part is not blind when %s", (_, facts) => {
  expect(said(facts)).toEqual([]);
});

test.each<[string, Partial<QueueSight>, string[]]>([
  ["a dead-letter queue", { isDeadLetterQueue: true, sampledAt: secondsAgo(100), nextSampleAt: secondsAgo(70) }, []],
  [
    "a dead-letter queue, a second later",
    { isDeadLetterQueue: true, sampledAt: secondsAgo(101), nextSampleAt: secondsAgo(71) },
    ["stale: blind"],
  ],
  [
    "a queue that is looked at every minute",
    { visible: 1, sampledAt: secondsAgo(190), nextSampleAt: secondsAgo(130) },
    [],
  ],
  [
    "the same, a second later",
    { visible: 1, sampledAt: secondsAgo(191), nextSampleAt: secondsAgo(131) },
    ["stale: blind"],
  ],
  ["an idle queue, looked at every five minutes", { sampledAt: secondsAgo(910), nextSampleAt: secondsAgo(610) }, []],
  ["the same, a second later", { sampledAt: secondsAgo(911), nextSampleAt: secondsAgo(611) }, ["stale: blind"]],
  [
    "one that is looked at more seldom to save money",
    { visible: 1, sampledAt: secondsAgo(900), nextSampleAt: secondsAgo(300) },
    [],
  ],
  [
    "one whose looks fail",
    { visible: 1, error: "timeout", sampledAt: secondsAgo(191), nextSampleAt: secondsAgo(-9) },
    ["stale: blind"],
  ],
])("counters that are old make a part blind: %s", (_, sight, expected) => {
  expect(said(aQueuePart(sight))).toEqual(expected);
});

test("of a queue that cannot be seen nothing is said that would be so now", () => {
  const facts = aQueuePart({
    ...waiting,
    sampledAt: secondsAgo(600),
    nextSampleAt: secondsAgo(540),
    ageSeconds: 5000,
    ageAt: secondsAgo(600),
  });

  expect(said(facts)).toEqual(["stale: blind"]);
});

test("figures that were read a while ago are told with their time", () => {
  const [found] = judgePart(aFunctionPart({ invocations: 10, errors: 9, toldUntil: secondsAgo(3600) }), NOW);

  expect(found?.sentence).toBe(
    "9 runs of picking-list ended with an error in the 20 minutes before 11:00 UTC; 90 % of all.",
  );
});
