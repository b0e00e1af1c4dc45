import {
  DeleteRuleCommand,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import { SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { EventTest, EventTestRule } from "@/lib/contract/event-test";
import { execute, rows, sql } from "@/lib/db/query";
import { bodiesIn, deadLetter, seenQueue } from "../../support/dead-letters";
import { aQueuePair, createWorld, REGION, SHOP, type World } from "../../support/world";
import { callCount, collect, connectReader, OTHER, peopleOf } from "../inventory/graph-world";

const SECRET = "hunter2-of-the-rule";
const EVENT = {
  source: "shop",
  "detail-type": "Order paid",
  time: "2026-01-02T03:04:05Z",
  detail: { state: "paid", total: 12.5, email: "ada@example.com" },
};
const TEXT = JSON.stringify(EVENT).replace("12.5", "12.50");

let world: World;
let accountId: string;
let busId: string;
let pair: Awaited<ReturnType<typeof aQueuePair>>;
beforeAll(async () => {
  world = await createWorld();
  accountId = (await connectReader(world)).id;
  pair = await aQueuePair(world.aws, "orders");
  await letEventsIn(pair.sourceUrl, pair.sourceArn);
  await addRules();
  await collect(world, accountId);
  busId = (await world.ask("listResources", { kind: "bus", limit: 5 })).items[0]?.id ?? "";
});
afterAll(() => world.stop());

async function letEventsIn(QueueUrl: string, arn: string) {
  const Policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: { Service: "events.amazonaws.com" }, Action: "sqs:SendMessage", Resource: arn },
    ],
  });
  await world.aws.sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
}

async function addRules() {
  const { events } = peopleOf(world);
  const rule = (Name: string, detail: object, State: "ENABLED" | "DISABLED" = "ENABLED") =>
    events.send(new PutRuleCommand({ Name, EventPattern: JSON.stringify({ source: ["shop"], detail }), State }));
  await rule("paid", { state: ["paid"] });
  await rule("large", { state: ["paid"], total: [{ numeric: [">", 100] }] });
  await rule("off", { state: ["paid"] }, "DISABLED");
  await rule("odd", { total: [12.5] });
  await events.send(new PutRuleCommand({ Name: "tick", ScheduleExpression: "rate(1 hour)" }));
  const at = { Arn: pair.sourceArn };
  const InputTransformer = {
    InputPathsMap: { total: "$.detail.total", who: "$.detail.email" },
    InputTemplate: '{"total": <total>, "who": <who>, "from": "shop"}',
  };
  const Targets = [
    { Id: "whole", ...at, RetryPolicy: { MaximumRetryAttempts: 0 } },
    { Id: "constant", ...at, Input: JSON.stringify({ password: SECRET, n: 1 }) },
    { Id: "shaped", ...at, InputTransformer },
    { Id: "part", ...at, InputPath: "$.detail" },
  ];
  await events.send(new PutTargetsCommand({ Rule: "paid", Targets }));
}

const ask = (role: "admin" | "operator" | "viewer" = "operator", event = TEXT) =>
  world.ask("testEvent", { id: busId, event }, role);
const receivesIn = (rule: EventTestRule | undefined, id: string) =>
  rule?.targets.find((one) => one.id === id)?.receives;
const ruleIn = ({ rules }: EventTest, name: string) => rules.find((rule) => rule.name === name);

test("each rule of the bus says whether it would match, and why not", async () => {
  const before = await callCount(world, /./);

  const answer = await ask();

  expect(answer).toMatchObject({ isTaken: true, problems: [] });
  expect(answer.rules.map(({ name, matches, reason }) => [name, matches, reason])).toEqual([
    ["paid", "yes", "pattern"],
    ["odd", "unknown", "pattern"],
    ["large", "no", "pattern"],
    ["off", "no", "disabled"],
    ["tick", "no", "schedule-only"],
  ]);
  expect(ruleIn(answer, "large")?.misses).toEqual([
    {
      path: "detail.total",
      wanted: '[{"numeric":[">",100]}]',
      found: "12.50",
      sentence: "detail.total must be a number > 100; it is 12.50.",
    },
  ]);
  expect(ruleIn(answer, "off")).toMatchObject({ wouldMatch: true, targets: [] });
  expect(ruleIn(answer, "odd")?.sentence).toContain("AWS documents that 12.50 is not 12.5");
  expect(await callCount(world, /./)).toBe(before);
});

test("what each target would receive is what the bus really sends there", async () => {
  const [paid] = (await ask("admin")).rules;
  await world.aws.sqs.send(
    new SetQueueAttributesCommand({ QueueUrl: pair.sourceUrl, Attributes: { RedrivePolicy: "" } }),
  );
  const entry = { Source: EVENT.source, DetailType: EVENT["detail-type"], Detail: JSON.stringify(EVENT.detail) };
  await peopleOf(world).events.send(new PutEventsCommand({ Entries: [entry] }));
  await world.simulator.world.advance(1);

  const sent = (await bodiesIn(world.aws, pair.sourceUrl)).map((body) => JSON.parse(body));

  expect(sent).toContainEqual({ total: 12.5, who: "ada@example.com", from: "shop" });
  expect(sent).toContainEqual({ password: SECRET, n: 1 });
  expect(sent).toContainEqual(EVENT.detail);
  expect(receivesIn(paid, "whole")).toEqual({ kind: "event", text: null, isCut: false, why: null });
  expect(receivesIn(paid, "shaped")?.text).toMatch(/^\{"total": 12\.50, "who": "‹.*›", "from": "shop"\}$/);
  expect(receivesIn(paid, "constant")?.text).toBe(JSON.stringify({ password: SECRET, n: 1 }));
  expect(receivesIn(paid, "part")?.text).toMatch(/^\{"state":"paid","total":12\.50,"email":"‹.*›"\}$/);
  expect(paid?.targets.find(({ id }) => id === "whole")?.givesUp).toBe("one attempt, then lost");
});

