import {
  CreateAliasCommand,
  InvokeCommand,
  LambdaClient,
  PublishVersionCommand,
  PutFunctionEventInvokeConfigCommand,
} from "@aws-sdk/client-lambda";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aFault, noFaults } from "../../support/runs";
import { SHOP } from "../../support/world";
import {
  anOriginWorld,
  blocksOf,
  configOf,
  driven,
  FAILS,
  functionArn,
  type OriginWorld,
  queueArn,
  REDRIVE,
  seen,
  setUp,
  takenFrom,
  tells,
} from "./origin-world";

let world: OriginWorld;
let lambda: LambdaClient;
beforeAll(async () => {
  world = await anOriginWorld([
    "mailer-dlq",
    "biller-dlq",
    "shared-dlq",
    "forged-dlq",
    "held-dlq",
    "lost-dlq",
    "busy-dlq",
  ]);
  lambda = new LambdaClient(configOf(world));
  await setUp(world, {
    functions: [
      { arn: functionArn("mailer"), behaviour: FAILS, deadLetterArn: queueArn("mailer-dlq") },
      { arn: functionArn("biller"), behaviour: FAILS },
      { arn: functionArn("sorter"), behaviour: FAILS, deadLetterArn: queueArn("shared-dlq") },
      { arn: functionArn("packer"), behaviour: tells("packer", "id"), deadLetterArn: queueArn("shared-dlq") },
      { arn: functionArn("holder"), behaviour: FAILS, deadLetterArn: queueArn("held-dlq") },
      { arn: functionArn("loser"), behaviour: FAILS, deadLetterArn: queueArn("lost-dlq") },
      { arn: functionArn("busy"), behaviour: FAILS, deadLetterArn: queueArn("busy-dlq") },
      { arn: functionArn("clerk"), behaviour: FAILS, deadLetterArn: queueArn("forged-dlq") },
    ],
  });
  await lambda.send(new PublishVersionCommand({ FunctionName: "biller" }));
  await lambda.send(new CreateAliasCommand({ FunctionName: "biller", Name: "live", FunctionVersion: "1" }));
  const DestinationConfig = {
    OnFailure: { Destination: queueArn("biller-dlq") },
    OnSuccess: { Destination: queueArn("biller-dlq") },
  };
  await lambda.send(
    new PutFunctionEventInvokeConfigCommand({ FunctionName: "biller", Qualifier: "live", DestinationConfig }),
  );
});
afterAll(() => world.stop());

const invoke = (FunctionName: string, payload: string) =>
  lambda.send(new InvokeCommand({ FunctionName, InvocationType: "Event", Payload: Buffer.from(payload) }));
const mend = (name: string) => setUp(world, { functions: [{ arn: functionArn(name), behaviour: tells(name, "id") }] });
const url = (name: string) => `${world.simulator.url}/${SHOP}/${name}`;

test("an event in a function's dead-letter queue is handed to that function again as it was, and to nobody else", async () => {
  const event = '{ "type":"MailDue", "id":12345678901234567890, "note":"\\u00e9" }';
  await invoke("mailer", event);
  const queue = await seen(world, "mailer-dlq", 400);

  const { plan, run, items } = await driven(world, { ...REDRIVE, selection: { queueId: queue.id } });

  expect(plan).toMatchObject({ driver: "lambda-invoke", destinationArns: [functionArn("mailer")] });
  expect(run.counters).toMatchObject({ selected: 1, sent: 1, deleted: 1, ambiguous: 0 });
  expect(items[0]?.destinationMessageId).toMatch(/^[0-9a-f-]{36}$/);
  expect(await takenFrom(world, "told", 400)).toEqual([]);
  // It fails again, so its dead-letter queue shows byte for byte what it was given.
  expect(await takenFrom(world, "mailer-dlq")).toEqual([event]);
});

test("a destination record's event goes back to the alias that failed on it, once", async () => {
  await invoke("biller:live", '{"type":"InvoiceDue","id":"i-1"}');
  const queue = await seen(world, "biller-dlq", 400);
  await mend("biller");

  const { plan, run } = await driven(world, { ...REDRIVE, selection: { queueId: queue.id } });

  expect(plan.destinationArns).toEqual([`${functionArn("biller")}:live`]);
  expect(run.counters).toMatchObject({ sent: 1, deleted: 1 });
  expect(await takenFrom(world, "told")).toEqual(["biller: i-1"]);
});

