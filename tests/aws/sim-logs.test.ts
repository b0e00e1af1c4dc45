import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  type FilterLogEventsCommandInput,
  GetLogEventsCommand,
  PutLogEventsCommand,
  PutRetentionPolicyCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Simulator, startSimulator } from "@/simulator/start";
import { ACCOUNT, allow, errorOf, OTHER_ACCOUNT, REGION, rootKeys, sim } from "./sim-clients";

const GROUP = "/aws/lambda/pay";
const HOUR_MS = 3_600_000;

let simulator: Simulator;
let logs: CloudWatchLogsClient;

const clientOf = (credentials = rootKeys(ACCOUNT)) =>
  new CloudWatchLogsClient({ endpoint: simulator.url, region: REGION, credentials, maxAttempts: 1 });

beforeEach(async () => {
  simulator = await startSimulator();
  logs = clientOf();
});
afterEach(() => simulator.stop());

const now = () => simulator.world.clock.now();

/** Lines as a simulated function prints them, a second apart, the last one now. */
function print(messages: readonly string[], stream = "2026/11/20/[$LATEST]a", group = GROUP) {
  const first = now() - messages.length * 1000;
  const lines = messages.map((message, place) => ({ at: first + place * 1000, message }));
  simulator.world.logs.write({ accountId: ACCOUNT, region: REGION, group, stream }, lines, now());
}

const filter = (more: Partial<FilterLogEventsCommandInput> = {}) =>
  logs.send(new FilterLogEventsCommand({ logGroupName: GROUP, ...more }));

const messagesOf = async (more: Partial<FilterLogEventsCommandInput> = {}) =>
  (await filter(more)).events?.map(({ message }) => message);

test("what functions print is found by a phrase, in the order of time", async () => {
  print(["START a", "ERROR order 8f-1 failed", "END a"]);
  print(["ERROR order 8f-2 failed"], "other");

  const { events, nextToken } = await filter({ filterPattern: '"order 8f"' });

  expect(events).toMatchObject([
    { message: "ERROR order 8f-1 failed", logStreamName: "2026/11/20/[$LATEST]a", ingestionTime: expect.any(Number) },
    { message: "ERROR order 8f-2 failed", logStreamName: "other", eventId: expect.stringMatching(/^\d{36}$/) },
  ]);
  expect(nextToken).toBeUndefined();
});

test("both ends of the time range are included, streams are chosen by name or prefix", async () => {
  print(["one", "two", "three"], "a-1");
  print(["other"], "b-1");
  const { events = [] } = await filter({ logStreamNames: ["a-1"] });
  const [first, second] = events.map(({ timestamp }) => timestamp);

  expect(await messagesOf({ startTime: first, endTime: second })).toEqual(["one", "two"]);
  expect(await messagesOf({ logStreamNamePrefix: "b" })).toEqual(["other"]);
});

test("a rare line lies behind an empty page with a token", async () => {
  print([...Array<string>(6000).fill("noise"), "needle"]);

  const first = await filter({ filterPattern: "needle" });
  const second = await filter({ filterPattern: "needle", nextToken: first.nextToken });

  expect(first.events).toEqual([]);
  expect(first.nextToken).toBeDefined();
  expect(second.events).toMatchObject([{ message: "needle" }]);
  expect(second.nextToken).toBeUndefined();
});

test("pages of a limit give every line once, also when lines arrive in between", async () => {
  print(["1", "2", "3", "4", "5"]);

  const first = await filter({ limit: 2 });
  print(["6"]);
  const second = await filter({ limit: 2, nextToken: first.nextToken });
  const third = await filter({ limit: 2, nextToken: second.nextToken });

  const all = [first, second, third].flatMap(({ events = [] }) => events.map(({ message }) => message));
  expect(all.sort()).toEqual(["1", "2", "3", "4", "5", "6"]);
});

test("own lines are stored, too old and too new ones are told", async () => {
  await logs.send(new CreateLogGroupCommand({ logGroupName: "own" }));
  await logs.send(new CreateLogStreamCommand({ logGroupName: "own", logStreamName: "s" }));
  const put = (offsets: readonly number[]) =>
    logs.send(
      new PutLogEventsCommand({
        logGroupName: "own",
        logStreamName: "s",
        logEvents: offsets.map((offset) => ({ timestamp: now() + offset, message: `at ${offset}` })),
      }),
    );

  const tooOld = await put([-15 * 24 * HOUR_MS, -15 * 24 * HOUR_MS + 1]);
  const tooNew = await put([-1000, 0, 3 * HOUR_MS]);
  const odd = await errorOf(put([0, -1000]));

  expect(tooOld.rejectedLogEventsInfo).toEqual({ tooOldLogEventEndIndex: 2 });
  expect(tooNew.rejectedLogEventsInfo).toEqual({ tooNewLogEventStartIndex: 2 });
  expect(odd.message).toMatch(/chronological/);
  expect(await messagesOf({ logGroupName: "own" })).toEqual(["at -1000", "at 0"]);
});

