import { afterAll, beforeAll, expect, test } from "vitest";
import type { Selector } from "@/lib/core/access/selector";
import type { DloError } from "@/lib/core/errors";
import { createMasker } from "@/lib/core/privacy/masker";
import { DEFAULT_RULES } from "@/lib/core/privacy/masking-rule";
import { openBody } from "@/lib/db/bodies";
import { connect, type Db } from "@/lib/db/connect";
import { HOLD_ON_MESSAGE } from "@/lib/db/holds";
import { openKeyring } from "@/lib/db/keyring";
import { execute, firstRow, rows, sql } from "@/lib/db/query";
import { takeLink } from "@/lib/db/sign-in-attempts";
import { showBody } from "@/lib/operations/failures/show-body";
import { advanceErasures } from "@/lib/operations/privacy/advance-erasures";
import { aPersonWith } from "../../integration/access/shared-queue";
import { confirmed } from "../../integration/privacy/erasing-world";
import { deadLetter, seenQueue } from "../../support/dead-letters";
import { testMasterKey } from "../../support/template";
import { aQueuePair, connectShop, createWorld, type World } from "../../support/world";

const WHO = "canary.person@example.com";
const ALL: Selector = { kind: "all" };

let world: World;
let here: string;
let elsewhere: string;
let queueId: string;
let owner: Db;
let message: { id: string; classId: string };
beforeAll(async () => {
  world = await createWorld();
  owner = connect({ url: world.database.ownerUrl, maxConnections: 1 });
  here = (await connectShop(world)).id;
  elsewhere = (await connectShop(world, { awsAccountId: "222222222222" })).id;
  const pair = await aQueuePair(world.aws, "orders");
  await deadLetter(world.aws, pair, [JSON.stringify({ customer: { mail: WHO }, zebra: "zebra7731" })]);
  queueId = (await seenQueue(world, here, "orders-dlq")).id;
  const [first] = (await world.ask("listFailedMessages", { queueId })).items;
  if (!first) throw new Error("the message was not indexed");
  message = first;
});
afterAll(() => owner.$disconnect().then(() => world.stop()));

const inAccount = (accountId: string): Selector => ({
  kind: "some",
  accountIds: [accountId],
  environments: [],
  tags: [],
  owners: [],
});
const codeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => "done",
    (error: DloError) => error.code,
  );
let roles = 0;
/** Somebody who sees counts everywhere and has these rights in one account. */
async function somebodyWho(accountId: string, ...capabilities: string[]) {
  const role = await world.ask("createRole", { name: `Role ${++roles}`, capabilities: capabilities as never });
  const person = await aPersonWith(world, "viewer", ALL);
  await world.ask("giveGrant", { subject: person.id, role: role.id, selector: inAccount(accountId) });
  return person;
}

test("who reads a body is in the audit log", async () => {
  await world.ask("getMessageBody", { id: message.id });

  const read = await rows(world.db, sql`SELECT object_id FROM audit_entry WHERE action = 'body.read'`);
  expect(read).toContainEqual({ objectId: message.id });
});

test("attributes, what SQS noted and error texts are shown masked as well", () => {
  const masker = createMasker(DEFAULT_RULES, () => "t");
  const whole = {
    body: "{}",
    attributes: { mail: { dataType: "String", stringValue: WHO } },
    system: { SenderId: WHO },
  };

  expect(JSON.stringify(showBody(whole, `no account ${WHO}`, masker))).not.toContain(WHO);
  expect(JSON.stringify(showBody(whole, null))).toContain(WHO);
});

test("a reveal shows nothing to who may reveal in another account only", async () => {
  const person = await somebodyWho(elsewhere, "bodies.reveal");
  await world.ask("giveGrant", { subject: person.id, role: "operator", selector: inAccount(here) });
  await execute(
    world.db,
    sql`INSERT INTO message_reveal (id, account_id, message_row_id, actor_id, actor_name, reason, at, until)
        VALUES ('rvl_x', ${here}, ${message.id}, ${person.id}, 'x', 'of before', now(), now() + interval '1 hour')`,
  );

  const shown = await person.ask("getMessageBody", { id: message.id });

  expect(JSON.stringify(shown)).not.toContain(WHO);
  expect(shown.mayReveal).toBe(false);
});

test("what one person revealed, another who may reveal as well sees masked", async () => {
  const [one, other] = [
    await somebodyWho(here, "bodies.reveal", "bodies.read"),
    await somebodyWho(here, "bodies.reveal", "bodies.read"),
  ];
  await one.ask("revealMessage", { id: message.id, reason: "a customer asked" });

  expect(JSON.stringify(await one.ask("getMessageBody", { id: message.id }))).toContain(WHO);
  expect(JSON.stringify(await other.ask("getMessageBody", { id: message.id }))).not.toContain(WHO);
});

test("rules that are tried on a message count nothing that the rules in force hide from whoever tries", async () => {
  const role = await world.ask("createRole", {
    name: "Tries",
    capabilities: ["counts.see", "privacy.manage", "bodies.read"],
  });
  const { ask } = await aPersonWith(world, role.id, ALL);
  const rules = (await world.ask("getMaskingRules", {})).rules;
  const countFor = async (by: typeof ask) =>
    (await by("previewMasking", { rules, messageId: message.id })).found.reduce((sum, { count }) => sum + count, 0);

  expect(await countFor(ask)).toBe(0);
  expect(await countFor((id, input) => world.ask(id, input))).toBeGreaterThan(0);
});

test("values are suggested from where bodies may be read", async () => {
  const valuesFor = async ({ ask }: Awaited<ReturnType<typeof somebodyWho>>) =>
    (await ask("listFilterSuggestions", { typed: "body.zebra=" })).items.length;

  expect(await valuesFor(await somebodyWho(elsewhere, "bodies.read"))).toBe(0);
  expect(await valuesFor(await somebodyWho(here, "bodies.read"))).toBeGreaterThan(0);
});

