import { expect, test } from "vitest";
import { type EarlierReplay, overlapsWith } from "./overlap";

const NOW = new Date("2026-11-21T18:00:00.000Z");
const at = (clock: string) => `2026-11-21T${clock}:00.000Z`;
const BUS = "arn:aws:events:eu-west-1:111122223333:event-bus/shop";
const [orders, audit, mail] = ["orders", "audit", "mail"].map(
  (name) => `arn:aws:events:eu-west-1:111122223333:rule/shop/${name}`,
);
const rules = (...arns: (string | undefined)[]) => arns.flatMap((arn) => arn ?? []);

const wish = { busArn: BUS, from: at("12:00"), until: at("13:00"), ruleArns: rules(orders, audit) };
const earlier = (more: Partial<EarlierReplay> = {}): EarlierReplay => ({
  name: "again",
  busArn: BUS,
  ruleArns: rules(orders),
  from: at("12:30"),
  until: at("14:00"),
  state: "completed",
  lastReplayedAt: at("13:59"),
  startedAt: at("15:00"),
  run: { number: 7, by: "ada" },
  ...more,
});

test.each<[string, Partial<EarlierReplay>, [string, string] | null]>([
  ["the same time to one of the rules", {}, ["12:30", "13:00"]],
  ["to all rules of the bus", { ruleArns: null }, ["12:30", "13:00"]],
  ["to rules that nobody knows", { ruleArns: undefined, busArn: null }, ["12:30", "13:00"]],
  ["to other rules only", { ruleArns: rules(mail) }, null],
  ["another time", { from: at("13:30") }, null],
  ["another bus", { busArn: `${BUS}-2` }, null],
  [
    "one that was cancelled before it got there",
    { from: at("11:00"), state: "cancelled", lastReplayedAt: at("11:40") },
    null,
  ],
  [
    "one that was cancelled after a part, with the minute at which it was",
    { from: at("11:00"), state: "cancelled", lastReplayedAt: at("12:20") },
    ["12:00", "12:21"],
  ],
  ["one that failed before its first event", { state: "failed", lastReplayedAt: null }, null],
  ["one that is going on", { state: "running", lastReplayedAt: at("12:31") }, ["12:30", "13:00"]],
  ["one whose end nobody saw", { state: "unknown", lastReplayedAt: null }, ["12:30", "13:00"]],
])("an earlier replay, %s", (_, more, covered) => {
  const found = overlapsWith(wish, [earlier(more)], NOW);

  expect(found.map(({ from, until }) => [from, until])).toEqual(covered ? [covered.map(at)] : []);
});

test("all rules overlap with whatever rules an earlier one was for", () => {
  expect(overlapsWith({ ...wish, ruleArns: null }, [earlier()], NOW)).toMatchObject([{ ruleArns: rules(orders) }]);
});

test("it says when, by whom and how far it came", () => {
  const [ours] = overlapsWith(wish, [earlier({ state: "cancelled", lastReplayedAt: at("12:40") })], NOW);
  const [theirs] = overlapsWith(wish, [earlier({ run: null, ruleArns: undefined })], NOW);

  expect(ours?.words).toBe(
    "R-7 of ada (begun 15:00 UTC) to one of these rules: Events until 12:40 of 2026-11-21 12:30–14:00 UTC were replayed.",
  );
  expect(theirs?.words).toBe(
    "The replay again, not ours (begun 15:00 UTC) to rules that nobody here knows: EventBridge replayed the whole of 2026-11-21 12:30–14:00 UTC.",
  );
});
