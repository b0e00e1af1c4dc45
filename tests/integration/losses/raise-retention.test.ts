import { GetQueueAttributesCommand, SetQueueAttributesCommand, TagQueueCommand } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { DloError } from "@/lib/core/errors";
import { execute, sql } from "@/lib/db/query";
import { saveDriverState } from "@/lib/db/runs";
import { driveRun } from "@/lib/operations/runs/drive";
import { deadLetter } from "../../support/dead-letters";
import { aDrivenRun, aRun } from "../../support/runs";
import { aQueuePair, connectShop, createWorld, look, type World } from "../../support/world";
import { listLosses, lookWithoutReceiving, pass, receiveCalls, turnOff } from "./losing-world";

const FOUR_DAYS = 345_600;
const FOURTEEN_DAYS = 1_209_600;

let world: World;
let accountId: string;
let pair: Awaited<ReturnType<typeof aQueuePair>>;
let queueId: string;
beforeEach(async () => {
  world = await createWorld();
  accountId = (await connectShop(world, { operateActions: ["sqs:GetQueueAttributes", "sqs:SetQueueAttributes"] })).id;
  await turnOff(world);
  pair = await aQueuePair(world.aws, "orders");
  await deadLetter(world.aws, pair, ["a", "b"]);
  await look(world, accountId);
  queueId = (await world.ask("listQueues", { name: "orders-dlq" })).items[0]?.id ?? "";
});
afterEach(() => world.stop());

const raise = () => ({ action: "raise-retention" as const, selection: { queueId } });
const refusalOf = (asked: Promise<unknown>) => asked.catch((error: DloError) => error);
const retain = (seconds: number) =>
  world.aws.sqs.send(
    new SetQueueAttributesCommand({ QueueUrl: pair.dlqUrl, Attributes: { MessageRetentionPeriod: `${seconds}` } }),
  );
async function retentionInAws(): Promise<number> {
  const asked = { QueueUrl: pair.dlqUrl, AttributeNames: ["MessageRetentionPeriod" as const] };
  const { Attributes } = await world.aws.sqs.send(new GetQueueAttributesCommand(asked));
  return Number(Attributes?.MessageRetentionPeriod);
}

test("the retention is raised to 14 days without receiving one message, and the clock moves by what was added", async () => {
  await pass(world, 300);
  await lookWithoutReceiving(world, accountId);
  const [before] = (await listLosses(world)).items;

  const run = await aDrivenRun(world, raise());
  const [after] = (await listLosses(world)).items;

  expect(run).toMatchObject({ state: "done", outcome: "SQS shows 14 d. It acts on it within 15 minutes." });
  expect(await retentionInAws()).toBe(FOURTEEN_DAYS);
  expect(await receiveCalls(world)).toBe(0);
  expect(before).toMatchObject({ retentionSeconds: FOUR_DAYS, canRaiseRetention: true });
  expect(after).toMatchObject({ retentionSeconds: FOURTEEN_DAYS, canRaiseRetention: false });
  expect(Date.parse(after?.latestAt ?? "") - Date.parse(before?.latestAt ?? "")).toBe(10 * 86_400_000);
});

test("the plan says what it sets, what the clock becomes, that code says otherwise, and how to do it by hand", async () => {
  await execute(
    world.db,
    sql`UPDATE queue SET tags = '{"aws:cloudformation:stack-name": "shop-queues"}' WHERE id = ${queueId}`,
  );
  await world.aws.sqs.send(new TagQueueCommand({ QueueUrl: pair.dlqUrl, Tags: { team: "orders" } }));

  const plan = await world.ask("createPlan", raise(), "operator");
  const texts = plan.checks.map((check) => `${check.result}: ${check.text}`);

  expect(plan).toMatchObject({
    title: "Raise the retention of orders-dlq from 4 d to 14 d",
    change: { setting: "MessageRetentionPeriod", before: `${FOUR_DAYS}`, after: `${FOURTEEN_DAYS}` },
    itemCount: 0,
    isScopeFrozen: true,
  });
  expect(plan.asCode?.cli).toContain("aws sqs set-queue-attributes");
  expect(texts).toContainEqual(expect.stringMatching(/^warn: The CloudFormation stack shop-queues says otherwise/));
  expect(texts).toContainEqual(expect.stringMatching(/^pass: Now: .* With 14 d: /));
  expect(texts.some((text) => text.startsWith("block"))).toBe(false);
});

