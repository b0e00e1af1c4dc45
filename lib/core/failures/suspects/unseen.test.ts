import { expect, test } from "vitest";
import { type PartSight, unseenAround } from "./unseen";

const onsetAt = new Date("2026-11-21T02:41:00Z");
const at = (time: string) => new Date(`2026-11-21T${time}:00Z`);
const all = (okAt: Date | null): PartSight[] =>
  (["queues", "functions", "events", "topics", "pipes", "schedules", "state-machines"] as const).map((feature) => ({
    feature,
    state: "ok",
    okAt,
  }));
const longAgo = new Date("2026-01-01T00:00:00Z");

test("where everything was read after the onset nothing is said", () => {
  expect(unseenAround(onsetAt, longAgo, all(at("02:45")))).toBeNull();
});

test("what was never read, what was not read since, and what lies before the connection are said; what a Region lacks is not", () => {
  const parts = all(at("02:45")).map((part): PartSight => {
    if (part.feature === "functions") return { ...part, state: "denied", okAt: null };
    if (part.feature === "queues") return { ...part, okAt: at("02:40") };
    return part.feature === "pipes" ? { ...part, state: "absent", okAt: null } : part;
  });
  expect(unseenAround(onsetAt, at("01:00"), parts)).toBe(
    "Changes are known only since the account was connected, 2026-11-21 01:00 UTC. Never read: functions and mappings. Not read since it began: queues.",
  );
});
