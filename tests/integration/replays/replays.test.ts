import { createHash } from "node:crypto";
import {
  CancelReplayCommand,
  DeleteArchiveCommand,
  PutTargetsCommand,
  StartReplayCommand,
} from "@aws-sdk/client-eventbridge";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { evidenceFaults } from "@/lib/core/run-evidence/evidence";
import { driveRun } from "@/lib/operations/runs/drive";
import { arnOfBus, arnOfRule } from "../../aws/sim-events-clients";
import { aFault, noFaults } from "../../support/runs";
import { REGION, SHOP } from "../../support/world";
import { aReplayWorld, minute, type ReplayWorld, START, troubleOf } from "./replay-world";

let shop: ReplayWorld;
beforeAll(async () => {
  shop = await aReplayWorld();
});
beforeEach(async () => {
  await noFaults(shop.world);
  await shop.emptyAll();
});
afterAll(() => shop.stop());

const ARCHIVE = `arn:aws:events:${REGION}:${SHOP}:archive/all`;
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const named = (planId: string) => `dlo-${planId}`;

test("a replay limited to two rules reaches only them, under a name that follows from its plan", async () => {
  const plan = await shop.plan(["orders", "audit"]);
  const run = await shop.driven(await shop.applied(plan));

  expect(await shop.depths()).toEqual([5, 5, 0]);
  expect(plan).toMatchObject({
    action: "replay",
    driver: "replay",
    subject: { kind: "archive", name: "all" },
    replay: { ruleArns: [arnOfRule("audit", SHOP, REGION), arnOfRule("orders", SHOP, REGION)] },
  });
  expect(run).toMatchObject({
    state: "done",
    replay: { name: named(plan.id), state: "completed", progress: 1 },
    outcome: expect.stringContaining("what targets did with the events is not known here"),
  });
  const [seen] = (await shop.ask("listReplays", { archiveId: shop.archiveId })).items;
  expect(seen).toMatchObject({
    name: named(plan.id),
    isOurs: true,
    runNumber: run.number,
    state: "completed",
    progress: 1,
  });
  expect(await shop.ask("getReplay", { id: seen?.id ?? "" })).toEqual(seen);
  const { header, head, items } = await shop.ask("getRunEvidence", { id: run.id, after: 0 });
  expect(header.run).toMatchObject({
    outcome: run.outcome,
    replay: { name: named(plan.id), state: "completed", lastReplayedAt: run.replay?.lastReplayedAt },
  });
  expect(evidenceFaults({ header, items, head }, sha256)).toEqual([]);
});

test.each([
  ["after EventBridge had begun", "resetAfter"],
  ["before EventBridge had heard of it", "resetBefore"],
])("a StartReplay whose answer is lost %s starts one replay", async (_, kind) => {
  const before = (await shop.known()).length;
  await aFault(shop.world, { operation: "events:StartReplay", kind, nth: 1 });

  const run = await shop.run(["mail"]);

  expect(run).toMatchObject({ state: "done", replay: { state: "completed" } });
  expect(await shop.known()).toHaveLength(before + 1);
  expect(await shop.depths()).toEqual([0, 0, 5]);
});

test("what was replayed before is told with its run and how far it came, and a plan of other rules or another time is free of it", async () => {
  const { number } = await shop.run(["orders"], { until: minute(2) });

  const again = await shop.plan(["orders"]);
  const other = await shop.preview(["orders"], { from: minute(-30), until: minute(-20) });

  expect(troubleOf(again)).toContain("replay-overlap");
  expect(again.checks.find(({ id }) => id === "replay-overlap")?.text).toContain(`R-${number} of operator`);
  expect(other.overlaps).toEqual([]);
});

test("two plans of the same are both made, and the second is told of the first though its run has not begun", async () => {
  const runId = await shop.applied(await shop.plan(["audit"]));
  const { number } = await shop.ask("getRun", { id: runId });

  const { overlaps } = await shop.preview(["audit", "mail"]);
  await shop.ask("undoRun", { id: runId }, "operator");

  expect(overlaps.map(({ words }) => words)).toContainEqual(
    expect.stringContaining(`R-${number} of operator (not begun yet) to one of these rules: Nothing of`),
  );
  expect((await shop.preview(["audit", "mail"])).overlaps.map(({ name }) => name)).not.toContain(`R-${number}`);
});

test("of two plans of the same replay only one is applied, however close together: the other is told of it first", async () => {
  const [one, other] = [await shop.plan(["audit"]), await shop.plan(["audit"])];

  const ended = await Promise.allSettled([shop.applied(one), shop.applied(other)]);

  const begun = ended.flatMap((end) => (end.status === "fulfilled" ? [end.value] : []));
  expect(begun).toHaveLength(1);
  const [runId = ""] = begun;
  const { number } = await shop.ask("getRun", { id: runId });
  await shop.ask("undoRun", { id: runId }, "operator");
  expect(ended.find((end) => end.status === "rejected")?.reason).toMatchObject({
    code: "plan-changed",
    detail: {
      diff: [{ setting: "replayed before", after: expect.stringContaining(`R-${number}`) }],
    },
  });
});

test("a cancelled replay says how far it came", async () => {
  const runId = await shop.applied(await shop.plan(["orders"]));
  const drive = driveRun(shop.worker(), runId);
  await expect
    .poll(async () => (await shop.ask("getRun", { id: runId })).replay?.lastReplayedAt, { timeout: 20_000 })
    .not.toBeNull();

  await shop.ask("cancelRun", { id: runId }, "operator");
  await drive;

  const run = await shop.ask("getRun", { id: runId });
  expect(run.state).toBe("cancelled");
  expect(run.outcome).toMatch(/^Events until \d\d:\d\d of .* UTC were replayed\. What was replayed stays so\.$/);
  expect((await shop.described(run.replay?.name ?? "")).State).toBe("CANCELLED");
  const [orders = 0] = await shop.depths();
  expect(orders).toBeGreaterThan(0);
  expect(orders).toBeLessThan(5);
});