test("GetLogEvents goes back from the newest lines and tells the end by the same token", async () => {
  print(["1", "2", "3"], "s");
  const get = (nextToken?: string) =>
    logs.send(new GetLogEventsCommand({ logGroupName: GROUP, logStreamName: "s", limit: 2, nextToken }));

  const newest = await get();
  const older = await get(newest.nextBackwardToken);
  const end = await get(older.nextBackwardToken);

  expect(newest.events?.map(({ message }) => message)).toEqual(["2", "3"]);
  expect(older.events?.map(({ message }) => message)).toEqual(["1"]);
  expect(end).toMatchObject({ events: [], nextBackwardToken: older.nextBackwardToken });
});

test("groups and streams are listed with their ARNs and times", async () => {
  print(["x"], "s-1");
  print(["x"], "s-2");
  await logs.send(new CreateLogGroupCommand({ logGroupName: "other" }));
  await logs.send(new PutRetentionPolicyCommand({ logGroupName: GROUP, retentionInDays: 7 }));

  const groups = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: "/aws" }));
  const paged = await logs.send(new DescribeLogGroupsCommand({ limit: 1 }));
  const streams = await logs.send(
    new DescribeLogStreamsCommand({ logGroupName: GROUP, orderBy: "LastEventTime", descending: true, limit: 1 }),
  );

  expect(groups.logGroups).toMatchObject([
    {
      logGroupName: GROUP,
      retentionInDays: 7,
      arn: `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${GROUP}:*`,
      storedBytes: 54,
    },
  ]);
  expect(paged.nextToken).toBeDefined();
  expect(streams.logStreams).toMatchObject([{ logStreamName: "s-2", lastEventTimestamp: expect.any(Number) }]);
});

test("lines beyond the retention are no longer told", async () => {
  print(["old"]);
  await simulator.world.advance(2 * 86_400);
  print(["new"]);

  await logs.send(new PutRetentionPolicyCommand({ logGroupName: GROUP, retentionInDays: 1 }));

  expect(await messagesOf()).toEqual(["new"]);
});

test("a deleted group and another account's group do not exist", async () => {
  print(["x"]);
  const elsewhere = await errorOf(
    clientOf(rootKeys(OTHER_ACCOUNT)).send(new FilterLogEventsCommand({ logGroupName: GROUP })),
  );
  await logs.send(new DeleteLogGroupCommand({ logGroupName: GROUP }));
  const deleted = await errorOf(filter());

  for (const error of [elsewhere, deleted]) {
    expect(error).toMatchObject({
      name: "ResourceNotFoundException",
      message: "The specified log group does not exist.",
      $metadata: { httpStatusCode: 400 },
    });
  }
});

test.each<[string, Partial<FilterLogEventsCommandInput>, string]>([
  ["names and a prefix", { logStreamNames: ["a"], logStreamNamePrefix: "a" }, "InvalidParameterException"],
  ["an unknown stream", { logStreamNames: ["unknown"] }, "ResourceNotFoundException"],
  ["a limit of 10,001", { limit: 10_001 }, "InvalidParameterException"],
  ["an end before its start", { startTime: 2, endTime: 1 }, "InvalidParameterException"],
  ["a token of its own making", { nextToken: "abc" }, "InvalidParameterException"],
  ["a pattern with a colon", { filterPattern: "ERROR: x" }, "InvalidParameterException"],
  ["a name and an identifier", { logGroupIdentifier: GROUP }, "InvalidParameterException"],
])("FilterLogEvents with %s is refused", async (_, more, name) => {
  print(["x"]);

  expect((await errorOf(filter(more))).name).toBe(name);
});

test("a policy on the group's ARN with :* lets its lines be read, and no other group's", async () => {
  print(["x"]);
  print(["y"], "s", "secret");
  await sim(simulator.url, "POST", "/setup", {
    users: [
      {
        arn: `arn:aws:iam::${ACCOUNT}:user/ada`,
        accessKeyId: "AKIAADA1",
        policies: [allow("logs:FilterLogEvents", `arn:aws:logs:*:${ACCOUNT}:log-group:${GROUP}:*`)],
      },
    ],
  });
  const ada = clientOf({ accessKeyId: "AKIAADA1", secretAccessKey: "x" });

  const own = await ada.send(new FilterLogEventsCommand({ logGroupName: GROUP }));
  const other = await errorOf(ada.send(new FilterLogEventsCommand({ logGroupName: "secret" })));

  expect(own.events).toHaveLength(1);
  expect(other.message).toMatch(/not authorized to perform: logs:FilterLogEvents on resource: .*:log-group:secret/);
});

test("lines and groups survive a snapshot", async () => {
  print(["kept"]);
  const { body } = await sim(simulator.url, "GET", "/snapshot");
  await logs.send(new DeleteLogGroupCommand({ logGroupName: GROUP }));
  await sim(simulator.url, "POST", "/load", body);

  expect(await messagesOf({ logStreamNamePrefix: "2026" })).toEqual(["kept"]);
});
