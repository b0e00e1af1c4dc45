import { afterEach, beforeEach, expect, test } from "vitest";
import { execute, sql } from "@/lib/db/query";
import { aReason, createJudgingWorld, type JudgingWorld } from "./judging-world";

let world: JudgingWorld;
beforeEach(async () => {
  world = await createJudgingWorld();
  await world.addChannel("ops");
});
afterEach(() => world.stop());

const orders = () => aReason(world.production.id, "class-new", "orders");
const stock = () => aReason(world.production.id, "class-new", "stock");

test("nobody is told of what is silenced; what holds when the silence ends is told then", async () => {
  const silenceId = await world.silence({ match: { name: "ord*" } });
  await world.judge([orders(), stock()]);
  expect(await world.told()).toMatchObject([{ kind: "opened", number: 2 }]);
  expect(await world.alerts()).toMatchObject([
    { mute: "silence", toldAt: null, silenceId, muteReason: expect.stringContaining("by Ada: known") },
    { mute: null },
  ]);

  await world.pass(61);
  await world.judge([orders(), stock()]);
  expect((await world.told()).slice(1)).toMatchObject([{ kind: "opened", number: 1, severity: "page" }]);
  expect(await world.alerts()).toMatchObject([{ mute: null, silenceId }, { mute: null }]);
});

test("what is over before its silence ends is told to nobody", async () => {
  await world.silence({ conditions: ["class-new"] });
  await world.judge([orders()]);
  await world.pass(30);
  await world.judge([]);
  await world.pass(61);
  await world.judge([]);
  expect(await world.told()).toEqual([]);
  expect(await world.alerts()).toMatchObject([{ state: "resolved" }]);
});

test("a maintenance window of an account holds back the account and nothing else", async () => {
  await world.silence({ accountId: world.production.id }, { kind: "maintenance" });
  await world.judge([orders(), aReason(world.test.id, "class-new", "elsewhere")]);
  expect(await world.alerts()).toMatchObject([{ mute: "maintenance" }, { mute: null }]);
  expect(await world.told()).toMatchObject([{ number: 2 }]);
});

test("a silence ends for a reason that joins one which is not silenced, and counts for nothing else in it", async () => {
  await world.silence({ conditions: ["class-new"] });
  const queue = { queueId: "q1" };
  await world.judge([aReason(world.production.id, "class-new", "orders", queue)]);
  const quiet = aReason(world.production.id, "depth-threshold", "orders-dlq", { ...queue, severity: "notify" });
  await world.judge([aReason(world.production.id, "class-new", "orders", queue), quiet]);
  expect(await world.told()).toMatchObject([{ number: 1, severity: "notify" }]);
});

test("while an account is blind nothing of it is told but that, and a loss that was foreseen; nothing of it ends", async () => {
  await world.judge([orders()]);
  const blind = aReason(world.production.id, "account-blind", "shop", { arn: null, region: null });
  await world.judge([blind, orders(), stock(), aReason(world.production.id, "predicted-loss", "till-dlq")]);
  expect(await world.alerts()).toMatchObject([
    { toldAt: expect.anything() },
    { severity: "page", mute: null },
    { mute: "inhibited" },
    { severity: "page", mute: null },
  ]);

  await world.pass(60);
  await world.judge([blind]);
  expect(await world.alerts()).toMatchObject([
    { state: "open" },
    { state: "open" },
    { state: "open" },
    { state: "open" },
  ]);

  await world.judge([stock(), orders()]);
  expect(
    (await world.told()).filter(({ number }) => number === 3),
    "it holds without the other",
  ).toMatchObject([{ kind: "opened" }]);
});

test("without a channel nobody is told, it says so, and the first channel hears of what holds", async () => {
  await execute(world.db, sql`UPDATE channel SET is_on = false`);
  await world.judge([orders()]);
  expect(await world.alerts()).toMatchObject([
    { mute: "no-channel", muteReason: expect.stringContaining("no channel") },
  ]);

  await execute(world.db, sql`UPDATE channel SET is_on = true`);
  await world.judge([orders()]);
  expect(await world.told()).toMatchObject([{ kind: "opened", severity: "page" }]);
});

test("what was so before an account was connected is kept and told to nobody", async () => {
  await execute(world.db, sql`UPDATE account SET created_at = dlo_now()`);
  await world.judge([
    aReason(world.production.id, "age-threshold", "orders-dlq", { severity: "notify", since: new Date(0) }),
  ]);
  expect(await world.alerts()).toMatchObject([{ mute: "backlog", severity: "notify" }]);
  expect(await world.told()).toEqual([]);
});

test("the first route that matches decides, and its hours are those of its owner by their clock", async () => {
  await world.addChannel("phone", "pagerduty");
  const always = [{ days: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], from: "00:00", until: "24:00" }];
  const routes = [
    { name: "night", match: { hours: "unstaffed" }, channels: ["phone"] },
    { name: "day", match: {}, channels: ["ops", "gone"], severity: "notify" },
  ];
  await world.set({ routes, staffedHours: [{ zone: "Asia/Kolkata", weekly: always }] });
  await world.judge([orders()]);
  expect(await world.told()).toMatchObject([{ channel: "ops", severity: "notify" }]);

  await world.set({ routes, staffedHours: [{ zone: "Asia/Kolkata", weekly: [] }] });
  await world.judge([orders()]);
  await world.judge([orders()]);
  expect((await world.told()).slice(1), "nobody is there any more, and nobody answered").toMatchObject([
    { channel: "phone", kind: "opened", severity: "page" },
  ]);
});
