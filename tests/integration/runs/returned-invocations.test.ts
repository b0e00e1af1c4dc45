import {
  CreateAliasCommand,
  InvokeCommand,
  LambdaClient,
  PublishVersionCommand,
  PutFunctionEventInvokeConfigCommand,
} from "@aws-sdk/client-lambda";
import { CreateTopicCommand, PublishCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { InputOf } from "@/lib/contract";
import { scanQueue } from "@/lib/operations/collecting/scan-queue";
import { driveRun } from "@/lib/operations/runs/drive";
import { seenQueue } from "../../support/dead-letters";
import { itemsOf } from "../../support/runs";
import { pass, roundsUntil } from "../../support/watched-runs";
import { anEventWorld, type EventWorld } from "../origins/eventbridge-world";
import { configOf, FAILS, functionArn, queueArn, REDRIVE, seen, setUp, tells } from "../origins/origin-world";

let world: EventWorld;
let lambda: LambdaClient;
beforeAll(async () => {
  world = await anEventWorld({
    open: ["mailer-dlq", "biller-dlq", "news-dlq", "reader-dlq", "order-dlq"],
    closed: ["ship"],
  });
  lambda = new LambdaClient(configOf(world));
  const broken = (name: string, deadLetters?: string) => ({
    arn: functionArn(name),
    behaviour: FAILS,
    ...(deadLetters && { deadLetterArn: queueArn(deadLetters) }),
  });
  await setUp(world, {
    functions: [broken("mailer", "mailer-dlq"), broken("biller"), broken("reader", "reader-dlq")],
  });
  await lambda.send(new PublishVersionCommand({ FunctionName: "biller" }));
  await lambda.send(new CreateAliasCommand({ FunctionName: "biller", Name: "live", FunctionVersion: "1" }));
  const DestinationConfig = { OnFailure: { Destination: queueArn("biller-dlq") } };
  await lambda.send(
    new PutFunctionEventInvokeConfigCommand({ FunctionName: "biller", Qualifier: "live", DestinationConfig }),
  );
});
afterAll(() => world.stop());

const invoke = (FunctionName: string, payload: string) =>
  lambda.send(new InvokeCommand({ FunctionName, InvocationType: "Event", Payload: Buffer.from(payload) }));

/** A run of all in the queue, one message first, that is watched for longer than Lambda tries. */
async function staged(queue: { readonly id: string }, more: Partial<InputOf<"createPlan">> = {}) {
  const watched = { stages: [1], stageObservationSeconds: 400, observationSeconds: 400 };
  const wish = { ...REDRIVE, selection: { queueId: queue.id }, ...watched, ...more };
  const { id, hash, approval } = await world.ask("createPlan", wish, "operator");
  if (approval.needed > 0) {
    await world.ask("askForApproval", { id, hash }, "operator");
    await world.ask("approvePlan", { id, hash });
  }
  return (await world.ask("applyPlan", { id, hash }, "operator")).runId;
}
const until = (runId: string, ...states: ("paused" | "done" | "observing")[]) =>
  roundsUntil(world, { accountId: world.accountId, runId, stepSeconds: 60 }, ...states);
const bounced = async (queueId: string) =>
  (await world.ask("listFailedMessages", { queueId })).items.filter(({ bounceCount }) => bounceCount > 0);

const STOPPED = { pausedBy: "returns", stage: 1, counters: { selected: 3, sent: 1, returned: 1 } };

test("a function that still fails stops the run of its class at the first stage, with one message bounced", async () => {
  for (const n of [1, 2, 3]) await invoke("mailer", `{"type":"MailDue","id":"m-${n}"}`);
  const queue = await seen(world, "mailer-dlq", 400);

  const runId = await staged(queue);
  const paused = await until(runId, "paused");

  expect(paused).toMatchObject(STOPPED);
  expect(paused.reasons).toMatchObject([{ reason: "came back: same request, event or notification", count: 1 }]);
  expect(await bounced(queue.id)).toMatchObject([{ bounceCount: 1, cameBack: true }]);
  await world.ask("cancelRun", { id: runId });
  await driveRun(world.worker(), runId);
});

test("the same event that fails in another invocation meanwhile is new, and no message that came back", async () => {
  await setUp(world, { functions: [{ arn: functionArn("mailer"), behaviour: tells("mailer", "id") }] });
  const queue = await seenQueue(world, world.accountId, "mailer-dlq");
  const runId = await staged(queue, { stages: [3] });
  await until(runId, "observing");
  // Lambda works on what was sent before the function breaks again.
  await pass(world, 10);
  await setUp(world, { functions: [{ arn: functionArn("mailer"), behaviour: FAILS }] });
  await invoke("mailer", '{"type":"MailDue","id":"m-1"}');

  const done = await until(runId, "done");

  expect(done).toMatchObject({ newFailures: 1, counters: { sent: 3, returned: 0, gone: 3 } });
  expect((await bounced(queue.id)).filter(({ state }) => state === "present")).toEqual([]);
});

test("a destination record of an alias that still fails is recognised by the request that it tells of", async () => {
  for (const n of [1, 2, 3]) await invoke("biller:live", `{"type":"InvoiceDue","id":"i-${n}"}`);
  const queue = await seen(world, "biller-dlq", 400);

  const paused = await until(await staged(queue), "paused");

  expect(paused).toMatchObject(STOPPED);
  expect(await bounced(queue.id)).toMatchObject([{ bounceCount: 1 }]);
});

test("what a subscribed function fails on comes to lie in the function's own queue, and stops the run there", async () => {
  const sns = new SNSClient(configOf(world));
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: "news" }));
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: queueArn("news-dlq") });
  const subscription = { TopicArn, Protocol: "lambda", Endpoint: functionArn("reader") };
  await sns.send(new SubscribeCommand({ ...subscription, Attributes: { RedrivePolicy } }));
  for (const n of [1, 2, 3]) await sns.send(new PublishCommand({ TopicArn, Message: `news ${n}` }));
  const queue = await seen(world, "news-dlq", 60);

  const runId = await staged(queue);
  const paused = await until(runId, "paused");

  expect(paused).toMatchObject(STOPPED);
  expect(await bounced((await seenQueue(world, world.accountId, "reader-dlq", false)).id)).toHaveLength(1);
});

test("an event that is put again and fails again is recognised by the id that its bus gave it", async () => {
  await world.aRule("order", "order-dlq", [{ Arn: queueArn("ship") }]);
  for (const n of [1, 2, 3]) await world.put({ Source: "order", Detail: `{"id":"o-${n}"}` });
  const queue = await seen(world, "order-dlq", 30);

  const runId = await staged(queue, { driver: "put-events" });
  const paused = await until(runId, "paused");

  expect(paused).toMatchObject(STOPPED);
  expect(await itemsOf(world, runId)).toContainEqual(expect.objectContaining({ outcome: "returned" }));
  await pass(world, 60);
  await scanQueue(world.worker(), queue.id, false);
  expect(await bounced(queue.id)).toHaveLength(1);
});
