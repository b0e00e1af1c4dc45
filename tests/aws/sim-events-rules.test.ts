import {
  CreateEventBusCommand,
  DeleteEventBusCommand,
  DeleteRuleCommand,
  DescribeEventBusCommand,
  DescribeRuleCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  type EventBridgeClient,
  ListEventBusesCommand,
  ListRuleNamesByTargetCommand,
  ListRulesCommand,
  ListTagsForResourceCommand,
  ListTargetsByRuleCommand,
  PutPermissionCommand,
  PutRuleCommand,
  type PutRuleCommandInput,
  PutTargetsCommand,
  RemovePermissionCommand,
  RemoveTargetsCommand,
  TagResourceCommand,
  type Target,
  UntagResourceCommand,
  UpdateEventBusCommand,
} from "@aws-sdk/client-eventbridge";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Simulator, startSimulator } from "@/simulator/start";
import { ACCOUNT, errorOf, OTHER_ACCOUNT } from "./sim-clients";
import { arnOfBus, arnOfQueue, arnOfRule, type Party, partyOf } from "./sim-events-clients";

let simulator: Simulator;
let party: Party;
let events: EventBridgeClient;
let count = 0;

beforeAll(async () => {
  simulator = await startSimulator();
  party = partyOf(simulator);
  ({ events } = party);
});
afterAll(() => simulator.stop());

const fresh = (kind: string) => `${kind}-${++count}`;
const QUEUE = arnOfQueue("target");

async function aBus(Name = fresh("bus")): Promise<string> {
  await events.send(new CreateEventBusCommand({ Name }));
  return Name;
}

async function aRule(more: Partial<PutRuleCommandInput> = {}): Promise<string> {
  const Name = more.Name ?? fresh("rule");
  const EventPattern = more.ScheduleExpression ? undefined : '{"source":["nobody"]}';
  await events.send(new PutRuleCommand({ EventPattern, ...more, Name }));
  return Name;
}

const putTargets = (Rule: string, ...Targets: Target[]) => events.send(new PutTargetsCommand({ Rule, Targets }));
const targetsOf = async (Rule: string) => (await events.send(new ListTargetsByRuleCommand({ Rule }))).Targets;

async function refusalOf(call: Promise<unknown>) {
  const { name, message } = await errorOf(call);
  return { name, message };
}

test("a bus is made, shown, changed and deleted", async () => {
  const Name = fresh("bus");

  const made = await events.send(new CreateEventBusCommand({ Name, Tags: [{ Key: "team", Value: "shop" }] }));
  await events.send(new UpdateEventBusCommand({ Name, Description: "orders" }));
  const shown = await events.send(new DescribeEventBusCommand({ Name: arnOfBus(Name) }));
  const listed = await events.send(new ListEventBusesCommand({ NamePrefix: Name }));
  await events.send(new DeleteEventBusCommand({ Name }));
  const after = await events.send(new ListEventBusesCommand({ NamePrefix: Name }));

  expect(made.EventBusArn).toBe(arnOfBus(Name));
  expect(shown).toMatchObject({ Name, Arn: arnOfBus(Name), Description: "orders" });
  expect(listed.EventBuses).toMatchObject([{ Name, CreationTime: expect.any(Date) }]);
  expect(after.EventBuses).toEqual([]);
});

test("the default bus is there without being made and cannot be deleted", async () => {
  const { Arn } = await partyOf(simulator, OTHER_ACCOUNT).events.send(new DescribeEventBusCommand({}));
  const refusal = await refusalOf(events.send(new DeleteEventBusCommand({ Name: "default" })));

  expect(Arn).toBe(arnOfBus("default", OTHER_ACCOUNT));
  expect(refusal).toEqual({ name: "ValidationException", message: "Cannot delete event bus default." });
});

test("a bus with rules cannot be deleted", async () => {
  const EventBusName = await aBus();
  const Name = await aRule({ EventBusName });

  const refusal = await refusalOf(events.send(new DeleteEventBusCommand({ Name: EventBusName })));
  await events.send(new DeleteRuleCommand({ Name, EventBusName }));
  await events.send(new DeleteEventBusCommand({ Name: EventBusName }));

  expect(refusal).toEqual({
    name: "ValidationException",
    message: `Event bus ${EventBusName} can't be deleted since it has rules.`,
  });
});

