import fc from "fast-check";
import { expect, test } from "vitest";
import { Play } from "./cases/play";
import { aPlacedReason, minutes } from "./cases/reasons";
import type { PlacedReason } from "./known";
import type { Routing } from "./routing/route";
import type { Silence } from "./routing/silence";

const ONCE = { name: "all", match: {}, channels: ["ops"], severity: "as-is", repeatMinutes: null } as const;
const routing: Routing = {
  routes: [ONCE],
  staffedHours: [],
  channels: [{ id: "chn_1", name: "ops", kind: "webhook", isOn: true }],
};
const silence: Silence = {
  id: "sil_1",
  kind: "silence",
  about: { conditions: ["class-new"] },
  accountId: null,
  reason: "known",
  from: minutes(0),
  until: minutes(100_000),
  endedAt: null,
  createdBy: "Ada",
};

const POOL: readonly PlacedReason[] = [
  aPlacedReason("class-new", "a", { ties: ["consumer:x"] }),
  aPlacedReason("class-new", "b", { ties: ["consumer:x", "dependency:y"] }),
  aPlacedReason("class-regressed", "c", { ties: ["dependency:y"], queueId: "q" }),
  aPlacedReason("dead-letter-inflow", "q", { queueId: "q" }),
  aPlacedReason("depth-threshold", "q", { queueId: "q", severity: "notify" }),
  aPlacedReason("budget-burn", "z", { severity: "notify" }),
  aPlacedReason("account-blind", "shop", { region: null }),
];
const ticks = fc.array(fc.record({ holding: fc.subarray([...POOL]), passes: fc.integer({ min: 1, max: 40 }) }), {
  minLength: 1,
  maxLength: 25,
});

test("an alert wakes people at most once in an episode, and tells of nothing that it does not hold", () => {
  fc.assert(
    fc.property(ticks, (played) => {
      const play = new Play(routing);
      let minute = 0;
      for (const { holding, passes } of played) {
        minute += passes;
        play.judge(minute, holding);
        const before = play.told.length;
        play.judge(minute, holding);
        expect(play.told.length, "the same again tells nothing").toBe(before);
      }
      for (const alertId of new Set(play.told.map((one) => one.alertId))) {
        const mine = play.told.filter((one) => one.alertId === alertId);
        const pages = mine.filter(({ kind, severity }) => kind === "opened" && severity === "page");
        expect(pages.length).toBeLessThanOrEqual(1);
        expect(mine.filter(({ kind }) => kind === "opened").length).toBeLessThanOrEqual(2);
        for (const { kind, keys } of mine) expect(keys.length > 0).toBe(kind !== "resolved");
        for (const [place, { kind }] of mine.entries())
          if (kind === "resolved") expect(["opened", "repeated"]).toContain(mine[place - 1]?.kind);
      }
    }),
  );
});

test("nothing that is silenced is told, and all that holds when the silence ends is told then", () => {
  fc.assert(
    fc.property(ticks, (played) => {
      const play = new Play(routing);
      let minute = 0;
      const everything = { ...silence, about: {} };
      for (const { holding, passes } of played) {
        minute += passes;
        play.judge(minute, holding, [everything]);
      }
      expect(play.told).toEqual([]);

      const last = played.at(-1)?.holding ?? [];
      play.judge(minute, last, [{ ...everything, endedAt: minutes(minute) }]);
      expect(play.told.length > 0).toBe(last.length > 0);
    }),
  );
});

test("whatever comes in whichever order, every reason that holds belongs to one open alert", () => {
  fc.assert(
    fc.property(ticks, (played) => {
      const play = new Play(routing);
      let minute = 0;
      for (const { holding, passes } of played) {
        minute += passes;
        play.judge(minute, holding);
        if (holding.length > 0) expect(play.open.length).toBeGreaterThan(0);
      }
      play.judge(minute + 600, []);
      expect(play.open).toEqual([]);
    }),
  );
});

test("two alerts that turn out to be one incident stay two, and the second is told of no more", () => {
  const play = new Play({ ...routing, routes: [{ ...ONCE, repeatMinutes: 60 }] });
  const [a, b, c] = POOL;
  if (!a || !b || !c) throw new Error("the pool has them");
  play.judge(0, [a, c]);
  expect(play.told.map(({ kind }) => kind)).toEqual(["opened", "opened"]);
  play.judge(1, [a, b, c]);
  play.judge(61, [a, b, c]);
  expect(play.told.slice(2)).toMatchObject([{ kind: "repeated", alertId: play.told[0]?.alertId }]);
});

test("who has it is left alone until it gets worse; then nobody has it", () => {
  const play = new Play(routing);
  const quiet = aPlacedReason("depth-threshold", "q", { queueId: "q", severity: "notify" });
  const loss = aPlacedReason("predicted-loss", "q", { queueId: "q" });
  play.judge(0, [quiet]);
  play.acknowledge(play.told[0]?.alertId ?? "", 1);
  play.judge(300, [quiet]);
  expect(play.told).toHaveLength(1);
  for (const minute of [301, 302, 900]) play.judge(minute, [quiet, loss]);
  expect(play.told.slice(1)).toMatchObject([{ minute: 301, kind: "opened", severity: "page" }]);
  expect(play.open).toMatchObject([{ state: "open", pagedAt: minutes(301) }]);
});
