import {
  CreateEventBusCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  EventBridgeClient,
  PutEventsCommand,
  type PutEventsRequestEntry,
  PutPermissionCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Simulator, startSimulator } from "@/simulator/start";
import { ACCOUNT, allow, errorOf, OTHER_ACCOUNT, REGION, sim } from "./sim-clients";
import { arnOfBus, arnOfRule, type Party, partyOf } from "./sim-events-clients";

const LIMITED = { accessKeyId: "AKIALIMITED", secretAccessKey: "x" };

let simulator: Simulator;
let party: Party;
let other: Party;
let limited: EventBridgeClient;
let count = 0;

const fresh = (kind: string) => `${kind}-${++count}`;
const entryOf = (more: Partial<PutEventsRequestEntry> = {}) => ({
  Source: "shop",
  DetailType: "ordered",
  Detail: "{}",
  ...more,
});
const putOn = (events: EventBridgeClient, ...entries: Partial<PutEventsRequestEntry>[]) =>
  events.send(new PutEventsCommand({ Entries: entries }));

beforeAll(async () => {
  simulator = await startSimulator();
  party = partyOf(simulator);
  other = partyOf(simulator, OTHER_ACCOUNT);
  limited = new EventBridgeClient({
    endpoint: simulator.url,
    region: REGION,
    credentials: LIMITED,
    maxAttempts: 1,
  });
  const policies = [
    allow(["events:PutEvents"], arnOfBus("allowed")),
    allow(["events:PutRule", "events:DisableRule"], [arnOfRule("mine-*"), arnOfRule("allowed/mine-*")]),
  ];
  const users = [{ arn: `arn:aws:iam::${ACCOUNT}:user/limited`, accessKeyId: LIMITED.accessKeyId, policies }];
  await sim(simulator.url, "POST", "/setup", { users });
  await party.events.send(new CreateEventBusCommand({ Name: "allowed" }));
});
afterAll(() => simulator.stop());

test("an event reaches the target of a matching rule as AWS writes events", async () => {
  const name = fresh("queue");
  await party.rule(fresh("rule"), [{ Arn: await party.queue(name) }], { pattern: { "detail-type": [name] } });

  const id = await party.put({
    DetailType: name,
    Detail: '{"order":7}',
    Resources: ["arn:x"],
    Time: new Date("2026-11-20T10:00:00.700Z"),
  });
  await simulator.world.advance(5);

  const [message] = await party.read(name);
  expect(message?.body).toEqual({
    version: "0",
    id,
    "detail-type": name,
    source: "shop",
    account: ACCOUNT,
    time: "2026-11-20T10:00:00Z",
    region: REGION,
    resources: ["arn:x"],
    detail: { order: 7 },
  });
});

const deep = (levels: number) => `${'{"a":'.repeat(levels - 1)}{}${"}".repeat(levels - 1)}`;

test.each<[string, Partial<PutEventsRequestEntry>, string, string]>([
  [
    "no source",
    { Source: undefined },
    "InvalidArgument",
    "Parameter Source is not valid. Reason: Source is a required argument.",
  ],
  [
    "no detail type",
    { DetailType: "" },
    "InvalidArgument",
    "Parameter DetailType is not valid. Reason: DetailType is a required argument.",
  ],
  [
    "no detail",
    { Detail: undefined },
    "InvalidArgument",
    "Parameter Detail is not valid. Reason: Detail is a required argument.",
  ],
  ["a detail that is no JSON", { Detail: "{{}" }, "MalformedDetail", "Detail is malformed."],
  ["a detail that is a list", { Detail: "[]" }, "MalformedDetail", "Detail is malformed."],
  ["a detail that is a text", { Detail: '"text"' }, "MalformedDetail", "Detail is malformed."],
  ["a detail of 1,001 levels", { Detail: deep(1001) }, "MalformedDetail", "Detail is malformed."],
  ["a source of AWS's own", { Source: "aws.ec2" }, "NotAuthorizedForSourceException", "Not authorized for the source."],
])("an entry with %s fails alone, at its place", async (_, more, ErrorCode, ErrorMessage) => {
  const { FailedEntryCount, Entries } = await putOn(party.events, entryOf(), entryOf(more), entryOf());

  expect(FailedEntryCount).toBe(1);
  expect(Entries).toEqual([
    { EventId: expect.any(String) },
    { ErrorCode, ErrorMessage },
    { EventId: expect.any(String) },
  ]);
});

test("a detail of 1,000 levels is taken", async () => {
  const { FailedEntryCount } = await putOn(party.events, entryOf({ Detail: deep(1000) }));

  expect(FailedEntryCount).toBe(0);
});

test("a bus of one's own that does not exist takes events and loses them", async () => {
  const { FailedEntryCount, Entries } = await putOn(party.events, entryOf({ EventBusName: "not-there" }));

  expect(FailedEntryCount).toBe(0);
  expect(Entries?.[0]?.EventId).toBeTruthy();
});

test("no entries, more than ten, and more than 1 MiB fail as a whole", async () => {
  const none = await errorOf(putOn(party.events));
  const many = await errorOf(putOn(party.events, ...Array.from({ length: 11 }, () => entryOf())));
  const large = await errorOf(
    putOn(party.events, entryOf(), entryOf({ Detail: JSON.stringify({ text: "x".repeat(1_048_576) }) })),
  );

  expect([none.name, many.name, large.name]).toEqual(Array(3).fill("ValidationException"));
  expect(many.message).toContain("Member must have length less than or equal to 10");
  expect(large.message).toBe("Total size of the entries in the request is over the limit.");
});

