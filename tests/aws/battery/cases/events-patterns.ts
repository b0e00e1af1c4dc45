import { PutRuleCommand, TestEventPatternCommand } from "@aws-sdk/client-eventbridge";
import type { Bench } from "../bench";
import { type BatteryCase, casesOf, documented, model } from "../case";
import { aBus, aRoute, arrivals, bodyOf, put } from "../events-bench";
import { outcome } from "../outcome";
import { BAD_PATTERNS, PATTERN_EXAMPLES, type PatternEvent, type PatternExample } from "../pattern-examples";

const OPERATORS = documented(
  "EventBridge User Guide, Creating event patterns; Comparison operators; README of aws/event-ruler",
);

const entryOf = ({ source, detailType, resources, detail = {} }: PatternEvent) => ({
  ...(source && { Source: source }),
  ...(detailType && { DetailType: detailType }),
  ...(resources && { Resources: [...resources] }),
  detail,
});

const eventOf = (bench: Bench, { source, detailType, resources, detail }: PatternEvent) => ({
  version: "0",
  id: "7bf73129-1428-4cd3-a780-95db273d1602",
  "detail-type": detailType ?? "Order placed",
  source: source ?? "battery.orders",
  account: bench.accountId,
  time: "2026-11-01T00:00:00Z",
  region: bench.region,
  resources: resources ?? [],
  detail: detail ?? {},
});

const eventsOf = ({ matching, other }: PatternExample) => [...matching, ...other];

const truths = ({ matching, other }: PatternExample) => [...matching.map(() => true), ...other.map(() => false)];

/** Which of the example's events really reach a queue behind a rule with the pattern. */
async function deliveredOf(bench: Bench, example: PatternExample): Promise<boolean[]> {
  const { bus, queue } = await aRoute(bench, example.pattern);
  const { Entries = [] } = await put(bench, bus, eventsOf(example).map(entryOf));
  const messages = await arrivals(bench, queue, example.matching.length);
  const ids = new Set(messages.map((message) => bodyOf(message).id));
  return Entries.map(({ EventId }) => ids.has(EventId));
}

async function testedOf(bench: Bench, example: PatternExample): Promise<boolean[] | "absent"> {
  const EventPattern = JSON.stringify(example.pattern);
  const results: boolean[] = [];
  for (const event of eventsOf(example)) {
    const Event = JSON.stringify(eventOf(bench, event));
    const { Result } = await bench.aws.events.send(new TestEventPatternCommand({ EventPattern, Event }));
    if (Result === undefined) return "absent";
    results.push(Result);
  }
  return results;
}

const delivered = casesOf(
  "events",
  "PutEvents",
  PATTERN_EXAMPLES.map((example) => ({
    id: `deliver-${example.name}`,
    title: `a rule delivers by ${example.title}`,
    cites: OPERATORS,
    run: (bench) => deliveredOf(bench, example),
    expected: truths(example),
  })),
);

const tested = casesOf(
  "events",
  "TestEventPattern",
  PATTERN_EXAMPLES.map((example) => ({
    id: `test-${example.name}`,
    title: `the test knows ${example.title}`,
    cites: OPERATORS,
    run: (bench) => testedOf(bench, example),
    expected: truths(example),
  })),
);

const refused = casesOf("events", "PutRule", [
  {
    id: "bad-patterns",
    title: "a pattern that is none is InvalidEventPatternException",
    cites: model("events, PutRule: InvalidEventPatternException"),
    run: async (bench) => {
      const EventBusName = await aBus(bench);
      const answers: Record<string, string> = {};
      for (const [name, EventPattern] of BAD_PATTERNS) {
        const rule = new PutRuleCommand({ Name: bench.name("bad"), EventBusName, EventPattern });
        answers[name] = await outcome(bench.aws.events.send(rule));
      }
      return answers;
    },
    expected: Object.fromEntries(BAD_PATTERNS.map(([name]) => [name, "InvalidEventPatternException"])),
  },
]);

export const EVENTS_PATTERNS: readonly BatteryCase[] = [...delivered, ...tested, ...refused];
