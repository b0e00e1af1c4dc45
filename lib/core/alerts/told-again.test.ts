import { expect, test } from "vitest";
import { Play } from "./cases/play";
import { aPlacedReason, PRODUCTION } from "./cases/reasons";
import type { PlacedReason } from "./known";
import type { Routing } from "./routing/route";

const ALL = { name: "all", match: {}, channels: ["ops"], severity: "as-is", repeatMinutes: null } as const;
const routing: Routing = {
  routes: [ALL],
  staffedHours: [],
  channels: [{ id: "chn_1", name: "ops", kind: "webhook", isOn: true }],
};
const orders: Partial<PlacedReason> = { place: { ...PRODUCTION, pipelines: [{ id: "pl_1", name: "Orders" }] } };
const loss = (queue: string, over: Partial<PlacedReason> = {}) =>
  aPlacedReason("predicted-loss", queue, { queueId: queue, ...orders, ...over });

/** Tells the first, has it acknowledged a minute later, and returns what was told after that. */
function afterAnswer(first: PlacedReason, later: readonly [number, readonly PlacedReason[]][]): readonly object[] {
  const play = new Play(routing);
  play.judge(0, [first]);
  play.acknowledge(play.told[0]?.alertId ?? "", 1);
  for (const [minute, holding] of later) play.judge(minute, holding);
  return play.told.slice(1);
}

test("the loss of another queue is told though somebody has the alert for the loss of one", () => {
  const both = [loss("a"), loss("b")];
  expect(
    afterAnswer(loss("a"), [
      [10, [loss("a")]],
      [300, both],
      [301, both],
    ]),
  ).toMatchObject([{ minute: 300, kind: "opened", severity: "page" }]);
});

test("losses of many queues that come into sight one after another wake people once an hour, not each time", () => {
  const queues = ["a", "b", "c", "d", "e", "f"].map((queue) => loss(queue));
  const play = new Play(routing);
  for (let minute = 0; minute < 60; minute += 1) play.judge(minute, queues.slice(0, 1 + Math.floor(minute / 10)));
  expect(play.told).toHaveLength(1);
  for (let minute = 60; minute < 200; minute += 1) play.judge(minute, queues);
  expect(play.told.slice(1)).toMatchObject([{ minute: 60, kind: "opened" }]);
});

test("a loss that somebody was told of and has wakes people when it comes so near that it deserves to", () => {
  const [told, near] = [loss("a", { severity: "notify" }), loss("a")];
  expect(
    afterAnswer(told, [
      [10, [told]],
      [600, [near]],
      [601, [near]],
    ]),
  ).toMatchObject([{ minute: 600, kind: "opened", severity: "page" }]);
});

test.each([
  ["a loss", "predicted-loss", 23],
  ["another failure", "class-new", 48],
] as const)("%s that was said to be over and is back wakes people when it stays", (_, condition, minute) => {
  const play = new Play(routing);
  const reason = aPlacedReason(condition, "a", { ...orders, queueId: "a" });
  play.judge(0, [reason]);
  for (let at = 1; at < 18; at += 1) play.judge(at, []);
  for (let at = 18; at < 60; at += 1) play.judge(at, [reason]);

  expect(play.told.map((one) => [one.minute, one.kind])).toEqual([
    [0, "opened"],
    [expect.any(Number), "resolved"],
    [minute, "repeated"],
  ]);
});

test("a failure that joins within the hour is a part of what somebody has; one that comes later is told", () => {
  const [a, b, c] = ["a", "b", "c"].map((name) => aPlacedReason("class-new", name, { ties: ["consumer:x"] }));
  if (!a || !b || !c) throw new Error("there are three");
  expect(
    afterAnswer(a, [
      [40, [a, b]],
      [65, [a, b]],
      [90, [a, b, c]],
      [91, [a, b, c]],
    ]),
  ).toMatchObject([{ minute: 90, kind: "opened", severity: "page" }]);
});

test.each([
  ["which nobody ever saw", { severity: "notify", place: { ...PRODUCTION, isBacklog: true } }, []],
  [
    "of which people are only told",
    {},
    [{ ...ALL, name: "calm", match: { conditions: ["account-blind"] }, severity: "notify" }],
  ],
  ["of which nobody is told", {}, [{ ...ALL, name: "nobody", match: { conditions: ["account-blind"] }, channels: [] }]],
] as const)("an account that is blind, %s, keeps no page of it quiet", (_, over, routes) => {
  const play = new Play({ ...routing, routes: [...routes, ALL] });
  const blind = aPlacedReason("account-blind", "shop", { region: null, ...over });
  play.judge(0, [blind, aPlacedReason("class-new", "a")]);
  expect(play.told.map(({ keys, severity }) => [...keys, severity])).toContainEqual(["class-new class a", "page"]);
});
