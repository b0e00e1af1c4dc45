import { afterEach, beforeEach, expect, test } from "vitest";
import { inTransaction } from "@/lib/db/connect";
import { execute, sql } from "@/lib/db/query";
import { acknowledge } from "@/lib/operations/alerts/answer";
import { aReason, createJudgingWorld, type JudgingWorld } from "./judging-world";

let world: JudgingWorld;
beforeEach(async () => {
  world = await createJudgingWorld();
});
afterEach(() => world.stop());

const REGIONS = ["eu-central-1", "eu-west-1", "us-east-1"];
const outage = (count: number) =>
  Array.from({ length: count }, (_, at) =>
    aReason(world.production.id, "class-new", `shop-${at}`, {
      region: REGIONS[at % 3] ?? null,
      ties: ["dependency:ledger", `account:${world.production.id}`],
    }),
  );

test("one outage of 40 classes in three Regions is one alert and one message for each channel, whichever order they come in", async () => {
  await world.addChannel("ops");
  await world.addChannel("chat", "slack");
  const all = outage(40);

  for (const seen of [3, 20, 40]) await world.judge(all.slice(0, seen));
  await world.judge(all);

  expect(await world.alerts()).toMatchObject([{ state: "open", severity: "page", openReasons: 40 }]);
  expect(await world.told()).toMatchObject([
    { channel: "chat", kind: "opened", state: "waiting", severity: "page" },
    { channel: "ops", kind: "opened", state: "waiting", severity: "page" },
  ]);
});

test("what is not production is told and pages nobody; with nothing but channels that wake people nobody is told, and it says why", async () => {
  const reason = aReason(world.test.id, "predicted-loss", "orders-dlq");
  await world.addChannel("wake", "pagerduty");
  await world.judge([reason]);
  expect(await world.alerts()).toMatchObject([{ severity: "notify", mute: "non-production", pagedAt: null }]);
  expect(await world.told()).toEqual([]);

  await world.addChannel("ops");
  await world.judge([reason]);
  expect(await world.told()).toMatchObject([{ channel: "ops", kind: "opened", severity: "notify" }]);
  expect(await world.alerts()).toMatchObject([{ severity: "notify", mute: null, pagedAt: null }]);
});

test("two workers that judge at once open one alert and tell each channel once", async () => {
  await world.addChannel("ops");
  const reasons = outage(10);

  await Promise.all([1, 2, 3, 4].map((n) => world.judge(reasons, world.worker(`worker-${n}`))));
  await world.judge(reasons);

  expect(await world.alerts()).toHaveLength(1);
  expect(await world.told()).toHaveLength(1);
});

test("a judgement that breaks off leaves nothing half", async () => {
  const channelId = await world.addChannel("ops");
  await execute(
    world.db,
    sql`INSERT INTO notification (id, channel_id, kind, document, queued_at, next_at) VALUES ('ntf_taken', ${channelId}, 'test', '{}', dlo_now(), dlo_now())`,
  );
  const worker = world.worker();
  const broken = {
    ...worker,
    newId: ((kind) => (kind === "notification" ? "ntf_taken" : worker.newId(kind))) as typeof worker.newId,
  };

  await expect(world.judge(outage(3), broken)).rejects.toThrow();
  expect(await world.alerts()).toEqual([]);
  expect(await world.events()).toEqual([]);

  await world.judge(outage(3));
  expect(await world.alerts()).toMatchObject([{ openReasons: 3 }]);
});

test("what comes and goes is told once, what is over is told to those who were told, and what stays back is told again", async () => {
  await world.addChannel("ops");
  const reasons = outage(2);
  await world.judge(reasons);
  await world.judge([]);
  expect(await world.alerts(), "not over before it is calm").toMatchObject([{ state: "open", openReasons: 2 }]);

  await world.pass(6);
  await world.judge([]);
  expect(await world.alerts()).toMatchObject([{ state: "resolved", openReasons: 0 }]);
  expect(await world.told()).toMatchObject([
    { kind: "opened", state: "dropped" },
    { kind: "resolved", state: "waiting" },
  ]);

  await world.judge(reasons);
  expect(await world.alerts(), "the same episode").toMatchObject([{ state: "open", openReasons: 2 }]);
  expect(await world.told()).toHaveLength(2);

  await world.pass(31);
  await world.judge(reasons);
  expect((await world.told()).at(-1)).toMatchObject({ kind: "repeated" });
  expect(await world.events()).toEqual([
    "opened",
    "joined",
    "paged",
    "left",
    "left",
    "resolved",
    "reopened",
    "reopened",
    "repeated",
  ]);
});

test("it is repeated while nobody has it, and not once somebody has; who has it hears when it gets worse", async () => {
  await world.addChannel("ops");
  const quiet = aReason(world.production.id, "depth-threshold", "orders", { severity: "notify", queueId: "q1" });
  await world.judge([quiet]);
  await world.pass(239);
  await world.judge([quiet]);
  expect(await world.told()).toHaveLength(1);
  await world.pass(2);
  await world.judge([quiet]);
  expect(await world.told()).toHaveLength(2);

  const [alert] = await world.alerts();
  const by = { byName: "Ada", via: "app" } as const;
  await inTransaction(world.workerDb, (tx) => acknowledge(world.worker(), tx, alert?.id ?? "", by));
  await world.pass(500);
  await world.judge([quiet]);
  const told = await world.told();
  expect(told.filter(({ kind }) => kind === "repeated")).toHaveLength(1);

  const worse = aReason(world.production.id, "predicted-loss", "orders-dlq", { queueId: "q1" });
  await world.judge([quiet, worse]);
  await world.judge([quiet, worse]);
  expect((await world.told()).slice(told.length)).toMatchObject([{ kind: "opened", severity: "page" }]);
  expect(await world.alerts()).toMatchObject([{ state: "open", severity: "page" }]);
});

test("a text that was cut in the middle of a character, or holds what the database cannot, silences no alert", async () => {
  await world.addChannel("ops");
  const broken = "declined \ud83d and \u0000 more";
  const odd = aReason(world.production.id, "class-new", "orders", { sentence: broken, ties: [`error:app:${broken}`] });
  await world.judge([odd, aReason(world.production.id, "queue-silent", "other")]);
  await world.judge([odd]);

  expect((await world.alerts()).length).toBeGreaterThan(0);
  expect(await world.told()).not.toEqual([]);
  expect((await world.events()).filter((kind) => kind === "opened").length).toBeGreaterThan(0);
});
