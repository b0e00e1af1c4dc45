import {
  CancelReplayCommand,
  CreateArchiveCommand,
  CreateEventBusCommand,
  DeleteArchiveCommand,
  DescribeReplayCommand,
  EventBridgeClient,
  ListReplaysCommand,
  StartReplayCommand,
  type StartReplayCommandInput,
} from "@aws-sdk/client-eventbridge";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Simulator, startSimulator } from "@/simulator/start";
import { ACCOUNT, allow, clientsOf, errorOf, REGION, sim, trust } from "./sim-clients";
import { arnOfBus, arnOfRule, type Party, partyOf } from "./sim-events-clients";

const ARCHIVE = `arn:aws:events:us-east-1:${ACCOUNT}:archive/all`;
const MINUTE = 60_000;
const START = Date.parse("2026-01-02T03:00:00Z");

let simulator: Simulator;
let shop: Party;

beforeEach(async () => {
  simulator = await startSimulator();
  shop = partyOf(simulator);
  await shop.events.send(new CreateArchiveCommand({ ArchiveName: "all", EventSourceArn: arnOfBus("default") }));
});
afterEach(() => simulator.stop());

const pass = (seconds: number) => simulator.world.advance(seconds);
const start = (more: Partial<StartReplayCommandInput> = {}) =>
  shop.events.send(
    new StartReplayCommand({
      ReplayName: "again",
      EventSourceArn: ARCHIVE,
      EventStartTime: new Date(START),
      EventEndTime: new Date(START + 10 * MINUTE),
      Destination: { Arn: arnOfBus("default") },
      ...more,
    }),
  );
const look = (ReplayName = "again") => shop.events.send(new DescribeReplayCommand({ ReplayName }));
const cancel = (ReplayName = "again") => shop.events.send(new CancelReplayCommand({ ReplayName }));

/** One event in each of the minutes, long enough ago to be in the archive; says their ids. */
async function archived(minutes: number) {
  const ids: string[] = [];
  for (let n = 0; n < minutes; n++) ids.push(await shop.put({ Time: new Date(START + n * MINUTE) }));
  await pass(600);
  return ids;
}

test("a replay brings the archived events back as they were, with its name on each", async () => {
  const ids = await archived(3);
  await shop.rule("orders", [{ Arn: await shop.queue("orders") }]);

  await start();
  await pass(60);

  const messages = await shop.read("orders");
  expect(messages.map(({ body }) => body.id).sort()).toEqual(ids.sort());
  expect(messages[0]?.body).toMatchObject({
    "replay-name": "again",
    time: expect.stringMatching(/^2026-01-02T03:0[012]:00Z$/),
    account: ACCOUNT,
    detail: { order: 7 },
  });
});

