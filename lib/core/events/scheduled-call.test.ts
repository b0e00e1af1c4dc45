import { expect, test } from "vitest";
import { readScheduledCall } from "./scheduled-call";

const PLACE = "eu-central-1:111122223333";
const SCHEDULE = `arn:aws:scheduler:${PLACE}:schedule/default/nightly`;
const QUEUE = `arn:aws:sqs:${PLACE}:jobs`;
const FUNCTION = `arn:aws:lambda:${PLACE}:function:report`;
const TOPIC = `arn:aws:sns:${PLACE}:news`;
const BUS = `arn:aws:events:${PLACE}:event-bus/shop`;
const api = (name: string) => `arn:aws:scheduler:::aws-sdk:${name}`;

const read = (targetArn: string, body: unknown, marks: Record<string, string> = {}) =>
  readScheduledCall({
    body: typeof body === "string" ? body : JSON.stringify(body),
    attributes: Object.fromEntries(
      Object.entries({ SCHEDULE_ARN: SCHEDULE, TARGET_ARN: targetArn, ...marks }).map(([name, stringValue]) => [
        name,
        { dataType: "String", stringValue },
      ]),
    ),
  });

test.each([
  ["AWS's own address", `https://sqs.eu-west-1.amazonaws.com/111122223333/jobs`, QUEUE.replace("central", "west")],
  ["a legacy address", `https://eu-west-1.queue.amazonaws.com/111122223333/jobs`, QUEUE.replace("central", "west")],
  ["another address", `http://127.0.0.1:4566/111122223333/jobs`, QUEUE],
])("a queue is known by %s", (_, QueueUrl, placeArn) => {
  expect(read(api("sqs:sendMessage"), { QueueUrl, MessageBody: "x" })).toMatchObject({ kind: "send", placeArn });
});

test("a send keeps body, attributes and group, and not the deduplication id, which is the run's to choose", () => {
  const input = {
    QueueUrl: "https://sqs.eu-central-1.amazonaws.com/111122223333/jobs.fifo",
    MessageBody: '{"n":12345678901234567890}',
    MessageGroupId: "g",
    MessageDeduplicationId: "d",
    MessageAttributes: {
      text: { DataType: "String", StringValue: "ä" },
      bytes: { DataType: "Binary", BinaryValue: "AAE=" },
    },
  };

  expect(read(api("sqs:sendMessage"), input)).toEqual({
    kind: "send",
    placeArn: `${QUEUE}.fifo`,
    body: '{"n":12345678901234567890}',
    groupId: "g",
    attributes: {
      text: { dataType: "String", stringValue: "ä" },
      bytes: { dataType: "Binary", binaryBase64: "AAE=" },
    },
  });
});

test.each([
  [{ FunctionName: FUNCTION }, FUNCTION],
  [{ FunctionName: "report" }, FUNCTION],
  [{ FunctionName: "111122223333:function:report" }, FUNCTION],
  [{ FunctionName: "report:live" }, `${FUNCTION}:live`],
  [{ FunctionName: "report", Qualifier: "7", InvocationType: "RequestResponse" }, `${FUNCTION}:7`],
])("the function of %j is %s", (input, placeArn) => {
  expect(read(api("lambda:invoke"), { ...input, Payload: "{}" })).toEqual({ kind: "invoke", placeArn, body: "{}" });
});

test("a payload that is no text keeps every digit", () => {
  const body = '{"FunctionName":"report","Payload":{"n":12345678901234567890}}';

  expect(read(api("lambda:invoke"), body)).toMatchObject({ body: '{"n":12345678901234567890}' });
});

test("a notification and an event are read with all that they carry", () => {
  const publish = { TopicArn: TOPIC, Message: "hi", Subject: "news" };
  const entry = { EventBusName: "shop", Source: "clock", DetailType: "Tick", Detail: '{"n":1.0}', Resources: [QUEUE] };

  expect(read(api("sns:publish"), publish)).toMatchObject({ kind: "publish", placeArn: TOPIC, subject: "news" });
  for (const name of ["events:putEvents", "eventbridge:putEvents"])
    expect(read(api(name), { Entries: [{ ...entry, Time: 1763676000 }] })).toEqual({
      kind: "put",
      placeArn: BUS,
      event: {
        source: "clock",
        detailType: "Tick",
        detail: '{"n":1.0}',
        resources: [QUEUE],
        time: new Date("2025-11-20T22:00:00Z"),
      },
    });
});

test("where the letter names the place itself, the body is what was meant for it", () => {
  expect(read(QUEUE, "hello")).toMatchObject({ kind: "send", placeArn: QUEUE, body: "hello" });
  expect(read(FUNCTION, '{"a":1}')).toEqual({ kind: "invoke", placeArn: FUNCTION, body: '{"a":1}' });
  expect(read(BUS, '{"a":1}')).toMatchObject({ kind: "none", why: expect.stringContaining("source") });
});

test.each([
  ["cut input", api("sqs:sendMessage"), {}, { IS_PAYLOAD_TRUNCATED: "true" }, /cut/],
  ["another API", api("ec2:stopInstances"), {}, {}, /ec2:stopInstances: only/],
  ["an API named like a member of every object", api("constructor:toString"), {}, {}, /only/],
  ["a state machine", api("sfn:startExecution"), {}, {}, /only/],
  ["no JSON", api("lambda:invoke"), "no json", {}, /no input/],
  ["a phone number", api("sns:publish"), { PhoneNumber: "+49", Message: "x" }, {}, /no input/],
  [
    "a delay",
    api("sqs:sendMessage"),
    { QueueUrl: "x/111122223333/q", MessageBody: "x", DelaySeconds: 9 },
    {},
    /DelaySeconds/,
  ],
  ["two events", api("events:putEvents"), { Entries: [{}, {}] }, {}, /exactly one/],
  [
    "an event of AWS",
    api("events:putEvents"),
    { Entries: [{ Source: "aws.ec2", DetailType: "x", Detail: "{}" }] },
    {},
    /nobody but AWS/,
  ],
])("%s is not called, and it says why", (_, targetArn, body, marks, why) => {
  expect(read(targetArn, body, marks)).toEqual({ kind: "none", why: expect.stringMatching(why) });
});
