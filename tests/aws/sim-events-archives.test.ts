import {
  CreateArchiveCommand,
  type CreateArchiveCommandInput,
  CreateEventBusCommand,
  DeleteArchiveCommand,
  DescribeArchiveCommand,
  DescribeRuleCommand,
  ListArchivesCommand,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  UpdateArchiveCommand,
} from "@aws-sdk/client-eventbridge";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Simulator, startSimulator } from "@/simulator/start";
import { ACCOUNT, errorOf, OTHER_ACCOUNT } from "./sim-clients";
import { arnOfBus, type Party, partyOf } from "./sim-events-clients";

const HOUR = 3600;
const DAY = 24 * HOUR;

let simulator: Simulator;
let shop: Party;

beforeEach(async () => {
  simulator = await startSimulator();
  shop = partyOf(simulator);
});
afterEach(() => simulator.stop());

const pass = (seconds: number) => simulator.world.advance(seconds);
const create = (more: Partial<CreateArchiveCommandInput> = {}) =>
  shop.events.send(new CreateArchiveCommand({ ArchiveName: "all", EventSourceArn: arnOfBus("default"), ...more }));
const look = (ArchiveName = "all") => shop.events.send(new DescribeArchiveCommand({ ArchiveName }));

test("a new archive is enabled and keeps for ever unless told", async () => {
  const made = await create({ Description: "everything" });

  const arn = `arn:aws:events:us-east-1:${ACCOUNT}:archive/all`;
  expect(made).toMatchObject({ ArchiveArn: arn, State: "ENABLED", CreationTime: expect.any(Date) });
  expect(await look()).toMatchObject({
    ArchiveArn: arn,
    ArchiveName: "all",
    EventSourceArn: arnOfBus("default"),
    Description: "everything",
    State: "ENABLED",
    RetentionDays: 0,
    EventCount: 0,
    SizeBytes: 0,
  });
});

test("an archive's managed rule shows on its bus and lets no replayed event in", async () => {
  await shop.events.send(new CreateEventBusCommand({ Name: "shop" }));
  await create({ EventSourceArn: arnOfBus("shop"), EventPattern: '{"source":["shop"]}' });

  const Name = "Events-Archive-all";
  const rule = await shop.events.send(new DescribeRuleCommand({ Name, EventBusName: "shop" }));
  const { Targets } = await shop.events.send(new ListTargetsByRuleCommand({ Rule: Name, EventBusName: "shop" }));

  expect(rule).toMatchObject({ ManagedBy: "prod.vhs.events.aws.internal", State: "ENABLED" });
  expect(JSON.parse(rule.EventPattern ?? "")).toEqual({ source: ["shop"], "replay-name": [{ exists: false }] });
  expect(Targets).toMatchObject([{ Id: Name, Arn: "arn:aws:events:us-east-1:::" }]);
});

test("EventCount and SizeBytes lag: what matched shows after the next full hour", async () => {
  await create({ EventPattern: '{"detail":{"order":[7]}}' });
  await shop.put();
  await shop.put({ Detail: '{"order":8}' });
  await pass(600);
  const early = await look();

  await pass(HOUR);

  expect(early).toMatchObject({ EventCount: 0, SizeBytes: 0 });
  const late = await look();
  expect(late.EventCount).toBe(1);
  expect(late.SizeBytes).toBeGreaterThan(100);
});

test("events leave an archive when its retention is over", async () => {
  await create({ RetentionDays: 2 });
  await shop.put();
  await pass(DAY);
  await shop.put();
  await pass(DAY / 2);
  const kept = await look();

  await pass(DAY);

  expect(kept.EventCount).toBe(2);
  expect((await look()).EventCount).toBe(1);
});

test("a changed pattern counts from then on, and what is not named stays", async () => {
  await create({ Description: "orders", RetentionDays: 9 });
  await shop.put();

  await shop.events.send(new UpdateArchiveCommand({ ArchiveName: "all", EventPattern: '{"source":["garden"]}' }));
  await shop.put();
  await pass(2 * HOUR);

  expect(await look()).toMatchObject({
    EventCount: 1,
    EventPattern: '{"source":["garden"]}',
    Description: "orders",
    RetentionDays: 9,
  });
});

test("a deleted archive takes its managed rule along", async () => {
  await create();

  await shop.events.send(new DeleteArchiveCommand({ ArchiveName: "all" }));

  expect(await errorOf(look())).toMatchObject({ name: "ResourceNotFoundException" });
  expect((await shop.events.send(new ListRulesCommand({}))).Rules).toEqual([]);
});