test("the record of a success has nothing to go back, and the plan says so", async () => {
  const queue = await seen(world, "biller-dlq");

  const blocks = await blocksOf(world, { ...REDRIVE, selection: { queueId: queue.id } });

  expect(blocks).toMatch(/1 of these are records of successes: nothing has to go back/);
});

test("of several functions that share a dead-letter queue a person names the one, and only that one is invoked", async () => {
  await invoke("sorter", '{"type":"SortDue","id":"s-1"}');
  const queue = await seen(world, "shared-dlq", 400);
  await mend("sorter");
  const selection = { queueId: queue.id };

  const unnamed = await blocksOf(world, { ...REDRIVE, selection });
  const foreign = await blocksOf(world, {
    ...REDRIVE,
    selection,
    driver: "lambda-invoke",
    destinationArn: functionArn("mailer"),
  });
  await driven(world, {
    ...REDRIVE,
    selection,
    driver: "lambda-invoke",
    destinationArn: functionArn("sorter"),
  });

  for (const text of [unnamed, foreign])
    expect(text).toContain(`2 name this queue: ${functionArn("packer")}, ${functionArn("sorter")}`);
  expect(await takenFrom(world, "told")).toEqual(["sorter: s-1"]);
});

test.each([
  ["of another account", "arn:aws:lambda:eu-central-1:222222222222:function:vault", /a run acts in one account only/],
  ["that does not send its failures here", functionArn("mailer"), /anybody who may send here can claim it/],
])("a record that claims to be of a function %s is refused before anything is touched", async (_, claimed, reason) => {
  const record = { requestContext: { functionArn: claimed, condition: "RetriesExhausted" }, requestPayload: { id: 1 } };
  await world.aws.sqs.send(
    new SendMessageCommand({ QueueUrl: url("forged-dlq"), MessageBody: JSON.stringify(record) }),
  );
  const queue = await seen(world, "forged-dlq");

  const blocks = await blocksOf(world, { ...REDRIVE, selection: { queueId: queue.id } });

  expect(blocks).toMatch(reason);
  expect(await takenFrom(world, "forged-dlq", 60)).toHaveLength(1);
});

test("a body that no function takes stays, with the reason", async () => {
  const attribute = (StringValue: string) => ({ DataType: "String", StringValue });
  await world.aws.sqs.send(
    new SendMessageCommand({
      QueueUrl: url("held-dlq"),
      MessageBody: "{ not json",
      MessageAttributes: {
        RequestID: attribute("r"),
        ErrorCode: attribute("200"),
        ErrorMessage: attribute("broken"),
      },
    }),
  );
  const queue = await seen(world, "held-dlq");

  const { run, items } = await driven(world, { ...REDRIVE, selection: { queueId: queue.id } });

  expect(run.counters).toMatchObject({ sent: 0, rejected: 1 });
  expect(items[0]?.reason).toMatch(/no JSON/);
  expect(await takenFrom(world, "held-dlq", 60)).toEqual(["{ not json"]);
});

test("a lost answer in a plan that holds is ambiguous, and the function is not invoked again", async () => {
  await invoke("loser", '{"type":"HoldDue","id":"h-1"}');
  const queue = await seen(world, "lost-dlq", 400);
  await mend("loser");
  await aFault(world, { operation: "lambda:InvokeFunction", kind: "resetAfter" });

  const { run } = await driven(world, {
    ...REDRIVE,
    selection: { queueId: queue.id },
    duplicates: "hold",
  });
  await noFaults(world);

  expect(run.counters).toMatchObject({ selected: 1, sent: 0, ambiguous: 1, unknown: 1 });
  expect(await takenFrom(world, "told")).toEqual(["loser: h-1"]);
  expect(await takenFrom(world, "lost-dlq", 60)).toEqual(['{"type":"HoldDue","id":"h-1"}']);
});

test("a throttled invocation has done nothing, and is made again until it is taken, once", async () => {
  await invoke("busy", '{"type":"BusyDue","id":"b-1"}');
  const queue = await seen(world, "busy-dlq", 400);
  await mend("busy");
  await aFault(world, { operation: "lambda:InvokeFunction", kind: "throttle", nth: 1 });

  const { run } = await driven(world, {
    ...REDRIVE,
    selection: { queueId: queue.id },
    duplicates: "hold",
  });
  await noFaults(world);

  expect(run.counters).toMatchObject({ selected: 1, sent: 1, deleted: 1, ambiguous: 0 });
  expect(await takenFrom(world, "told")).toEqual(["busy: b-1"]);
});
