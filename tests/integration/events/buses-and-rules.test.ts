import {
  CreateArchiveCommand,
  DisableRuleCommand,
  PutPermissionCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { OutputOf } from "@/lib/contract";
import type { Scope } from "@/lib/core/access/scope";
import { execute, sql } from "@/lib/db/query";
import { REGION, SHOP } from "../../support/world";
import { collect, connectReader, OTHER, peopleOf } from "../inventory/graph-world";
import { anEventWorld, type EventWorld, eventsArn } from "../origins/eventbridge-world";
import { blocksOf, configOf, queueArn, REDRIVE, seen } from "../origins/origin-world";

const ROLE = `arn:aws:iam::${SHOP}:role/services`;
const otherBus = `arn:aws:events:${REGION}:${OTHER}:event-bus/default`;
const newStyleBus = eventsArn("event-busv2/ledger/01ABCDEFGHIJKLMNOPQRSTUVWX");
const newStyleLetter = {
  version: "1.0",
  busArn: newStyleBus,
  subscriberArn: eventsArn("subscriber/mail/01ABCDEFGHIJKLMNOPQRSTUVWX"),
  targetArn: queueArn("ship"),
  errorCode: "ACCESS_DENIED",
  errorMessage: "not allowed",
  retryAttempts: 5,
  failedMessages: [{ eventId: "e1", timestamp: "2026-11-01T00:00:00Z" }],
};

let world: EventWorld;
let otherId: string;
let shopOnly: Scope;
let otherOnly: Scope;
beforeAll(async () => {
  world = await anEventWorld({ open: ["ship-dlq"], closed: ["ship", "shut-dlq", "strange-dlq"] });
  otherId = (await connectReader(world, { awsAccountId: OTHER })).id;
  shopOnly = { kind: "accounts", accountIds: [world.accountId] };
  otherOnly = { kind: "accounts", accountIds: [otherId] };
  await world.aBus("shop");
  const { events } = world;
  await events.send(
    new PutPermissionCommand({
      EventBusName: "shop",
      Action: "events:PutEvents",
      Principal: OTHER,
      StatementId: "partner",
    }),
  );
  await world.aRule("paid", "ship-dlq", [{ Arn: queueArn("ship") }], "shop");
  const kept = (name: string) => ({ Arn: queueArn(name) });
  await events.send(
    new PutTargetsCommand({
      Rule: "paid",
      EventBusName: "shop",
      Targets: [
        { Id: "shut", Arn: queueArn("ship"), DeadLetterConfig: kept("shut-dlq") },
        { Id: "gone", Arn: queueArn("nowhere"), DeadLetterConfig: kept("nowhere-dlq") },
        {
          Id: "partner",
          Arn: otherBus,
          RoleArn: ROLE,
          RetryPolicy: { MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 3600 },
        },
      ],
    }),
  );
  await world.aRule("idle", "strange-dlq", [{ Arn: queueArn("ship") }], "shop");
  await events.send(new DisableRuleCommand({ Name: "idle", EventBusName: "shop" }));
  await events.send(
    new CreateArchiveCommand({ ArchiveName: "all", EventSourceArn: eventsArn("event-bus/shop"), RetentionDays: 30 }),
  );
  const other = peopleOf(world, OTHER).events;
  await other.send(new PutRuleCommand({ Name: "theirs", EventPattern: '{"source":["shop"]}' }));
  await world.put({ Source: "paid", Detail: '{"id":"o-7"}', EventBusName: "shop" });
  await seen(world, "ship-dlq", 30);
  await collect(world, otherId);
});
afterAll(() => world.stop());

async function idOf(operation: "listBuses" | "listRules" | "listArchives", name: string): Promise<string> {
  const { items } = await world.ask(operation, { name });
  return items.find((one) => one.name === name)?.id ?? "";
}
const hopsOf = (rule: OutputOf<"getRule">) => new Map(rule.hops.map((hop) => [hop.targetId, hop]));

test("a bus says who may put events on it, by name where the account is one of ours", async () => {
  const bus = await world.ask("getBus", { id: await idOf("listBuses", "shop") });

  expect(bus).toMatchObject({ kind: "custom", ruleCount: 2, archiveCount: 1, isOpenToAll: false, isReadable: true });
  expect(bus.whoMayPut).toMatchObject([
    { kind: "account", who: OTHER, accountName: "shop 222", isCrossAccount: true, actions: ["events:PutEvents"] },
  ]);
  expect((await world.ask("listBuses", {})).items.map(({ name }) => name)).toEqual(["default", "default", "shop"]);
});

test("each way of a rule says how long it tries and where it gives up", async () => {
  const rule = await world.ask("getRule", { id: await idOf("listRules", "paid") });

  const hops = hopsOf(rule);
  expect(hops.get("t0")).toMatchObject({
    sentence: "24 h or 185 attempts, then ship-dlq",
    givesUp: "queue",
    state: "there",
    resourceKind: "queue",
    deadLetter: { name: "ship-dlq", queueId: expect.any(String) },
  });
  expect(hops.get("shut")).toMatchObject({
    sentence: "24 h or 185 attempts, then lost: shut-dlq does not let EventBridge send for this rule",
    givesUp: "queue-refuses",
  });
  expect(hops.get("gone")).toMatchObject({ givesUp: "queue-gone", state: "gone", resourceId: null });
  expect(hops.get("partner")).toMatchObject({
    sentence: "1 h or 3 attempts, then lost",
    sideEffect: "bus",
    state: "there",
    otherAccount: { awsAccountId: OTHER, accountId: otherId, accountName: "shop 222" },
    maxRetries: { count: 3, isDefault: false },
  });
  expect(rule.archives).toMatchObject([{ name: "all", keepsAll: true, retentionDays: 30 }]);
});

test("a rule that nobody measured is not green; one that is switched off says so", async () => {
  const { items } = await world.ask("listRules", { busId: await idOf("listBuses", "shop") });

  expect(items.filter(({ managedBy }) => !managedBy).map(({ name, state }) => [name, state])).toEqual([
    ["idle", "disabled"],
    ["paid", "unknown"],
  ]);
  expect((await world.ask("listRules", { state: "disabled" })).items.map(({ name }) => name)).toEqual(["idle"]);
  expect((await world.ask("listRules", { state: "losing" })).items).toEqual([]);
});

test("rules that services own come last, page by page, and never as the worst", async () => {
  const busId = await idOf("listBuses", "shop");
  await world.aRule("zebra", "ship-dlq", [{ Arn: queueArn("ship") }], "shop");
  await collect(world, world.accountId);
  const first = await world.ask("listRules", { busId, limit: 3 });
  const rest = await world.ask("listRules", { busId, limit: 3, cursor: first.nextCursor ?? "" });

  expect(first.items.map(({ name }) => name)).toEqual(["idle", "paid", "zebra"]);
  expect(rest.items).toMatchObject([{ name: "Events-Archive-all", state: "unknown" }]);
  expect(rest.items[0]?.stateReason).toMatch(/made it and looks after it/);
  expect(rest.nextCursor).toBeNull();
});

test("a rule whose failures exceed what its queue got is losing, and is found by that", async () => {
  const arn = eventsArn("rule/shop/paid");
  await execute(
    world.db,
    sql`INSERT INTO event_watch (account_id, region, arn, figures, looked_at, read_at) VALUES (${world.accountId}, ${REGION}, ${arn}, '{failed}', dlo_now(), dlo_now())`,
  );
  await execute(
    world.db,
    sql`INSERT INTO series.event_rollup (arn, account_id, region, width_seconds, bucket, triggered, failed, sent_to_dead_letter)
        VALUES (${arn}, ${world.accountId}, ${REGION}, 300, date_bin('5 minutes', dlo_now(), 'epoch'), 5, 4, 1)`,
  );

  const { items, totalCount } = await world.ask("listRules", { state: "failing" });

  expect(totalCount).toBeNull();
  expect(items).toMatchObject([
    {
      name: "paid",
      state: "losing",
      stateReason: "3 deliveries of the last 24 hours failed for good, at a target without a dead-letter queue: lost.",
      figures24h: { triggeredCount: 5, failedCount: 4, deadLetteredCount: 1, refusedByQueueCount: null },
      openClassCount: 1,
    },
  ]);
  await execute(world.db, sql`UPDATE event_watch SET looked_at = dlo_now() - interval '3 hours', read_at = NULL`);
  expect((await world.ask("listRules", { name: "paid" })).items[0]?.state).toBe("unknown");
  // That CloudWatch has something lately is no figure: it was read three hours ago.
  await execute(
    world.db,
    sql`UPDATE event_watch SET looked_at = dlo_now(), read_at = dlo_now() - interval '3 hours' WHERE arn = ${arn}`,
  );
  expect((await world.ask("listRules", { name: "paid" })).items[0]?.state).toBe("unknown");
});

test("an archive says what it holds, since when, and what that costs", async () => {
  const archive = await world.ask("getArchive", { id: await idOf("listArchives", "all") });

  expect(archive).toMatchObject({
    bus: { name: "shop", id: await idOf("listBuses", "shop") },
    stateWords: "keeps events",
    eventPattern: null,
    createdAt: expect.any(String),
    priceUsdPerMonth: expect.any(Number),
  });
  expect(archive.oldestEventAt).toBe(archive.createdAt);
});

test("from a failed delivery there is a way to its rule, its target and the archive that holds its hour", async () => {
  const { items } = await world.ask("listFailureClasses", { view: "all" });
  const found = items.find(({ originKind }) => originKind === "eventbridge-rule");

  const { event } = await world.ask("getFailureClass", { id: found?.id ?? "" });

  expect(event).toMatchObject({
    ruleId: await idOf("listRules", "paid"),
    ruleName: "paid",
    busName: "shop",
    targetArn: queueArn("ship"),
    triedSeconds: 86_400,
    archives: [{ name: "all" }],
  });
  expect(Date.parse(event?.from ?? "")).toBeLessThanOrEqual(Date.parse(found?.firstSeenAt ?? ""));
  expect(Date.parse(event?.until ?? "")).toBeGreaterThan(Date.parse(found?.lastSeenAt ?? ""));
  const hidden = await world.ask("getRule", { id: event?.ruleId ?? "" });
  expect(hidden.classes).toMatchObject([{ id: found?.id, at: "rule", count: 1 }]);
});

test("whoever may see one account sees no bus, rule or archive of another", async () => {
  const within = (operation: "listBuses" | "listRules" | "listArchives") =>
    world.ask(operation, {}, "viewer", { scope: otherOnly });

  expect((await within("listBuses")).items.map(({ accountId }) => accountId)).toEqual([otherId]);
  expect((await within("listRules")).items.map(({ name }) => name)).toEqual(["theirs"]);
  expect(await within("listArchives")).toMatchObject({ items: [], totalCount: 0 });
  const shopBus = await idOf("listBuses", "shop");
  expect((await world.ask("listRules", { busId: shopBus }, "viewer", { scope: otherOnly })).items).toEqual([]);
  for (const [operation, id] of [
    ["getBus", shopBus],
    ["getRule", await idOf("listRules", "paid")],
    ["getArchive", await idOf("listArchives", "all")],
  ] as const)
    await expect(world.ask(operation, { id }, "viewer", { scope: otherOnly })).rejects.toThrow(/^No /);
});

test("what a rule reaches in an account that may not be seen is a bare ARN", async () => {
  const asked = { scope: shopOnly };
  const rule = await world.ask("getRule", { id: await idOf("listRules", "paid") }, "viewer", asked);
  const bus = await world.ask("getBus", { id: await idOf("listBuses", "shop") }, "viewer", asked);

  expect(hopsOf(rule).get("partner")).toMatchObject({
    resourceId: null,
    href: null,
    otherAccount: { awsAccountId: OTHER, accountId: null, accountName: null },
  });
  expect(bus.whoMayPut).toMatchObject([{ who: OTHER, accountName: null, accountId: null }]);
});

test("an id of another kind names no bus", async () => {
  await expect(world.ask("getBus", { id: await idOf("listRules", "paid") })).rejects.toThrow("No event bus");
});

test("a bus of the new style is named and said to be unread; its failures have no way back here", async () => {
  const QueueUrl = `${configOf(world).endpoint}/${SHOP}/strange-dlq`;
  await world.aws.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(newStyleLetter) }));
  const queue = await seen(world, "strange-dlq");
  // Whether AWS takes such a target the simulator does not claim to know: it is put where a look would have found it.
  await execute(
    world.db,
    sql`UPDATE resource SET config = jsonb_set(config, '{targets,0,arn}', to_jsonb(${newStyleBus}::text)) WHERE name = 'paid' AND kind = 'rule'`,
  );

  const rule = await world.ask("getRule", { id: await idOf("listRules", "paid") });
  const { items } = await world.ask("listFailureClasses", { view: "all", queueId: queue.id });

  expect(rule.hops.find(({ name }) => name === "ledger")).toMatchObject({
    kind: "custom event bus of the new style",
    state: "unknown",
    notSupported: expect.stringContaining("new style"),
  });
  expect(items).toMatchObject([{ originKind: "eventbridge-subscriber", anchorName: "mail" }]);
  expect(items[0]?.wayBack).toMatch(/^Not yet redrivable by this version/);
  expect(await blocksOf(world, { ...REDRIVE, selection: { queueId: queue.id } })).toMatch(
    /a subscriber of a new-style event bus, which this version cannot send to/,
  );
});