test("lists are filtered by one filter and paged by name", async () => {
  await shop.events.send(new CreateEventBusCommand({ Name: "shop" }));
  for (const ArchiveName of ["b-two", "a-one", "b-one"]) await create({ ArchiveName });
  await create({ ArchiveName: "c", EventSourceArn: arnOfBus("shop") });
  const list = (input: object) => shop.events.send(new ListArchivesCommand(input));
  const names = ({ Archives = [] }: Awaited<ReturnType<typeof list>>) => Archives.map((one) => one.ArchiveName);

  const first = await list({ Limit: 3 });
  const second = await list({ Limit: 3, NextToken: first.NextToken });

  expect([names(first), names(second), second.NextToken]).toEqual([["a-one", "b-one", "b-two"], ["c"], undefined]);
  expect(names(await list({ NamePrefix: "b-" }))).toEqual(["b-one", "b-two"]);
  expect(names(await list({ EventSourceArn: arnOfBus("shop") }))).toEqual(["c"]);
  expect(names(await list({ State: "DISABLED" }))).toEqual([]);
  const both = await errorOf(list({ NamePrefix: "b", State: "ENABLED" }));
  expect(both).toMatchObject({ name: "ValidationException", message: expect.stringContaining("At most one filter") });
});

test.each<[string, Partial<CreateArchiveCommandInput>, string, RegExp]>([
  ["a name of 49 characters", { ArchiveName: "x".repeat(49) }, "ValidationException", /less than or equal to 48/],
  ["a name with a space", { ArchiveName: "my archive" }, "ValidationException", /regular expression/],
  ["a pattern that is none", { EventPattern: "{}" }, "InvalidEventPatternException", /Event pattern is not valid/],
  ["a negative retention", { RetentionDays: -1 }, "ValidationException", /greater than or equal to 0/],
  ["a bus that is not there", { EventSourceArn: arnOfBus("no") }, "ResourceNotFoundException", /bus no does not exist/],
  ["a queue for a bus", { EventSourceArn: "arn:aws:sqs:us-east-1:1:x/y" }, "ValidationException", /event bus ARN/],
  ["another account's bus", { EventSourceArn: arnOfBus("default", OTHER_ACCOUNT) }, "AccessDeniedException", /belong/],
  [
    "another Region's bus",
    { EventSourceArn: arnOfBus("default", ACCOUNT, "eu-west-1") },
    "ValidationException",
    /cross-region/,
  ],
  ["a key", { KmsKeyIdentifier: "alias/mine" }, "ValidationException", /KmsKeyIdentifier is not simulated/],
])("an archive with %s is refused", async (_, input, name, message) => {
  const error = await errorOf(create(input));

  expect(error.name).toBe(name);
  expect(error.message).toMatch(message);
});

test("a name is used once in an account and Region", async () => {
  await create();

  expect(await errorOf(create())).toMatchObject({ name: "ResourceAlreadyExistsException" });
});

test("CloudTrail tells of changed archives", async () => {
  await create();
  await shop.events.send(new UpdateArchiveCommand({ ArchiveName: "all", RetentionDays: 1 }));
  await shop.events.send(new DeleteArchiveCommand({ ArchiveName: "all" }));

  const told = simulator.world.trail.events.map(({ eventName, eventSource }) => [eventSource, eventName]);

  expect(told).toEqual([
    ["events.amazonaws.com", "CreateArchive"],
    ["events.amazonaws.com", "UpdateArchive"],
    ["events.amazonaws.com", "DeleteArchive"],
  ]);
});

test("an archive keeps at most 50,000 events, the newest", async () => {
  await create();
  const { archiveEvent } = await import("@/simulator/events/archives/archive-event");
  const { world } = simulator;
  const rule = world.events.rules.list(ACCOUNT, "us-east-1")[0];
  if (!rule) throw new Error("no managed rule");
  const base = { version: "0", "detail-type": "t", source: "shop", account: ACCOUNT, region: "us-east-1" } as const;
  const time = "2026-01-01T00:00:00Z";

  for (let n = 0; n < 56_000; n++) {
    archiveEvent(world, rule, { ...base, id: `${n}`, time, resources: [], detail: {} }, world.clock.now());
  }

  const kept = world.events.archives.get(ACCOUNT, "us-east-1", "all")?.events ?? [];
  expect(kept.length).toBeLessThanOrEqual(55_000);
  expect(kept.length).toBeGreaterThanOrEqual(50_000);
  expect(kept.at(-1)?.event.id).toBe("55999");
});
