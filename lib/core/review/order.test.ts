import { expect, test } from "vitest";
import { inOrder } from "./order";
import type { PipelineWeek } from "./review";
import { sumsOf } from "./summarise";

const none = sumsOf(new Map());
const calm = (name: string, more: Partial<PipelineWeek> = {}): PipelineWeek => ({
  ...none,
  ...{ id: name, name, owner: "o", team: null, tier: null, isGone: false },
  health: {
    ...{ state: "healthy", reason: "Well.", unmeasuredShare: 0 },
    shares: { failing: 0, stalled: 0, degraded: 0, blind: 0, healthy: 1 },
  },
  slo: { value: 1, objective: 0.99, budgetLeft: 1, burn: "none", sentence: "Kept." },
  ...more,
});
const ordered = (...pipelines: PipelineWeek[]) => inOrder(pipelines, { one: "order", many: "orders" });
const slo = calm("x").slo;
const health = calm("x").health;

test("what was lost is talked about first, then what was promised and not kept, then what is new", () => {
  const found = ordered(
    calm("new", { classes: { ...none.classes, newCount: 2 } }),
    calm("calm"),
    calm("budget", { slo: { ...slo, budgetLeft: -0.1, burn: "fast" } }),
    calm("lost", { expiredCount: 3 }),
    calm("back", { classes: { ...none.classes, regressedCount: 1 } }),
  );

  expect(found.map(({ position, name, whyTalk }) => [position, name, ...whyTalk])).toEqual([
    [1, "lost", "3 orders probably expired"],
    [2, "budget", "its budget is overspent"],
    [3, "back", "1 failure came back"],
    [4, "new", "2 new failures"],
    [5, "calm"],
  ]);
});

test("several reasons weigh more than one, and calm ones stand by tier and name", () => {
  const found = ordered(
    calm("b"),
    calm("a", { tier: "2" }),
    calm("z", { tier: "1" }),
    calm("failing", { health: { ...health, state: "failing" } }),
    calm("both", { classes: { ...none.classes, regressedCount: 1, newCount: 1 } }),
  );

  expect(found.map(({ name }) => name)).toEqual(["both", "failing", "z", "a", "b"]);
});

test("blind is a reason to talk, nobody's is one only where something happened", () => {
  const blind = calm("blind", { health: { ...health, shares: { ...health.shares, blind: 0.5, healthy: 0.5 } } });
  const nobodys = calm("nobodys", { owner: null });
  const busy = calm("busy", { owner: null, classes: { ...none.classes, openCount: 1 } });

  expect(ordered(blind, nobodys, busy).map(({ name, whyTalk }) => [name, ...whyTalk])).toEqual([
    ["blind", "blind for 50 % of it"],
    ["busy", "nobody answers for it"],
    ["nobodys"],
  ]);
});