test("a bus that exists is not made again, one that does not exist is not found", async () => {
  const Name = await aBus();

  const again = await refusalOf(events.send(new CreateEventBusCommand({ Name })));
  const missing = await refusalOf(events.send(new DescribeEventBusCommand({ Name: "gone" })));
  const missingRule = await refusalOf(events.send(new ListRulesCommand({ EventBusName: "gone" })));

  expect(again).toEqual({ name: "ResourceAlreadyExistsException", message: `Event bus ${Name} already exists.` });
  expect(missing).toEqual({ name: "ResourceNotFoundException", message: "Event bus gone does not exist." });
  expect(missingRule).toEqual(missing);
});

test("permissions are statements of the bus's policy, and go one by one or together", async () => {
  const EventBusName = await aBus();
  const put = (StatementId: string, Principal: string) =>
    events.send(new PutPermissionCommand({ EventBusName, StatementId, Principal, Action: "events:PutEvents" }));
  const policy = async () => (await events.send(new DescribeEventBusCommand({ Name: EventBusName }))).Policy;

  await put("one", OTHER_ACCOUNT);
  await put("all", "*");
  const both = JSON.parse((await policy()) ?? "");
  await events.send(new RemovePermissionCommand({ EventBusName, StatementId: "all" }));
  const one = JSON.parse((await policy()) ?? "");
  const unknown = await refusalOf(events.send(new RemovePermissionCommand({ EventBusName, StatementId: "all" })));
  await events.send(new RemovePermissionCommand({ EventBusName, RemoveAllPermissions: true }));

  const statement = { Effect: "Allow", Action: "events:PutEvents", Resource: arnOfBus(EventBusName) };
  const first = { ...statement, Sid: "one", Principal: { AWS: `arn:aws:iam::${OTHER_ACCOUNT}:root` } };
  expect(both.Statement).toEqual([first, { ...statement, Sid: "all", Principal: "*" }]);
  expect(one.Statement).toEqual([first]);
  expect(unknown.message).toBe("Statement with the provided id does not exist.");
  expect(await policy()).toBeUndefined();
});

test("a rule is put, shown, replaced and deleted, its targets stay when it is replaced", async () => {
  const EventBusName = await aBus();
  const Name = await aRule({ EventBusName, Description: "first" });
  await events.send(
    new PutTargetsCommand({ Rule: Name, EventBusName, Targets: [{ Id: "1", Arn: QUEUE, InputPath: "$.detail" }] }),
  );

  const first = await events.send(new DescribeRuleCommand({ Name, EventBusName }));
  const { RuleArn } = await events.send(
    new PutRuleCommand({ Name, EventBusName, EventPattern: '{"source":["b"]}', State: "DISABLED" }),
  );
  const { Rules } = await events.send(new ListRulesCommand({ EventBusName }));
  const { Targets } = await events.send(new ListTargetsByRuleCommand({ Rule: Name, EventBusName }));
  const tooEarly = await refusalOf(events.send(new DeleteRuleCommand({ Name, EventBusName })));
  await events.send(new RemoveTargetsCommand({ Rule: Name, EventBusName, Ids: ["1", "unknown"] }));
  await events.send(new DeleteRuleCommand({ Name, EventBusName }));
  await events.send(new DeleteRuleCommand({ Name, EventBusName }));
  const gone = await refusalOf(events.send(new DescribeRuleCommand({ Name, EventBusName })));

  const Arn = arnOfRule(`${EventBusName}/${Name}`);
  expect(first).toMatchObject({ Name, Arn, Description: "first", State: "ENABLED", EventBusName, CreatedBy: ACCOUNT });
  expect(RuleArn).toBe(Arn);
  expect(Rules).toEqual([{ Name, Arn, EventBusName, EventPattern: '{"source":["b"]}', State: "DISABLED" }]);
  expect(Targets).toEqual([{ Id: "1", Arn: QUEUE, InputPath: "$.detail" }]);
  expect(tooEarly).toEqual({ name: "ValidationException", message: "Rule can't be deleted since it has targets." });
  expect(gone.message).toBe(`Rule ${Name} does not exist on EventBus ${EventBusName}.`);
});

test("lists come in pages, by prefix", async () => {
  const EventBusName = await aBus();
  for (const Name of ["a-1", "a-2", "a-3", "b-1"]) await aRule({ Name, EventBusName });
  const page = (NextToken?: string) =>
    events.send(new ListRulesCommand({ EventBusName, NamePrefix: "a-", Limit: 2, NextToken }));

  const first = await page();
  const second = await page(first.NextToken);

  expect(first.Rules?.map(({ Name }) => Name)).toEqual(["a-1", "a-2"]);
  expect(second.Rules?.map(({ Name }) => Name)).toEqual(["a-3"]);
  expect(second.NextToken).toBeUndefined();
});

