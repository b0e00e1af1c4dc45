import { CreateStreamCommand, KinesisClient, PutRecordCommand } from "@aws-sdk/client-kinesis";
import { CreateEventSourceMappingCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { CreatePipeCommand, PipesClient } from "@aws-sdk/client-pipes";
import { afterAll, beforeAll, expect, test } from "vitest";
import { REGION, SHOP } from "../../support/world";
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
  ROLE,
  seen,
  setUp,
  takenFrom,
} from "./origin-world";

const DAY = 86_400;
const streamArn = (name: string) => `arn:aws:kinesis:${REGION}:${SHOP}:stream/${name}`;
const TABLE = `arn:aws:dynamodb:${REGION}:${SHOP}:table/orders/stream/2026-11-01T00:00:00.000`;
const MEMBERS = [
  ...["kinesis", "dynamodb", "eventSource", "eventVersion", "eventID", "eventName"],
  ...["invokeIdentityArn", "awsRegion", "eventSourceARN"],
];
/** A function that tells the whole of each record that it works on. */
const TELLS_ALL = [
  { emit: [{ to: queueArn("told"), body: Object.fromEntries(MEMBERS.map((name) => [name, `<$.${name}>`])) }] },
];

let world: OriginWorld;
let kinesis: KinesisClient;
let lambda: LambdaClient;
beforeAll(async () => {
  world = await anOriginWorld(["clicks-dlq", "table-dlq", "pipe-dlq", "old-dlq", "forward-dlq", "half-dlq"]);
  kinesis = new KinesisClient(configOf(world));
  lambda = new LambdaClient(configOf(world));
  const broken = ["counter", "projector", "piped", "late", "half"];
  await setUp(world, {
    functions: [
      ...broken.map((name) => ({ arn: functionArn(name), behaviour: FAILS, role: ROLE })),
      { arn: functionArn("twin"), behaviour: TELLS_ALL, role: ROLE },
    ],
  });
});
afterAll(() => world.stop());

const aStream = (StreamName: string) => kinesis.send(new CreateStreamCommand({ StreamName, ShardCount: 1 }));
const put = (StreamName: string, text: string) =>
  kinesis.send(new PutRecordCommand({ StreamName, Data: Buffer.from(text), PartitionKey: "k" }));
const mend = (name: string, behaviour: object[] = TELLS_ALL) =>
  setUp(world, { functions: [{ arn: functionArn(name), behaviour, role: ROLE }] });
const mapTo = (name: string, EventSourceArn: string, deadLetters?: string, MaximumBatchingWindowInSeconds = 0) =>
  lambda.send(
    new CreateEventSourceMappingCommand({
      FunctionName: name,
      EventSourceArn,
      StartingPosition: "TRIM_HORIZON",
      MaximumRetryAttempts: 0,
      MaximumBatchingWindowInSeconds,
      ...(deadLetters && { DestinationConfig: { OnFailure: { Destination: queueArn(deadLetters) } } }),
    }),
  );
const redrive = (queue: { readonly id: string }) => ({ ...REDRIVE, selection: { queueId: queue.id } });

test("the records of a Kinesis stream are read again and handed to the function exactly as its mapping did", async () => {
  await aStream("clicks");
  await mapTo("counter", streamArn("clicks"), "clicks-dlq");
  await mapTo("twin", streamArn("clicks"));
  await world.simulator.world.advance(30);
  await put("clicks", '{"page":"/cart"}');
  await put("clicks", "not json é");
  const queue = await seen(world, "clicks-dlq", 60);
  const asTheMappingDid = await takenFrom(world, "told");
  await mend("counter");

  const { plan, run } = await driven(world, redrive(queue));

  expect(plan).toMatchObject({ driver: "stream-pointer", destinationArns: [functionArn("counter")] });
  expect(plan.consequence).toMatch(/after newer ones/);
  expect(run.counters).toMatchObject({ rejected: 0, ambiguous: 0, deleted: run.counters.selected });
  expect(asTheMappingDid).toHaveLength(2);
  expect(await takenFrom(world, "told")).toEqual(asTheMappingDid);
});