test("a worker that died after the call is followed by one that finds it set, or sets it once more", async () => {
  const runId = await aRun(world, raise());
  await saveDriverState(world.workerDb, runId, { intentAt: new Date().toISOString() });
  await retain(FOURTEEN_DAYS);

  await driveRun(world.worker("worker-2"), runId);

  expect(await world.ask("getRun", { id: runId })).toMatchObject({ state: "done" });
  expect(await retentionInAws()).toBe(FOURTEEN_DAYS);
});

test("a retention that changed since the plan was made refuses the plan", async () => {
  const plan = await world.ask("createPlan", raise(), "operator");
  await retain(600_000);
  await look(world, accountId);

  const refusal = await refusalOf(world.ask("applyPlan", { id: plan.id, hash: plan.hash }, "operator"));

  expect(refusal).toMatchObject({
    status: 409,
    code: "plan-changed",
    detail: { diff: [{ setting: "orders-dlq: MessageRetentionPeriod", after: "600000 to 1209600" }] },
  });
});

test("a retention that somebody changes after the apply is left as it is, and the run says so", async () => {
  const runId = await aRun(world, raise());
  await retain(600_000);

  await driveRun(world.worker(), runId);

  expect(await world.ask("getRun", { id: runId })).toMatchObject({
    state: "failed",
    reason: expect.stringContaining("600000 now, not 345600"),
  });
  expect(await retentionInAws()).toBe(600_000);
});

test("stop all writes keeps the setting as it is until a person allows and resumes it", async () => {
  const runId = await aRun(world, raise());
  await world.ask("stopWrites", {}, "operator");
  await driveRun(world.worker(), runId);
  const stopped = await world.ask("getRun", { id: runId });
  const untouched = await retentionInAws();

  await world.ask("allowWrites", {});
  await world.ask("resumeRun", { id: runId }, "operator");
  await driveRun(world.worker(), runId);

  expect(stopped).toMatchObject({ state: "paused", reason: expect.stringContaining("stopped") });
  expect(untouched).toBe(FOUR_DAYS);
  expect(await retentionInAws()).toBe(FOURTEEN_DAYS);
});

test("a viewer may not plan it, a read-only account cannot do it, and a queue at 14 days needs none", async () => {
  const viewer = await refusalOf(world.ask("createPlan", raise(), "viewer"));
  await world.ask("updateAccount", { id: accountId, isWritable: false });
  const readOnly = await world.ask("createPlan", raise(), "operator");
  const applied = await refusalOf(world.ask("applyPlan", { id: readOnly.id, hash: readOnly.hash }, "operator"));
  await world.ask("updateAccount", { id: accountId, isWritable: true });
  await retain(FOURTEEN_DAYS);
  await look(world, accountId);
  const needless = await world.ask("createPlan", raise(), "operator");

  expect(viewer).toMatchObject({ status: 403 });
  expect(readOnly.checks[0]).toMatchObject({ id: "account-writable", result: "block" });
  expect(applied).toMatchObject({ code: "plan-not-applicable" });
  expect(needless.checks[0]).toMatchObject({ id: "retention-below-most", result: "block" });
  expect(
    await refusalOf(world.ask("createPlan", { ...raise(), selection: { messageIds: [`msg_${"0".repeat(20)}`] } })),
  ).toMatchObject({
    code: "invalid-input",
  });
});