test("a bus has at most 300 rules", async () => {
  const EventBusName = await aBus();
  await Promise.all(Array.from({ length: 300 }, (_, index) => aRule({ Name: `r${index}`, EventBusName })));

  const refusal = await refusalOf(aRule({ Name: "one-more", EventBusName }));
  await aRule({ Name: "r0", EventBusName, Description: "replaced" });

  expect(refusal).toEqual({
    name: "LimitExceededException",
    message: "The requested resource exceeds the maximum number allowed.",
  });
});

test.each<[string, Partial<PutRuleCommandInput>, string]>([
  [
    "neither pattern nor schedule",
    { EventPattern: undefined },
    "Parameter(s) EventPattern or ScheduleExpression must be specified.",
  ],
  ["a schedule that is none", { ScheduleExpression: "rate(1 minutes)" }, "Parameter ScheduleExpression is not valid."],
  [
    "a schedule on another bus",
    { ScheduleExpression: "rate(1 minute)", EventBusName: "scheduled" },
    "ScheduleExpression is supported only on the default event bus.",
  ],
  [
    "a name with spaces",
    { Name: "my rule" },
    "1 validation error detected: Value 'my rule' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [.\\-_A-Za-z0-9]+",
  ],
])("a rule with %s is refused", async (_, more, message) => {
  const refusal = await refusalOf(aRule(more));

  expect(refusal).toEqual({ name: "ValidationException", message });
});

test("a rule that a service manages is left to that service", async () => {
  const Name = await aRule();
  simulator.world.events.rules.get(ACCOUNT, "us-east-1", `default/${Name}`)!.managedBy = "some.service";

  const refusals = await Promise.all([
    refusalOf(aRule({ Name })),
    refusalOf(events.send(new DisableRuleCommand({ Name }))),
    refusalOf(putTargets(Name, { Id: "1", Arn: QUEUE })),
    refusalOf(events.send(new DeleteRuleCommand({ Name }))),
  ]);
  await events.send(new DeleteRuleCommand({ Name, Force: true }));

  expect(refusals.map(({ name }) => name)).toEqual(Array(4).fill("ManagedRuleException"));
});

test("targets are replaced by id and found by their ARN", async () => {
  const Rule = await aRule();
  const Arn = arnOfQueue(fresh("queue"));
  await putTargets(Rule, { Id: "1", Arn: QUEUE }, { Id: "2", Arn: QUEUE });

  await putTargets(Rule, { Id: "2", Arn, Input: '{"fixed":true}' });
  const { RuleNames } = await events.send(new ListRuleNamesByTargetCommand({ TargetArn: Arn }));

  expect(await targetsOf(Rule)).toEqual([
    { Id: "1", Arn: QUEUE },
    { Id: "2", Arn, Input: '{"fixed":true}' },
  ]);
  expect(RuleNames).toEqual([Rule]);
});

test("a rule has at most five targets, and a request that would make more changes nothing", async () => {
  const Rule = await aRule();
  await putTargets(Rule, { Id: "1", Arn: QUEUE });

  const refusal = await refusalOf(putTargets(Rule, ...["2", "3", "4", "5", "6"].map((Id) => ({ Id, Arn: QUEUE }))));

  expect(refusal.name).toBe("LimitExceededException");
  expect(await targetsOf(Rule)).toHaveLength(1);
});

const STATES = "arn:aws:states:us-east-1:111122223333:stateMachine:saga";
const transformer = (InputTemplate: string, InputPathsMap = {}) => ({
  InputTransformer: { InputTemplate, InputPathsMap },
});

