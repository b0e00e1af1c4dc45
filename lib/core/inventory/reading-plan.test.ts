import { expect, test } from "vitest";
import { type KnownThing, planReading } from "./reading-plan";

const now = new Date("2026-11-20T12:00:00Z");
const known = (name: string, minutesAgo: number, listHash = "h"): KnownThing => ({
  arn: name,
  listHash,
  readAt: new Date(now.getTime() - minutesAgo * 60_000),
});
const listed = (name: string, listHash = "h") => ({ arn: name, listHash });
const plan = (things: ReturnType<typeof listed>[], before: KnownThing[], budget = 100) => {
  const { toRead, postponedCount, gone } = planReading(things, before, now, budget);
  return { toRead: toRead.map(({ arn }) => arn), postponedCount, gone: gone.map(({ arn }) => arn) };
};

test("what was read lately and looks the same is not read again", () => {
  expect(plan([listed("a"), listed("b")], [known("a", 5), known("b", 19)])).toEqual({
    toRead: [],
    postponedCount: 0,
    gone: [],
  });
});

test("new things come first, then changed ones, then those read longest ago", () => {
  const things = [listed("old"), listed("changed", "other"), listed("new"), listed("older")];

  expect(plan(things, [known("old", 30), known("changed", 1), known("older", 40)]).toRead).toEqual([
    "new",
    "changed",
    "older",
    "old",
  ]);
});

test("a round reads no more than its budget and says how much it left", () => {
  const things = Array.from({ length: 10 }, (_, index) => listed(`n${index}`));

  expect(plan(things, [], 4)).toMatchObject({ toRead: ["n0", "n1", "n2", "n3"], postponedCount: 6 });
});

test("every thing is read again within the hour, a share of them each round", () => {
  const things = Array.from({ length: 800 }, (_, index) => listed(`n${index}`));
  let remembered = things.map(({ arn }) => ({ arn, listHash: "h", readAt: now }));
  let most = 0;
  for (let minutes = 5; minutes <= 240; minutes += 5) {
    const at = new Date(now.getTime() + minutes * 60_000);
    const read = new Set(planReading(things, remembered, at, 1500).toRead.map(({ arn }) => arn));
    most = Math.max(most, read.size);
    remembered = remembered.map((thing) => (read.has(thing.arn) ? { ...thing, readAt: at } : thing));
    for (const thing of remembered) expect(at.getTime() - thing.readAt.getTime()).toBeLessThanOrEqual(3_600_000);
  }

  expect(most).toBeLessThanOrEqual(100);
});

test("what is no longer listed is gone", () => {
  expect(plan([listed("a")], [known("a", 1), known("b", 1)]).gone).toEqual(["b"]);
});

test("what has an open finding is read each round, so that a repair shows within minutes", () => {
  const before = [{ ...known("holed", 5), isWatched: true }, known("sound", 5)];

  expect(plan([listed("sound"), listed("holed")], before).toRead).toEqual(["holed"]);
});