test("a replay takes time: it starts, runs minute by minute and completes", async () => {
  await archived(10);
  const begun = await start({ Description: "after the fix" });
  const seen: [string | undefined, number][] = [];

  for (let second = 0; second < 40; second++) {
    const { State, EventLastReplayedTime } = await look();
    seen.push([State, EventLastReplayedTime ? (EventLastReplayedTime.getTime() - START) / MINUTE : -1]);
    await pass(1);
  }

  expect(begun).toMatchObject({ State: "STARTING", ReplayStartTime: expect.any(Date) });
  expect(seen[0]).toEqual(["STARTING", -1]);
  expect([...new Set(seen.map(([state]) => state))]).toEqual(["STARTING", "RUNNING", "COMPLETED"]);
  expect([...new Set(seen.map(([, minute]) => minute))]).toEqual([-1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(seen.filter(([state]) => state === "RUNNING").length).toBeGreaterThanOrEqual(10);
  expect(await look()).toMatchObject({
    Description: "after the fix",
    EventSourceArn: ARCHIVE,
    Destination: { Arn: arnOfBus("default") },
    EventStartTime: new Date(START),
    ReplayEndTime: expect.any(Date),
  });
});

test("only events of the window return, and none twice", async () => {
  const ids = await archived(5);
  await shop.rule("orders", [{ Arn: await shop.queue("orders") }]);

  await start({ EventStartTime: new Date(START + MINUTE), EventEndTime: new Date(START + 2.5 * MINUTE) });
  await pass(60);

  const messages = await shop.read("orders");
  expect(messages.map(({ body }) => body.id).sort()).toEqual(ids.slice(1, 3).sort());
});

test("an event that has only just been sent is not in the archive yet, and is missed", async () => {
  await shop.rule("orders", [{ Arn: await shop.queue("orders") }], { pattern: { "replay-name": [{ exists: true }] } });
  await shop.put({ Time: new Date(START) });

  await start();
  await pass(20);

  expect((await look()).State).toBe("COMPLETED");
  expect(await shop.depth("orders")).toBe(0);
});

test("with FilterArns only these rules see the events again", async () => {
  await archived(2);
  await shop.rule("orders", [{ Arn: await shop.queue("orders") }]);
  await shop.rule("audit", [{ Arn: await shop.queue("audit") }]);

  await start({ Destination: { Arn: arnOfBus("default"), FilterArns: [arnOfRule("audit")] } });
  await pass(60);

  expect([await shop.depth("orders"), await shop.depth("audit")]).toEqual([0, 2]);
  expect((await look()).Destination?.FilterArns).toEqual([arnOfRule("audit")]);
});

test("replayed events are not archived again", async () => {
  await archived(3);

  await start();
  await pass(2 * 3600);

  expect(simulator.world.events.archives.get(ACCOUNT, "us-east-1", "all")?.events).toHaveLength(3);
});

test("a running replay can be cancelled, once; what came back stays", async () => {
  await archived(10);
  await shop.rule("orders", [{ Arn: await shop.queue("orders") }]);
  await start();
  await pass(8);

  const answer = await cancel();
  const again = await errorOf(cancel());
  await pass(60);

  expect(answer.State).toBe("CANCELLING");
  expect(again).toMatchObject({ name: "IllegalStatusException" });
  expect(await look()).toMatchObject({ State: "CANCELLED", ReplayEndTime: expect.any(Date) });
  const depth = await shop.depth("orders");
  expect(depth).toBeGreaterThan(0);
  expect(depth).toBeLessThan(10);
});

test("a completed replay can not be cancelled", async () => {
  await start();
  await pass(60);

  expect(await errorOf(cancel())).toMatchObject({ name: "IllegalStatusException" });
});

test("ten replays run at once, an eleventh is refused until one has ended", async () => {
  for (let n = 0; n < 10; n++) await start({ ReplayName: `r${n}` });

  const eleventh = await errorOf(start({ ReplayName: "r10" }));
  await pass(60);

  expect(eleventh).toMatchObject({ name: "LimitExceededException" });
  await expect(start({ ReplayName: "r10" })).resolves.toMatchObject({ State: "STARTING" });
});

test("a name is free again when the replay is forgotten, after 90 days", async () => {
  await start();
  await pass(89 * 86_400);
  const taken = await errorOf(start());

  await pass(2 * 86_400);

  expect(taken).toMatchObject({ name: "ResourceAlreadyExistsException" });
  expect(await errorOf(look())).toMatchObject({ name: "ResourceNotFoundException" });
  await expect(start()).resolves.toBeDefined();
});

test("a replay fails with a reason when its archive is deleted", async () => {
  await archived(10);
  await start();
  await pass(5);

  await shop.events.send(new DeleteArchiveCommand({ ArchiveName: "all" }));
  await pass(5);

  expect(await look()).toMatchObject({ State: "FAILED", StateReason: expect.stringContaining("archive") });
});

test("lists are filtered by one filter and paged by name", async () => {
  for (const ReplayName of ["b-two", "a-one", "b-one"]) await start({ ReplayName });
  await cancel("a-one");
  const list = (input: object) => shop.events.send(new ListReplaysCommand(input));
  const names = ({ Replays = [] }: Awaited<ReturnType<typeof list>>) => Replays.map((one) => one.ReplayName);

  const first = await list({ Limit: 2 });
  const second = await list({ Limit: 2, NextToken: first.NextToken });

  expect([names(first), names(second)]).toEqual([["a-one", "b-one"], ["b-two"]]);
  expect(names(await list({ NamePrefix: "b-" }))).toEqual(["b-one", "b-two"]);
  expect(names(await list({ State: "CANCELLING" }))).toEqual(["a-one"]);
  expect(names(await list({ EventSourceArn: ARCHIVE }))).toHaveLength(3);
  expect(await errorOf(list({ NamePrefix: "b", State: "RUNNING" }))).toMatchObject({ name: "ValidationException" });
  expect(await errorOf(list({ Limit: 101 }))).toMatchObject({ name: "ValidationException" });
});

test.each<[string, Partial<StartReplayCommandInput>, string, RegExp]>([
  ["an end before its start", { EventEndTime: new Date(START - 1000) }, "ValidationException", /must be before/],
  ["an end at its start", { EventEndTime: new Date(START) }, "ValidationException", /must be before/],
  [
    "another bus than the archive's",
    { Destination: { Arn: arnOfBus("shop") } },
    "ValidationException",
    /Cross event bus/,
  ],
  ["a missing bus", { Destination: { Arn: arnOfBus("no") } }, "ResourceNotFoundException", /bus no does not exist/],
  ["a missing archive", { EventSourceArn: `${ARCHIVE}x` }, "ValidationException", /Archive allx does not exist/],
  ["a bus for an archive", { EventSourceArn: arnOfBus("default") }, "ValidationException", /archive ARN/],
  ["a name of 65 characters", { ReplayName: "x".repeat(65) }, "ValidationException", /less than or equal to 64/],
  [
    "a filter that is no rule",
    { Destination: { Arn: arnOfBus("default"), FilterArns: [ARCHIVE] } },
    "ValidationException",
    /rule ARN/,
  ],
])("a replay with %s is refused", async (_, input, name, message) => {
  await shop.events.send(new CreateEventBusCommand({ Name: "shop" }));

  const error = await errorOf(start(input));

  expect(error.name).toBe(name);
  expect(error.message).toMatch(message);
});

test("to replay, a role needs the right on the archive and on the replay", async () => {
  const arn = `arn:aws:iam::${ACCOUNT}:role/replayer`;
  const asRole = async (resources: string[]) => {
    const policies = [allow("events:StartReplay", resources)];
    await sim(simulator.url, "POST", "/setup", { roles: [{ arn, trust: trust(ACCOUNT), policies }] });
    const { sts } = clientsOf(simulator.url);
    const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn: arn, RoleSessionName: "ada" }));
    const { AccessKeyId = "", SecretAccessKey = "", SessionToken } = Credentials ?? {};
    const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
    const client = new EventBridgeClient({ endpoint: simulator.url, region: REGION, credentials, maxAttempts: 1 });
    return (name: string) =>
      client.send(
        new StartReplayCommand({
          ReplayName: name,
          EventSourceArn: ARCHIVE,
          EventStartTime: new Date(START),
          EventEndTime: new Date(START + MINUTE),
          Destination: { Arn: arnOfBus("default") },
        }),
      );
  };
  const allReplays = `arn:aws:events:${REGION}:${ACCOUNT}:replay/*`;

  const withoutArchive = await errorOf((await asRole([allReplays]))("one"));
  const withBoth = await (await asRole([allReplays, ARCHIVE]))("two");

  expect(withoutArchive).toMatchObject({ name: "AccessDeniedException" });
  expect(withoutArchive.message).toContain(ARCHIVE);
  expect(withBoth.State).toBe("STARTING");
});

test("a snapshot of a running replay goes on in another world", async () => {
  const ids = await archived(6);
  await shop.rule("orders", [{ Arn: await shop.queue("orders") }]);
  await start();
  await pass(5);

  const { body } = await sim(simulator.url, "GET", "/snapshot");
  const copy = await startSimulator({ seed: 9 });
  await sim(copy.url, "POST", "/load", body);
  await copy.world.advance(60);

  expect(await partyOf(copy).depth("orders")).toBe(ids.length);
  await copy.stop();
});
