import { afterAll, beforeAll, expect, test } from "vitest";
import { POLLERS } from "@/jobs/pollers";
import { flushUsage } from "@/lib/operations/polling/keep-house";
import { sim } from "../../aws/sim-clients";
import { aQueuePair, createWorld, type World } from "../../support/world";
import { placeOf } from "../inventory/graph-world";
import { aLosingShop, type LosingShop } from "../unrecorded/losing-shop";
import { billedInUse, callsCounted, callsSeen, unitsCounted } from "./usage-counts";

/** All that ask an account something. */
const ASKING = POLLERS.filter((poller) => poller.scope === "region");

let world: World;
let shop: LosingShop;
beforeAll(async () => {
  world = await createWorld({ isHurried: true });
  shop = await aLosingShop(world);
  for (const name of ["orders", "mail"]) await aQueuePair(world.aws, name);
  await shop.aFailingRule("to-nowhere", "none");
  await sim(world.simulator.url, "DELETE", "/usage");
});
afterAll(() => world.stop());

const strike = (fault: object) => sim(world.simulator.url, "POST", "/faults", fault);

/** Each of them, as often as its turn comes in these minutes. */
async function pollFor(minutes: number): Promise<void> {
  for (let passed = 0; passed < minutes * 60; passed += 60) {
    for (const poller of ASKING) {
      if (passed % poller.everySeconds >= 60) continue;
      // One that fails is tried again at its next turn, as the worker does.
      await poller.run(shop.worker(), await placeOf(world, shop.account.id)).catch(() => undefined);
    }
    await shop.later(60);
  }
}

test("after an hour of all that asks AWS, sessions that expire included, our count of each action is the one of AWS, and so are the billed metrics", async () => {
  await strike({ operation: "sqs:GetQueueAttributes", kind: "throttle", from: 20, until: 25 });
  await strike({ operation: "sns:ListTopics", kind: "5xx", nth: 3 });
  await strike({ operation: "events:ListRules", kind: "accessDenied", nth: 2 });
  await pollFor(66);
  await flushUsage(shop.worker());

  expect(await callsCounted(world.db)).toEqual(await callsSeen(world.simulator.url));
  expect(await unitsCounted(world.db, "cloudwatch:GetMetricData")).toBe(await billedInUse(world.simulator.url));
}, 240_000);

test("a flush that fails loses nothing", async () => {
  await pollFor(1);
  const worker = shop.worker();
  const broken = {
    ...worker,
    db: new Proxy(worker.db, { get: () => () => Promise.reject(new Error("the database is away")) }),
  };

  await expect(flushUsage(broken)).rejects.toThrow();
  await flushUsage(worker);

  expect(await callsCounted(world.db)).toEqual(await callsSeen(world.simulator.url));
});

test("what it costs is told by purpose and by action, and adds up", async () => {
  const cost = await world.ask("getOwnCost", {});
  const sum = (values: readonly (number | null)[]) => values.reduce<number>((all, one) => all + (one ?? 0), 0);

  expect(cost.monthToDateUsd).toBeGreaterThan(0);
  expect(sum(cost.lines.map(({ usd }) => usd))).toBeCloseTo(cost.monthToDateUsd ?? 0, 9);
  expect(sum(cost.byPurpose.map(({ usd }) => usd))).toBeCloseTo(cost.monthToDateUsd ?? 0, 9);
  expect(sum(cost.lines.map(({ usdPerMonth }) => usdPerMonth))).toBeCloseTo(cost.usdPerMonth ?? 0, 9);
  expect(cost.byPurpose.map(({ title }) => title)).toContain("Counters of queues");
  expect(cost.lines.every(({ formula }) => formula.inputs.length >= 2)).toBe(true);
});

test("hosting that nobody entered is not entered, and not nothing", async () => {
  expect((await world.ask("getOwnCost", {})).hosting).toEqual({ usdPerMonth: null, note: null });

  const saved = await world.ask("putCostSettings", {
    hostingUsdPerMonth: 31.5,
    hostingNote: "one small machine",
    ceilingUsdPerMonth: null,
  });

  expect(saved.hosting).toEqual({ usdPerMonth: 31.5, note: "one small machine" });
  expect(saved.ceiling).toMatchObject({ usdPerMonth: null, slowdown: 1 });
});

test("idle queues that we keep active are named, with nothing as the least that it costs", async () => {
  const { induced } = await world.ask("getOwnCost", {});

  expect(induced.map(({ item }) => item)).toContain("Metrics of idle queues");
  expect(induced.every(({ usdPerMonth }) => usdPerMonth === null || usdPerMonth.low === 0)).toBe(true);
});

test("whoever sees none of these accounts is told of none of their calls", async () => {
  const scope = { kind: "accounts", accountIds: [] } as const;
  const cost = await world.ask("getOwnCost", {}, "viewer", { scope });

  expect(cost).toMatchObject({ monthToDateUsd: null, usdPerMonth: null, lines: [], byPurpose: [] });
});

test("a month in which nothing was counted has no cost, not the cost nothing", async () => {
  expect(await world.ask("getOwnCost", { month: "2026-01" })).toMatchObject({
    monthToDateUsd: null,
    usdPerMonth: null,
    lines: [],
  });
});