test("changes of a table are handed over in the form of its stream", async () => {
  const newImage = {
    id: { S: "o-1" },
    total: { N: "12345678901234567890.5" },
    photo: { B: "AAEC" },
    tags: { SS: ["a"] },
  };
  await setUp(world, {
    streams: [{ arn: TABLE, records: [{ eventID: "e-1", keys: { id: { S: "o-1" } }, newImage }] }],
  });
  await mapTo("projector", TABLE, "table-dlq");
  await mapTo("twin", TABLE);
  const queue = await seen(world, "table-dlq", 60);
  const asTheMappingDid = await takenFrom(world, "told");
  await mend("projector");

  const { run } = await driven(world, redrive(queue));

  expect(run.counters).toMatchObject({ selected: 1, sent: 1, deleted: 1 });
  expect(asTheMappingDid).toHaveLength(1);
  expect(await takenFrom(world, "told")).toEqual(asTheMappingDid);
});

const aPipe = (Name: string, Source: string, Target: string, deadLetters: string) =>
  new PipesClient(configOf(world)).send(
    new CreatePipeCommand({
      Name,
      RoleArn: ROLE,
      Source,
      Target,
      SourceParameters: {
        KinesisStreamParameters: {
          StartingPosition: "TRIM_HORIZON",
          MaximumRetryAttempts: 0,
          DeadLetterConfig: { Arn: queueArn(deadLetters) },
        },
      },
    }),
  );

test("a pipe's function gets the list that the pipe would have handed it", async () => {
  const tellsList = [
    { emit: [{ to: queueArn("told"), body: "<$.[0].data> <$.[1].data> of <$.[0].invokeIdentityArn>" }] },
  ];
  await aStream("views");
  await aPipe("viewer", streamArn("views"), functionArn("piped"), "pipe-dlq");
  await world.simulator.world.advance(60);
  await put("views", "one");
  const queue = await seen(world, "pipe-dlq", 60);
  await mend("piped", tellsList);

  const { plan, run } = await driven(world, redrive(queue));

  expect(plan).toMatchObject({ driver: "stream-pointer", destinationArns: [functionArn("piped")] });
  expect(run.counters).toMatchObject({ selected: 1, deleted: 1 });
  expect(await takenFrom(world, "told")).toEqual([`${Buffer.from("one").toString("base64")}  of ${ROLE}`]);
});

test("a pipe that hands records to anything but a function is refused", async () => {
  await aStream("moves");
  await aPipe("forward", streamArn("moves"), queueArn("gone"), "forward-dlq");
  await world.simulator.world.advance(60);
  await put("moves", "one");
  const queue = await seen(world, "forward-dlq", 60);

  expect(await blocksOf(world, redrive(queue))).toMatch(/Pipe forward hands records to gone, which is no function/);
});

test("records that have left the stream are not sent, in part neither, and the reason says how many are left", async () => {
  await aStream("ages");
  await mapTo("half", streamArn("ages"), "half-dlq", 300);
  await world.simulator.world.advance(30);
  await put("ages", "first");
  await world.simulator.world.advance(200);
  await put("ages", "second");
  const queue = await seen(world, "half-dlq", 150);
  await mend("half");
  await world.simulator.world.advance(DAY - 250);

  const partly = await driven(world, redrive(queue));
  await world.simulator.world.advance(DAY);
  const wholly = await driven(world, redrive(queue));

  expect(partly.run.counters).toMatchObject({ selected: 1, sent: 0, rejected: 1 });
  expect(partly.items[0]?.reason).toMatch(/1 of 2 are still there, and a part alone is not sent/);
  expect(wholly.items[0]?.reason).toMatch(/the records left the stream.*an S3 failure destination would have them/);
  expect(await takenFrom(world, "told")).toEqual([]);
});