test("stopping all writes cancels what EventBridge replays", async () => {
  const runId = await shop.applied(await shop.plan(["orders"]));
  const drive = driveRun(shop.worker(), runId);
  await expect
    .poll(async () => (await shop.ask("getRun", { id: runId })).replay?.state, { timeout: 20_000 })
    .toBe("running");

  await shop.ask("stopWrites", { accountId: shop.account.id });
  await drive;
  await shop.ask("allowWrites", { accountId: shop.account.id });

  const run = await shop.ask("getRun", { id: runId });
  expect(run).toMatchObject({
    state: "failed",
    reason: expect.stringContaining("all writes were stopped: the replay was cancelled"),
  });
  expect((await shop.described(run.replay?.name ?? "")).State).toBe("CANCELLED");
});

test("a replay that is cancelled in the console ends its run with what was replayed", async () => {
  const runId = await shop.applied(await shop.plan(["audit"]));
  const drive = driveRun(shop.worker(), runId);
  await expect
    .poll(async () => (await shop.ask("getRun", { id: runId })).replay?.state, { timeout: 20_000 })
    .toBe("running");

  await shop.party.events.send(
    new CancelReplayCommand({ ReplayName: (await shop.ask("getRun", { id: runId })).replay?.name ?? "" }),
  );
  await drive;

  expect(await shop.ask("getRun", { id: runId })).toMatchObject({
    state: "failed",
    reason: expect.stringContaining("cancelled outside of this run"),
  });
});

test("a running replay cannot be paused, and says what to do instead", async () => {
  const runId = await shop.applied(await shop.plan(["audit"]));
  const drive = shop.driven(runId);
  await expect.poll(async () => (await shop.ask("getRun", { id: runId })).state).toBe("running");

  await expect(shop.ask("pauseRun", { id: runId }, "operator")).rejects.toThrow("EventBridge cannot pause a replay");
  await drive;
});

test("a target that changed after the plan is a difference when it is applied, and nothing is started", async () => {
  const plan = await shop.plan(["audit"]);
  const known = (await shop.known()).length;
  const Arn = await shop.party.queue("audit-2");
  await shop.party.events.send(new PutTargetsCommand({ Rule: "audit", Targets: [{ Id: "t1", Arn }] }));

  // The inventory has not seen it yet: the worker looks for itself before it asks.
  const run = await shop.driven(await shop.applied(plan));
  const late = await shop.plan(["audit"]);
  await shop.look();

  expect(run).toMatchObject({
    state: "failed",
    reason: expect.stringContaining("the targets of rule audit are not as the plan has them"),
  });
  await expect(shop.applied(late)).rejects.toMatchObject({
    code: "plan-changed",
    detail: { diff: expect.arrayContaining([expect.objectContaining({ setting: "audit → t1: target", after: Arn })]) },
  });
  expect(await shop.known()).toHaveLength(known);
});

test("replays that others started are in the history, with their rules, and stay when EventBridge forgets them", async () => {
  await shop.party.events.send(
    new StartReplayCommand({
      ReplayName: "by-hand",
      EventSourceArn: ARCHIVE,
      EventStartTime: new Date(START),
      EventEndTime: new Date(minute(1)),
      Destination: { Arn: arnOfBus("default", SHOP, REGION), FilterArns: [arnOfRule("mail", SHOP, REGION)] },
    }),
  );
  await shop.pass(20);
  await shop.collectReplays();
  const seen = (await shop.ask("listReplays", { state: "completed" })).items.find(({ name }) => name === "by-hand");
  const preview = await shop.preview(["mail"]);
  shop.simulator.world.events.replays.delete({ accountId: SHOP, region: REGION, name: "by-hand" } as never);
  await shop.db.$executeRawUnsafe(
    "UPDATE capability_state SET ok_at = ok_at - interval '1 hour' WHERE feature = 'replays'",
  );
  await shop.collectReplays();

  expect(seen).toMatchObject({
    isOurs: false,
    areRulesKnown: true,
    rules: [{ name: "mail" }],
    state: "completed",
    forgottenAt: null,
  });
  expect(preview.overlaps.map(({ words }) => words).join()).toContain("The replay by-hand, not ours");
  expect(await shop.ask("getReplay", { id: seen?.id ?? "" })).toMatchObject({
    state: "completed",
    forgottenAt: expect.any(String),
  });
});

test("an archive that is deleted before the run begins starts nothing, and a new plan of it is refused", async () => {
  const own = await aReplayWorld({ count: 1 });
  try {
    const plan = await own.plan(["orders"]);
    const runId = await own.applied(plan);
    await own.party.events.send(new DeleteArchiveCommand({ ArchiveName: "all" }));

    const run = await own.driven(runId);
    await own.look();
    const again = await own.preview(["orders"]);

    expect(run).toMatchObject({
      state: "failed",
      reason: expect.stringMatching(/Archive all does not exist.*Nothing was started\.$/),
    });
    expect(again.checks).toContainEqual(expect.objectContaining({ id: "archive-there", result: "block" }));
    expect(await own.known()).toEqual([]);
    expect((await own.ask("listReplays", {})).items).toEqual([]);
  } finally {
    await own.stop();
  }
});
