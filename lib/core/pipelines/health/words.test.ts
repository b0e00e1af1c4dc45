import { expect, test } from "vitest";
import { aDeadLetterPart, aPlace, aQueuePart, arrived, NOW, secondsAgo } from "./cases/part-facts";
import type { PartFacts, QueueSight } from "./facts";
import { judgePart } from "./judge-part";
import { clock, numeral, percent } from "./words";

function sentences(facts: PartFacts): string[] {
  return judgePart(facts, NOW).map(({ sentence }) => sentence);
}
const behind = (sentPerMinute: number, deletedPerMinute: number, visible = 1200): Partial<QueueSight> => ({
  visible,
  flow: { sentPerMinute, deletedPerMinute, minuteCount: 15 },
});
const blindPlace = aPlace({
  status: "blind",
  blindSince: secondsAgo(600),
  blindReason: "AccessDenied.",
  seenAt: secondsAgo(101),
});

test.each<[string, PartFacts, string]>([
  [
    "dead letters",
    aDeadLetterPart({}, { messages: arrived(14), throughputPerMinute: 31 }),
    "orders-dlq took 14 dead letters in the last 15 minutes; about 3 % of what came in.",
  ],
  [
    "dead letters of an unknown share",
    aDeadLetterPart({}, { messages: arrived(1) }),
    "orders-dlq took 1 dead letter in the last 15 minutes; how much came in was not measured.",
  ],
  [
    "a growing backlog",
    aQueuePart(behind(120, 75)),
    "1,200 wait in orders: arrives 120/min, leaves 75/min: +45/min; never drains at this pace.",
  ],
  [
    "a backlog that drains",
    aQueuePart(behind(22, 70)),
    "1,200 wait in orders: arrives 22/min, leaves 70/min: drains in about 25 min.",
  ],
  [
    "a consumer that is off",
    aQueuePart({ visible: 25, consumers: { onCount: 0, offCount: 1 } }),
    "25 messages wait in orders, and the consumer that takes from it is switched off.",
  ],
  [
    "an age",
    aQueuePart({ visible: 1, ageSeconds: 3725, ageAt: secondsAgo(60) }),
    "The oldest message in orders waits for 1 h 2 min; the objective is 15 min.",
  ],
  [
    "blindness",
    aQueuePart({}, { place: blindPlace }),
    "Cannot see orders: shop cannot be read since 11:50 UTC, AccessDenied.",
  ],
])("the sentence has its number, its place and its time: %s", (_, facts, sentence) => {
  expect(sentences(facts)).toContain(sentence);
});

test("numbers, shares and times read as a person writes them", () => {
  expect([0.25, 2, 9.96, 1234.4].map(numeral)).toEqual(["0.3", "2", "10", "1,234"]);
  expect([0.0004, 0.004, 0.031, 1.2].map(percent)).toEqual(["less than 0.1 %", "0.4 %", "3.1 %", "100 %"]);
  expect([secondsAgo(60), secondsAgo(86_400)].map((at) => clock(at, NOW))).toEqual([
    "11:59 UTC",
    "2026-11-20 12:00 UTC",
  ]);
});