test.each<[string, Partial<Target>, string | RegExp]>([
  ["an id with signs", { Id: "!" }, /'targets.1.member.id'.*\[.\\-_A-Za-z0-9\]\+/],
  ["no ARN", { Arn: "queue" }, "Parameter queue is not valid. Reason: Provided Arn is not in correct format."],
  ["a service that is not simulated", { Arn: "arn:aws:logs:us-east-1:111122223333:log-group:x" }, /not simulated/],
  ["parameters that are not simulated", { KinesisParameters: { PartitionKeyPath: "$.id" } }, /not simulated/],
  ["another Region", { Arn: arnOfQueue("q", ACCOUNT, "eu-west-1") }, /same Region/],
  ["a state machine without a role", { Arn: STATES }, `RoleArn is required for target ${STATES}.`],
  [
    "a FIFO queue without a group",
    { Arn: `${QUEUE}.fifo` },
    "Parameter(s) SqsParameters must be specified for target: 1.",
  ],
  [
    "two kinds of input",
    { Input: "{}", InputPath: "$" },
    "Only one of Input, InputPath, or InputTransformer must be provided for target 1.",
  ],
  ["Input that is no JSON", { Input: "{" }, "JSON syntax error in Input for target 1."],
  ["a bus and an input", { Arn: arnOfBus("default", OTHER_ACCOUNT), InputPath: "$" }, /not available for event bus/],
  ["a path that is none", { InputPath: "detail" }, "Invalid InputPath for target 1."],
  [
    "an unknown placeholder",
    transformer('"<unknown>"'),
    "InputTemplate for target 1 contains invalid placeholder unknown.",
  ],
  ["a template that is no JSON", transformer("say <x>", { x: "$.id" }), /Invalid InputTemplate for target 1/],
  ["a placeholder as key", transformer('{"<x>": 1}', { x: "$.id" }), /placeholder in an object key/],
  ["a predefined name", transformer('"a"', { "aws.events.rule-arn": "$.id" }), /invalid key/],
  ["too many retries", { RetryPolicy: { MaximumRetryAttempts: 186 } }, /less than or equal to 185/],
  ["too short an age", { RetryPolicy: { MaximumEventAgeInSeconds: 59 } }, /greater than or equal to 60/],
  ["too long an age", { RetryPolicy: { MaximumEventAgeInSeconds: 86_401 } }, /less than or equal to 86400/],
  ["a FIFO dead-letter queue", { DeadLetterConfig: { Arn: `${QUEUE}.fifo` } }, /FIFO queues are not supported/],
  [
    "a dead-letter queue elsewhere",
    { DeadLetterConfig: { Arn: arnOfQueue("q", ACCOUNT, "eu-west-1") } },
    /same Region/,
  ],
  ["a topic for dead letters", { DeadLetterConfig: { Arn: "arn:aws:sns:us-east-1:111122223333:t" } }, /SQS queue ARN/],
])("a target with %s is refused", async (_, more, message) => {
  const Rule = await aRule();

  const refusal = await refusalOf(putTargets(Rule, { Id: "1", Arn: QUEUE, ...more }));

  expect(refusal).toEqual({
    name: "ValidationException",
    message: typeof message === "string" ? message : expect.stringMatching(message),
  });
});

test("a target with all its settings is kept as it was put", async () => {
  const Rule = await aRule();
  const target: Target = {
    Id: "full",
    Arn: arnOfQueue("orders.fifo"),
    RoleArn: `arn:aws:iam::${ACCOUNT}:role/events`,
    InputTransformer: { InputPathsMap: { id: "$.id" }, InputTemplate: '{"id": <id>, "at": "<aws.events.rule-name>"}' },
    SqsParameters: { MessageGroupId: "orders" },
    DeadLetterConfig: { Arn: arnOfQueue("dlq", OTHER_ACCOUNT) },
    RetryPolicy: { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 },
  };

  await putTargets(Rule, target);

  expect(await targetsOf(Rule)).toEqual([target]);
});

test("rules and buses carry tags", async () => {
  const Name = fresh("rule");
  const ResourceARN = arnOfRule(Name);
  await aRule({ Name, Tags: [{ Key: "a", Value: "1" }] });

  await events.send(new TagResourceCommand({ ResourceARN, Tags: [{ Key: "b", Value: "2" }] }));
  await events.send(new UntagResourceCommand({ ResourceARN, TagKeys: ["a", "unknown"] }));
  await events.send(new TagResourceCommand({ ResourceARN: arnOfBus("default"), Tags: [{ Key: "c", Value: "3" }] }));
  const ofRule = await events.send(new ListTagsForResourceCommand({ ResourceARN }));
  const ofBus = await events.send(new ListTagsForResourceCommand({ ResourceARN: arnOfBus("default") }));
  const missing = await refusalOf(events.send(new ListTagsForResourceCommand({ ResourceARN: arnOfRule("gone") })));

  expect(ofRule.Tags).toEqual([{ Key: "b", Value: "2" }]);
  expect(ofBus.Tags).toEqual([{ Key: "c", Value: "3" }]);
  expect(missing.message).toBe("Rule gone does not exist on EventBus default.");
});

test("changes of configuration are in the trail, looking is not", async () => {
  const Name = await aRule();
  await events.send(new DescribeRuleCommand({ Name }));
  await events.send(new EnableRuleCommand({ Name }));

  const names = JSON.stringify(simulator.world.trail.serialize());

  expect(names).toContain('"PutRule"');
  expect(names).toContain('"EnableRule"');
  expect(names).not.toContain('"DescribeRule"');
});