test("a hold that is placed after an erasure was confirmed keeps what it holds", async () => {
  const erasure = await confirmed(world, { kind: "messages", ids: [message.id] });
  const hold = await world.ask("placeHold", {
    scope: { kind: "message", id: message.id },
    reason: "a court asked",
    until: null,
  });

  await advanceErasures(world.worker());

  expect((await world.ask("getErasure", { id: erasure.id })).counts).toBeDefined();
  expect(JSON.stringify(await world.ask("getMessageBody", { id: message.id }))).toContain("zebra7731");
  await world.ask("liftHold", { id: hold.id, reason: "it is over" });
});

test("a legal hold keeps the audit log, whoever asks the database to prune it", async () => {
  const hold = await world.ask("placeHold", {
    scope: { kind: "account", id: here },
    reason: "a court asked",
    until: null,
  });
  await execute(owner, sql`INSERT INTO setting (key, value) VALUES ('audit-retention', '{"days":100}')`);

  await expect(rows(owner, sql`SELECT dlo_prune_audit(1) AS n`)).rejects.toThrow("a legal hold stands");
  await world.ask("liftHold", { id: hold.id, reason: "it is over" });
});

test("text is looked for where bodies may be read, and nowhere else", async () => {
  const readsThere = await somebodyWho(elsewhere, "bodies.read");
  const readsHere = await somebodyWho(here, "bodies.read");
  const found = async ({ ask }: typeof readsHere) => (await ask("listFailedMessages", { q: "zebra7731" })).items.length;

  expect([await found(readsThere), await found(readsHere)]).toEqual([0, 1]);
});

test("values are suggested masked, whatever stands in clear in the copy for searching", async () => {
  await execute(
    world.db,
    sql`UPDATE message_projection SET body = jsonb_build_object('customer', jsonb_build_object('mail', ${WHO}::text)) WHERE message_row_id = ${message.id}`,
  );

  const { items } = await world.ask("listFilterSuggestions", {
    typed: "body.customer.mail=",
    classId: message.classId,
  });

  expect(items.length).toBeGreaterThan(0);
  expect(JSON.stringify(items)).not.toContain(WHO);
});

test("rules are tried on no message by who may not read bodies", async () => {
  const role = await world.ask("createRole", { name: "Rules", capabilities: ["counts.see", "privacy.manage"] });
  const { ask } = await aPersonWith(world, role.id, ALL);
  const { rules } = await world.ask("getMaskingRules", {});

  expect(await codeOf(ask("previewMasking", { rules, messageId: message.id }))).toBe("forbidden");
});

test.each(["account", "queue", "class", "message"] as const)("a hold on the %s holds the message", async (kind) => {
  const ids = { account: here, queue: queueId, class: message.classId, message: message.id };
  const hold = await world.ask("placeHold", { scope: { kind, id: ids[kind] }, reason: "a court asked", until: null });
  await execute(owner, sql`DELETE FROM hold_message`);

  const on = await firstRow(
    world.db,
    sql`SELECT ${HOLD_ON_MESSAGE} AS id FROM failed_message f WHERE f.id = ${message.id}`,
  );

  expect(on).toEqual({ id: hold.id });
  await world.ask("liftHold", { id: hold.id, reason: "it is over" });
});

test("what is kept masked is shown masked by the rules of today", async () => {
  await world.ask("updateQueue", { id: queueId, capture: "masked", keepsOld: true });
  await execute(
    world.db,
    sql`UPDATE failed_message SET body_id = NULL, preview = ${`mail ${WHO}`} WHERE id = ${message.id}`,
  );

  const shown = await world.ask("getMessageBody", { id: message.id });

  expect(JSON.stringify(shown)).not.toContain(WHO);
});

test("the link of somebody removed is nobody's, before anything else looks", async () => {
  await execute(
    owner,
    sql`WITH gone AS (INSERT INTO app_user (id, name, email) VALUES ('usr_gone', 'Gone', 'gone@test.invalid') RETURNING id)
        INSERT INTO sign_in_link (token_hash, user_id, expires_at) SELECT 'h', id, now() + interval '1 hour' FROM gone`,
  );
  await execute(owner, sql`UPDATE app_user SET disabled_at = now() WHERE id = 'usr_gone'`);

  expect(await takeLink(owner, "h")).toBeUndefined();
});

test("a kept body that has not the hash that was kept with it is not shown", async () => {
  const kept = await firstRow<{ id: string }>(world.db, sql`SELECT id FROM message_body LIMIT 1`);
  await execute(world.db, sql`UPDATE message_body SET body_sha256 = repeat('0', 64)`);

  await expect(openBody(world.db, openKeyring(testMasterKey), kept?.id ?? "")).rejects.toThrow(
    "does not have the hash",
  );
});

test("what an execution says is told only to who reads bodies", async () => {
  await execute(
    world.db,
    sql`INSERT INTO failed_execution (execution_arn, stopped_at, account_id, region, class_id, name, started_at, error, cause, status, machine_arn, is_read, is_backlog, seen_at)
        VALUES ('arn:aws:states:eu-central-1:111111111111:execution:m:1', now(), ${here}, 'eu-central-1', ${message.classId}, 'one', now(), 'States.TaskFailed', 'zebra7731', 'FAILED', 'arn:aws:states:eu-central-1:111111111111:stateMachine:m', true, false, now())`,
  );
  const { ask } = await aPersonWith(world, "viewer", ALL);

  const told = await ask("listFailedExecutions", { id: message.classId });

  expect(told.items).toHaveLength(1);
  expect(JSON.stringify(told)).not.toContain("zebra7731");
});
