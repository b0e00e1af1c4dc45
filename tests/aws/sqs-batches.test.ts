import {
  BatchEntryIdsNotDistinct,
  BatchRequestTooLong,
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  EmptyBatchRequest,
  InvalidBatchEntryId,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  TooManyEntriesInBatchRequest,
} from "@aws-sdk/client-sqs";
import { afterAll, expect, test } from "vitest";
import { startSimulator } from "@/simulator/start";
import { aQueue, clientsOf, errorOf, sim } from "./sim-clients";

const simulator = await startSimulator();
afterAll(() => simulator.stop());
const aws = clientsOf(simulator.url);
const { sqs } = aws;

const entries = (...bodies: string[]): SendMessageBatchRequestEntry[] =>
  bodies.map((MessageBody, n) => ({ Id: `m${n}`, MessageBody }));
const sendAll = (QueueUrl: string, Entries: SendMessageBatchRequestEntry[]) =>
  sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
const numbers = (count: number) => Array.from({ length: count }, (_, n) => `${n}`);

test("a bad entry fails alone, the others are sent", async () => {
  const QueueUrl = await aQueue(aws, "mixed");
  const { Successful, Failed } = await sendAll(QueueUrl, [
    ...entries("good", "nul \u0000", "also good"),
    { Id: "delay", MessageBody: "x", DelaySeconds: 901 },
    { Id: "empty", MessageBody: "" },
  ]);
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));

  expect(Successful?.map(({ Id }) => Id)).toEqual(["m0", "m2"]);
  expect(Failed?.map(({ Id, Code, SenderFault }) => [Id, Code, SenderFault])).toEqual([
    ["m1", "InvalidMessageContents", true],
    ["delay", "InvalidParameterValue", true],
    ["empty", "MissingParameter", true],
  ]);
  expect(Messages?.map(({ Body }) => Body)).toEqual(["good", "also good"]);
});

test.each([
  ["none", [], EmptyBatchRequest],
  ["eleven", entries(...numbers(11)), TooManyEntriesInBatchRequest],
  ["the same id twice", [...entries("a"), ...entries("b")], BatchEntryIdsNotDistinct],
  ["an id with a space", [{ Id: "a b", MessageBody: "x" }], InvalidBatchEntryId],
  ["more than 1 MiB together", entries("x".repeat(600_000), "y".repeat(600_000)), BatchRequestTooLong],
])("a batch of %s is refused whole", async (_, wrong, expected) => {
  const QueueUrl = await aQueue(aws, "whole");

  expect(await errorOf(sendAll(QueueUrl, wrong))).toBeInstanceOf(expected);
});

test("deleting and changing visibility tell each entry's fate", async () => {
  const QueueUrl = await aQueue(aws, "fates");
  await sendAll(QueueUrl, entries("a", "b"));
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
  const handles = [...Messages.map(({ ReceiptHandle }) => ReceiptHandle), "garbage"];
  const Entries = handles.map((ReceiptHandle, n) => ({ Id: `${n}`, ReceiptHandle, VisibilityTimeout: 60 }));
  const changed = await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
  const deleted = await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));

  for (const { Successful, Failed } of [changed, deleted]) {
    expect(Successful?.map(({ Id }) => Id)).toEqual(["0", "1"]);
    expect(Failed).toMatchObject([{ Id: "2", Code: "ReceiptHandleIsInvalid", SenderFault: true }]);
  }
});

test("fault partialBatch: the first entries fail at AWS's fault and have no effect", async () => {
  const QueueUrl = await aQueue(aws, "partial");
  const rule = { operation: "sqs:SendMessageBatch", queueName: "partial", kind: "partialBatch", n: 3 };
  await sim(simulator.url, "POST", "/faults", [rule]);
  const { Successful, Failed } = await sendAll(QueueUrl, entries(...numbers(10)));
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));

  expect([Successful?.length, Failed?.length, Messages?.length]).toEqual([7, 3, 7]);
  expect(Failed?.[0]).toMatchObject({ Id: "m0", Code: "InternalError", SenderFault: false });
});
