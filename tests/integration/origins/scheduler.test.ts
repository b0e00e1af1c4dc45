import { CreateScheduleCommand, DeleteScheduleCommand, SchedulerClient, type Target } from "@aws-sdk/client-scheduler";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aQueue } from "../../aws/sim-clients";
import { REGION, SHOP } from "../../support/world";
import {
  anOriginWorld,
  blocksOf,
  configOf,
  driven,
  functionArn,
  type OriginWorld,
  queueArn,
  REDRIVE,
  ROLE,
  seen,
  setUp,
  takenFrom,
  tells,
} from "./origin-world";

let world: OriginWorld;
let scheduler: SchedulerClient;
beforeAll(async () => {
  world = await anOriginWorld(["late-dlq", "calls-dlq", "gone-dlq", "odd-dlq", "forged-dlq"]);
  scheduler = new SchedulerClient(configOf(world));
  // Only queues that somebody names for failures are ever read.
  for (const name of ["gone-dlq", "odd-dlq", "forged-dlq"])
    await once(`for-${name}`, name, { Arn: queueArn("told") }, 10_000_000);
});
afterAll(() => world.stop());

const url = (name: string) => `${world.simulator.url}/${SHOP}/${name}`;
const api = (name: string) => `arn:aws:scheduler:::aws-sdk:${name}`;

/** A schedule that runs once, in a second unless told, and gives up at the first failure. */
function once(Name: string, deadLetters: string, target: Partial<Target> & { Arn: string }, inSeconds = 1) {
  const at = new Date(world.simulator.world.clock.now() + inSeconds * 1000).toISOString().slice(0, 19);
  const Target = { RoleArn: ROLE, DeadLetterConfig: { Arn: queueArn(deadLetters) }, ...target };
  return scheduler.send(
    new CreateScheduleCommand({
      Name,
      ScheduleExpression: `at(${at})`,
      FlexibleTimeWindow: { Mode: "OFF" },
      Target: { RetryPolicy: { MaximumRetryAttempts: 0 }, ...Target },
    }),
  );
}

/** A dead letter as Scheduler writes it. */
function letter(queueName: string, targetArn: string, body: string, marks: Record<string, string> = {}) {
  const SCHEDULE_ARN = `arn:aws:scheduler:${REGION}:${SHOP}:schedule/default/odd`;
  const all = { SCHEDULE_ARN, TARGET_ARN: targetArn, ERROR_CODE: "x", ...marks };
  const attributes = Object.entries(all).map(([name, StringValue]) => [name, { DataType: "String", StringValue }]);
  return world.aws.sqs.send(
    new SendMessageCommand({
      QueueUrl: url(queueName),
      MessageBody: body,
      MessageAttributes: Object.fromEntries(attributes),
    }),
  );
}

test("a call that a schedule could not make is made once, with the input it had, and the plan says that its time has passed", async () => {
  await once("nightly", "late-dlq", { Arn: queueArn("late"), Input: '{ "job":12345678901234567890 }' });
  await world.simulator.world.advance(30);
  await aQueue(world.aws, "late");
  const queue = await seen(world, "late-dlq", 5);

  const { plan, run } = await driven(world, { ...REDRIVE, selection: { queueId: queue.id } });

  expect(plan).toMatchObject({ driver: "scheduler-target", destinationArns: [queueArn("late")] });
  expect(plan.checks.find(({ id }) => id === "about-this-way")?.text).toContain("time that these were scheduled for");
  expect(run.counters).toMatchObject({ selected: 1, sent: 1, deleted: 1 });
  expect(await takenFrom(world, "late")).toEqual(['{ "job":12345678901234567890 }']);
  expect(await takenFrom(world, "late-dlq")).toEqual([]);
});

test("a universal target's own parameters decide who is called", async () => {
  const send = { QueueUrl: url("jobs"), MessageBody: "tidy up" };
  const invoke = { FunctionName: functionArn("clerk"), Payload: '{"id":"c-1"}' };
  await once("tidy", "calls-dlq", { Arn: api("sqs:sendMessage"), Input: JSON.stringify(send) });
  await once("clerk", "calls-dlq", { Arn: api("lambda:invoke"), Input: JSON.stringify(invoke) });
  await world.simulator.world.advance(30);
  await aQueue(world.aws, "jobs");
  await setUp(world, { functions: [{ arn: functionArn("clerk"), behaviour: tells("clerk", "id") }] });
  const queue = await seen(world, "calls-dlq", 5);

  const { plan, run } = await driven(world, { ...REDRIVE, stages: [10], selection: { queueId: queue.id } });

  expect([...plan.destinationArns].sort()).toEqual([functionArn("clerk"), queueArn("jobs")]);
  expect(run.counters).toMatchObject({ selected: 2, sent: 2, deleted: 2 });
  expect(await takenFrom(world, "jobs")).toEqual(["tidy up"]);
  expect(await takenFrom(world, "told", 30)).toEqual(["clerk: c-1"]);
});

test("a schedule that was deleted stops nothing, since its letter says what to call, and the plan says that nobody vouches for it", async () => {
  await once("gone", "gone-dlq", { Arn: queueArn("revived"), Input: "hello" });
  await world.simulator.world.advance(30);
  await scheduler.send(new DeleteScheduleCommand({ Name: "gone" }));
  await aQueue(world.aws, "revived");
  const queue = await seen(world, "gone-dlq", 5);

  const { plan } = await driven(world, { ...REDRIVE, selection: { queueId: queue.id } });

  expect(plan.checks.find(({ id }) => id === "about-this-way")?.text).toContain(
    "Schedule gone is not there any more. Its dead letters say themselves what to call",
  );
  expect(await takenFrom(world, "revived")).toEqual(["hello"]);
});

test("a letter that claims a schedule of another queue, or another call than its schedule makes, is not believed", async () => {
  const of = (name: string) => ({ SCHEDULE_ARN: `arn:aws:scheduler:${REGION}:${SHOP}:schedule/default/${name}` });
  await letter("forged-dlq", queueArn("told"), "pay", of("for-odd-dlq"));
  await letter("forged-dlq", functionArn("clerk"), '{"id":"c-2"}', of("for-forged-dlq"));
  const queue = await seen(world, "forged-dlq");

  const blocks = await blocksOf(world, { ...REDRIVE, selection: { queueId: queue.id } });

  expect(blocks).toContain("schedule for-odd-dlq does not send the calls that it cannot make to this queue");
  expect(blocks).toContain("Schedule for-forged-dlq calls told, and 1 of these say clerk");
});

test("cut input, calls that are not on the list and places that nobody knows are refused, each by its reason", async () => {
  await letter("odd-dlq", api("lambda:invoke"), '{"FunctionName":"cl', { IS_PAYLOAD_TRUNCATED: "true" });
  await letter("odd-dlq", api("ec2:terminateInstances"), '{"InstanceIds":["i-1"]}');
  await letter("odd-dlq", api("lambda:invoke"), '{"FunctionName":"nobody","Payload":"{}"}');
  const queue = await seen(world, "odd-dlq");

  const blocks = await blocksOf(world, { ...REDRIVE, selection: { queueId: queue.id } });

  expect(blocks).toContain("was cut by Scheduler");
  expect(blocks).toContain("calls ec2:terminateInstances: only");
  expect(blocks).toContain(`${functionArn("nobody")} is not in the inventory`);
});