test("who may not read bodies sees which rules match and nothing of what their transforms hold", async () => {
  const [paid] = (await ask("viewer")).rules;

  expect(paid?.targets.map(({ id, receives: { kind, text } }) => [id, kind, text])).toEqual([
    ["constant", "hidden", null],
    ["part", "hidden", null],
    ["shaped", "hidden", null],
    ["whole", "event", null],
  ]);
  expect(JSON.stringify(paid)).not.toContain("from");
});

test("the transforms are nowhere to be read: not among the settings, not in their changes, not in the database", async () => {
  const rule = (await world.ask("listResources", { kind: "rule", name: "paid", limit: 5 })).items[0];
  const detail = await world.ask("getResource", { id: rule?.id ?? "" });
  const kept = await rows<{ text: string }>(world.db, sql`SELECT encode(sealed, 'escape') AS text FROM rule_transform`);

  expect(JSON.stringify(detail)).not.toMatch(new RegExp(`${SECRET}|<who>`));
  expect(kept).toHaveLength(1);
  expect(kept[0]?.text).not.toContain("password");
});

test("an event that EventBridge would refuse is told so, and no rule is asked", async () => {
  expect(await ask("viewer", `{"source":"shop"}`)).toMatchObject({
    isTaken: false,
    problems: [{ field: "detail-type" }, { field: "detail" }],
    rules: [],
  });
});

test("the event of a failed message is judged as it is and shown masked; the reading is audited", async () => {
  const dead = await aQueuePair(world.aws, "events");
  const event = { ...EVENT, detail: { ...EVENT.detail, total: 99, state: "ada@example.com" } };
  await deadLetter(world.aws, dead, [JSON.stringify(event)]);
  const queue = await seenQueue(world, accountId, "events-dlq");
  const [failure] = (await world.ask("listFailureClasses", { view: "all", queueId: queue.id })).items;
  const [message] = (await world.ask("listFailedMessages", { classId: failure?.id ?? "" })).items;
  const question = { id: busId, messageRowId: message?.id ?? "" };

  const answer = await world.ask("testEvent", question, "operator");

  expect(ruleIn(answer, "paid")?.misses[0]?.found).toMatch(/^"‹.*›"$/);
  expect(JSON.stringify(answer)).not.toContain("ada@example.com");
  const audit = await rows(
    world.db,
    sql`SELECT 1 FROM audit_entry WHERE action = 'body.read' AND object_id = ${message?.id}`,
  );
  expect(audit).toHaveLength(1);
  await expect(world.ask("testEvent", question, "viewer")).rejects.toThrow("may not read message bodies");
});

test("single rules can be asked about, those of this bus only", async () => {
  const all = await ask();
  const large = ruleIn(all, "large")?.ruleId ?? "";

  expect((await world.ask("testEvent", { id: busId, event: TEXT, ruleIds: [large] })).rules).toMatchObject([
    { name: "large" },
  ]);
  await expect(world.ask("testEvent", { id: busId, event: TEXT, ruleIds: [busId] })).rejects.toThrow("No rule");
  await expect(world.ask("testEvent", { id: large, event: TEXT })).rejects.toThrow("No event bus");
});

test("a bus of another account is not there for who may not see it", async () => {
  const other = await connectReader(world, { awsAccountId: OTHER });
  const scope = { kind: "accounts", accountIds: [other.id] } as const;

  await expect(world.ask("testEvent", { id: busId, event: TEXT }, "admin", { scope })).rejects.toThrow("No resource");
});

test("who sees single resources of the account is told that there may be other rules", async () => {
  const arn = `arn:aws:events:${REGION}:${SHOP}:event-bus/default`;
  const scope = { kind: "accounts", accountIds: [], arns: { [arn]: accountId } } as const;

  const answer = await world.ask("testEvent", { id: busId, event: TEXT }, "admin", { scope });

  expect(answer).toMatchObject({
    rules: [],
    notes: [expect.stringContaining("may have other rules"), expect.anything()],
  });
});

test("a transform that nobody read yet is unknown until the rule is read again, and goes with its rule", async () => {
  await execute(world.workerDb, sql`DELETE FROM rule_transform`);
  const [unread] = (await ask()).rules;
  const { events } = peopleOf(world);
  const more = { Id: "more", Arn: `arn:aws:sqs:${REGION}:${SHOP}:orders`, Input: "{}" };
  await events.send(new PutTargetsCommand({ Rule: "large", Targets: [more] }));
  await execute(world.workerDb, sql`UPDATE resource SET list_hash = ''`);
  await collect(world, accountId);
  const [again] = (await ask()).rules;
  const keptThen = await rows(world.db, sql`SELECT 1 FROM rule_transform`);
  await events.send(new RemoveTargetsCommand({ Rule: "large", Ids: ["more"] }));
  await events.send(new DeleteRuleCommand({ Name: "large" }));
  await collect(world, accountId);

  expect(receivesIn(unread, "constant")).toMatchObject({
    kind: "unknown",
    why: expect.stringContaining("not read yet"),
  });
  expect(receivesIn(again, "constant")?.kind).toBe("text");
  expect(keptThen).toHaveLength(2);
  expect(await rows(world.db, sql`SELECT 1 FROM rule_transform`)).toHaveLength(1);
});