test("another account's bus takes events only when its policy lets the caller in", async () => {
  const name = fresh("shared");
  const EventBusName = arnOfBus(name, OTHER_ACCOUNT);
  await other.events.send(new CreateEventBusCommand({ Name: name }));
  await other.rule(name, [{ Arn: await other.queue(name) }], { bus: name });

  const before = await putOn(party.events, entryOf({ EventBusName }), entryOf());
  await other.events.send(
    new PutPermissionCommand({
      EventBusName: name,
      StatementId: "shop",
      Principal: ACCOUNT,
      Action: "events:PutEvents",
    }),
  );
  const after = await putOn(party.events, entryOf({ EventBusName }));
  await simulator.world.advance(5);

  expect(before.Entries).toMatchObject([{ ErrorCode: "AccessDeniedException" }, { EventId: expect.any(String) }]);
  expect(after.FailedEntryCount).toBe(0);
  expect((await other.read(name)).map(({ body }) => body.account)).toEqual([ACCOUNT]);
});

test("PutEvents is authorised on the bus, rules on their own ARN", async () => {
  const pattern = '{"source":["x"]}';
  const rule = (Name: string, EventBusName?: string) =>
    limited.send(new PutRuleCommand({ Name, EventBusName, EventPattern: pattern }));

  const taken = await putOn(limited, entryOf({ EventBusName: arnOfBus("allowed") }));
  await rule("mine-1");
  await rule("mine-1", "allowed");
  const refusals = await Promise.all([
    errorOf(putOn(limited, entryOf({ EventBusName: "allowed" }), entryOf())),
    errorOf(rule("yours-1")),
    errorOf(rule("yours-1", "allowed")),
  ]);

  expect(taken.FailedEntryCount).toBe(0);
  expect(refusals.map(({ name }) => name)).toEqual(Array(3).fill("AccessDeniedException"));
  expect(refusals[0]?.message).toContain(
    `not authorized to perform: events:PutEvents on resource: ${arnOfBus("default")}`,
  );
  expect(refusals[2]?.message).toContain(arnOfRule("allowed/yours-1"));
});

test("PutEvents counts its calls, entries and sizes without dimensions", async () => {
  const caller = partyOf(simulator, "777777777777");
  const entry = entryOf({ Time: new Date("2026-11-20T10:00:00Z"), Resources: ["é"] });

  await putOn(caller.events, entry, entryOf({ Source: "aws.ec2" }));
  await errorOf(putOn(caller.events));

  const metrics = [
    "ApproximateCallCount",
    "ApproximateSuccessCount",
    "ApproximateFailedCount",
    "EntriesCount",
    "FailedEntriesCount",
    "RequestSize",
  ].map((name) => caller.metric(`PutEvents${name}`, {}));
  expect(metrics).toEqual([2, 1, 1, 2, 1, 14 + 4 + 7 + 2 + 2 + (7 + 7 + 2)]);
});

test("a schedule sends its event to the rule's targets again and again, until the rule is disabled", async () => {
  const name = fresh("tick");
  const Arn = await party.queue(name);
  await party.events.send(new PutRuleCommand({ Name: name, ScheduleExpression: "rate(5 minutes)" }));
  await party.events.send(new PutTargetsCommand({ Rule: name, Targets: [{ Id: "1", Arn }] }));

  await simulator.world.advance(11 * 60);
  const ticks = await party.depth(name);
  await party.events.send(new DisableRuleCommand({ Name: name }));
  await simulator.world.advance(11 * 60);
  const whileDisabled = await party.depth(name);
  await party.events.send(new EnableRuleCommand({ Name: name }));
  await simulator.world.advance(6 * 60);

  expect([ticks, whileDisabled, await party.depth(name)]).toEqual([2, 2, 3]);
  expect((await party.read(name))[0]?.body).toMatchObject({
    "detail-type": "Scheduled Event",
    source: "aws.events",
    account: ACCOUNT,
    resources: [arnOfRule(name)],
    detail: {},
  });
});

test("a schedule goes on after the world was saved and loaded", async () => {
  const name = fresh("tick");
  const Arn = await party.queue(name);
  await party.events.send(new PutRuleCommand({ Name: name, ScheduleExpression: "rate(5 minutes)" }));
  await party.events.send(new PutTargetsCommand({ Rule: name, Targets: [{ Id: "1", Arn }] }));
  await simulator.world.advance(6 * 60);

  simulator.world.load(JSON.parse(JSON.stringify(simulator.world.serialize())));
  await simulator.world.advance(5 * 60);

  expect(await party.depth(name)).toBe(2);
});

test("a schedule that is replaced comes at its new times only", async () => {
  const name = fresh("tick");
  const Arn = await party.queue(name);
  const schedule = (ScheduleExpression: string) =>
    party.events.send(new PutRuleCommand({ Name: name, ScheduleExpression }));
  await schedule("rate(1 minute)");
  await party.events.send(new PutTargetsCommand({ Rule: name, Targets: [{ Id: "1", Arn }] }));

  await schedule("rate(1 hour)");
  await schedule("rate(1 minute)");
  await schedule("rate(1 hour)");
  await simulator.world.advance(3700);

  expect(await party.depth(name)).toBe(1);
});
