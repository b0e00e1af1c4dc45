import { afterAll, beforeAll, expect, test } from "vitest";
import { openBodies } from "@/lib/db/bodies";
import { openEdits } from "@/lib/db/edits";
import { execute, firstRow, rows, sql } from "@/lib/db/query";
import { scanQueue } from "@/lib/operations/collecting/scan-queue";
import { driveRun } from "@/lib/operations/runs/drive";
import { deadLetter } from "../../support/dead-letters";
import { itemsOf } from "../../support/runs";
import { aQueuePair, connectShop, createWorld, look, type World } from "../../support/world";
import { anEditPlan, deadLetterWith, messagesIn, refusal } from "./editing-world";

const BIG = '{ "id": 12345678901234567890, "id2" : 1.50, "country":"XX" }';
const COUNTRY = [{ step: "set" as const, path: "body.country", value: '"DE"' }];

const SHOP: Readonly<Record<string, readonly string[]>> = {
  returns: [BIG, '{"country":"DE"}', '{"country":"XX","country":"YY"}', "plain text"],
  schemas: ['{"country":"XX","qty":0}', '{"country":"XX","qty":2}'],
  ...Object.fromEntries(
    ["invoices", "carts", "refunds", "parcels", "stock", "labels", "sealed", "guarded"].map((name) => [name, [BIG]]),
  ),
};

let world: World;
let accountId: string;
let pairs: Readonly<Record<"mails" | "orders" | "tenants", Awaited<ReturnType<typeof aQueuePair>>>>;
beforeAll(async () => {
  world = await createWorld();
  accountId = (await connectShop(world)).id;
  for (const [name, bodies] of Object.entries(SHOP))
    await deadLetter(world.aws, await aQueuePair(world.aws, name), bodies);
  pairs = {
    mails: await aQueuePair(world.aws, "mails"),
    orders: await aQueuePair(world.aws, "orders", { FifoQueue: "true" }),
    tenants: await aQueuePair(world.aws, "tenants"),
  };
  const marked = { kind: "order", tenant: "blue", traceparent: "00-1" };
  await deadLetterWith(world.aws, pairs.mails, BIG, marked);
  await deadLetterWith(world.aws, pairs.orders, BIG, { traceparent: "00-1" }, "customer-7");
  await deadLetterWith(world.aws, pairs.tenants, BIG, { tenant: "blue" });
  await look(world, accountId);
  const { items } = await world.ask("listQueues", { accountId, limit: 200 });
  const letters = items.filter(({ name }) => name.includes("-dlq"));
  await Promise.all(letters.map(({ id }) => scanQueue(world.worker(), id, true)));
});
afterAll(() => world.stop());

/** One of the shop's dead-letter queues with its messages. */
async function aShopQueue(name: string) {
  const { items } = await world.ask("listQueues", { accountId, name });
  const queue = items.find((one) => one.name === name || one.name === `${name}-dlq`);
  if (!queue) throw new Error(`queue ${name} was not discovered`);
  return { queue, messages: (await world.ask("listFailedMessages", { queueId: queue.id })).items };
}
const counted = () =>
  firstRow(
    world.db,
    sql`SELECT (SELECT count(*)::int FROM edit_set) AS sets, (SELECT count(*)::int FROM message_edit) AS edits`,
  );

test("an edited copy is redriven byte for byte, with its attributes, without the old trace, and the original stays", async () => {
  const { messages } = await aShopQueue("mails-dlq");
  const ids = messages.map(({ id }) => id);
  const steps = [...COUNTRY, { step: "setAttribute" as const, name: "kind", value: "return" }];

  const { edit, plan } = await anEditPlan(world, { selection: { messageIds: ids }, recipe: steps }, "operator");
  const { runId } = await world.ask("applyPlan", { id: plan.id, hash: plan.hash }, "operator");
  await driveRun(world.worker(), runId);

  expect(edit).toMatchObject({ selectedCount: 1, editedCount: 1, unchangedCount: 0, failedCount: 0 });
  expect(plan).toMatchObject({ isEdited: true, itemCount: 1, configuration: { edit: edit.editSetId } });
  const [arrived] = await messagesIn(world.aws, pairs.mails.sourceUrl);
  expect(arrived).toMatchObject({ body: BIG.replace("XX", "DE"), attributes: { kind: "return", tenant: "blue" } });
  expect(arrived?.attributes).not.toHaveProperty("traceparent");
  expect(arrived?.system).not.toHaveProperty("AWSTraceHeader");
  expect(await world.ask("getMessageBody", { id: ids[0] ?? "" })).toMatchObject({ body: BIG });
  expect(await itemsOf(world, runId)).toMatchObject([{ editId: expect.stringMatching(/^edt_/) }]);
});

test("a message of a group is sent in its group when it was edited, and keeps its trace when asked", async () => {
  const { messages } = await aShopQueue("orders-dlq.fifo");

  const selection = { messageIds: messages.map(({ id }) => id) };
  const { plan } = await anEditPlan(world, { selection, recipe: COUNTRY, keepTrace: true });
  const { runId } = await world.ask("applyPlan", { id: plan.id, hash: plan.hash });
  await driveRun(world.worker(), runId);

  const [arrived] = await messagesIn(world.aws, pairs.orders.sourceUrl);
  expect(arrived).toMatchObject({ body: BIG.replace("XX", "DE"), attributes: { traceparent: "00-1" } });
  expect(arrived?.system).toMatchObject({ MessageGroupId: "customer-7", AWSTraceHeader: expect.any(String) });
});

test("a preview tells how many change cleanly and why others do not, and keeps nothing", async () => {
  const { queue } = await aShopQueue("returns");
  const before = await counted();

  const preview = await world.ask("previewEdit", { selection: { queueId: queue.id }, recipe: COUNTRY });

  expect(preview).toMatchObject({ selectedCount: 4, editedCount: 1, unchangedCount: 1, failedCount: 2 });
  expect(preview.failures.map(({ reason }) => reason).sort()).toEqual([
    "body.country stands there twice: which one is meant is not sure",
    "the body is no JSON: it has no fields",
  ]);
  expect(preview.samples).toMatchObject([
    {
      before: { body: BIG },
      after: { body: BIG.replace("XX", "DE") },
      differences: [{ path: "body.country", before: '"XX"', after: '"DE"' }],
    },
  ]);
  expect(await counted()).toEqual(before);
});

test("an edit that is kept says who made it and what it does, and never with which values", async () => {
  const { queue } = await aShopQueue("invoices");
  const recipe = [{ step: "set" as const, path: "body.country", value: '"secret-value-1"' }];

  const edit = await world.ask("prepareEdit", { selection: { queueId: queue.id }, recipe }, "operator");

  const [entry] = await rows<{ detail: unknown }>(
    world.db,
    sql`SELECT detail FROM audit_entry WHERE action = 'edit.prepared' AND object_id = ${edit.editSetId}`,
  );
  expect(entry?.detail).toMatchObject({
    itemCount: 1,
    steps: ["set body.country to 14 characters"],
    digest: edit.digest,
  });
  expect(await world.ask("getEdit", { id: edit.editSetId }, "viewer")).toMatchObject({
    madeBy: "operator",
    copies: [{ changedPaths: ["body.country"] }],
    samples: [],
  });
  expect((await world.ask("getEdit", { id: edit.editSetId })).samples[0]?.after?.body).toContain("secret-value-1");
  const kept = await rows<{ text: string }>(
    world.db,
    sql`SELECT s::text AS text FROM edit_set s UNION ALL SELECT e::text FROM message_edit e UNION ALL SELECT a::text FROM audit_entry a UNION ALL SELECT p::text FROM plan p`,
  );
  expect(kept.filter(({ text }) => text.includes("secret-value-1"))).toEqual([]);
});

test("one key keeps one edit, however often it is asked", async () => {
  const { queue } = await aShopQueue("carts");
  const ask = () =>
    world.ask("prepareEdit", { selection: { queueId: queue.id }, recipe: COUNTRY }, "operator", {
      idempotencyKey: "edit-carts",
    });

  const answers = [await ask(), await ask()];

  expect(answers[0]).toEqual(answers[1]);
});

test("a plan of an edit whose original has changed since is not applied", async () => {
  const { queue, messages } = await aShopQueue("refunds");
  const { plan } = await anEditPlan(world, { selection: { queueId: queue.id }, recipe: COUNTRY });
  await execute(
    world.db,
    sql`UPDATE failed_message SET body_sha256 = ${"0".repeat(64)} WHERE id = ${messages[0]?.id ?? ""}`,
  );

  expect(await refusal(world.ask("applyPlan", { id: plan.id, hash: plan.hash }))).toMatchObject({
    code: "plan-changed",
  });
});

test("the hash of a plan holds the attributes of the copies, not only their bodies", async () => {
  const { queue } = await aShopQueue("parcels");
  const withTag = (value: string) => [{ step: "setAttribute" as const, name: "tag", value }];
  const made = [
    await anEditPlan(world, { selection: { queueId: queue.id }, recipe: withTag("a") }),
    await anEditPlan(world, { selection: { queueId: queue.id }, recipe: withTag("b") }),
  ];

  expect(new Set(made.map(({ plan }) => plan.hash)).size).toBe(2);
  expect(new Set(made.map(({ plan }) => plan.configuration["edited copies"])).size).toBe(2);
});

test("a change of what others rely on is kept only when somebody says that they mean it, and the plan names it", async () => {
  const { queue } = await aShopQueue("tenants-dlq");
  const input = {
    selection: { queueId: queue.id },
    recipe: [{ step: "setAttribute" as const, name: "tenant", value: "red" }],
  };

  expect(await world.ask("previewEdit", input)).toMatchObject({ editedCount: 1, sensitiveNames: ["tenant"] });
  expect((await refusal(world.ask("prepareEdit", input))).fields).toEqual([
    { field: "confirmed", message: "must name tenant" },
  ]);
  const { plan } = await anEditPlan(world, { ...input, confirmed: ["tenant"] });
  expect(plan.configuration["sensitive attributes changed"]).toBe("tenant");
});

test("whoever may not send edited bodies makes no plan of an edit", async () => {
  const { queue } = await aShopQueue("stock");
  const edit = await world.ask("prepareEdit", { selection: { queueId: queue.id }, recipe: COUNTRY });
  const ctx = world.web("operator");
  const actor = { ...ctx.actor, capabilities: ctx.actor.capabilities.filter((one) => one !== "messages.edit") };
  const { operations } = await import("@/lib/operations");

  const asked = operations.createPlan(
    { ...ctx, actor },
    { action: "redrive", selection: { editSetId: edit.editSetId } },
  );

  expect(await refusal(asked)).toMatchObject({ code: "forbidden" });
});

test("what can never be sent is refused by its field, and nothing is kept", async () => {
  const { messages } = await aShopQueue("labels");
  const messageId = messages[0]?.id ?? "";
  const before = await counted();
  const written = { messageId, body: "a\u0000", attributes: [{ name: "a..b", dataType: "String", stringValue: "x" }] };

  const wrong = await refusal(world.ask("prepareEdit", { written }));

  expect(wrong.fields?.map(({ field }) => field)).toEqual(["written.body", "written.attributes.a..b"]);
  expect(await counted()).toEqual(before);
});

test("a body that does not fit the schema is a failure with the place, and patterns are told to be unchecked", async () => {
  const { queue } = await aShopQueue("schemas");
  const schema = JSON.stringify({ properties: { qty: { minimum: 1 }, country: { pattern: "^(D+)+$" } } });

  const preview = await world.ask("previewEdit", { selection: { queueId: queue.id }, recipe: COUNTRY, schema });

  expect(preview).toMatchObject({ editedCount: 1, failedCount: 1, notChecked: ["/properties/country/pattern"] });
  expect(preview.failures[0]?.reason).toContain("/qty does not fit the schema");
});

test("copies are sealed like their originals, and opened by who sends them", async () => {
  const { queue } = await aShopQueue("sealed");
  const edit = await world.ask("prepareEdit", { selection: { queueId: queue.id }, recipe: COUNTRY });
  const found = await rows<{ id: string; bodyId: string }>(
    world.db,
    sql`SELECT id, body_id FROM message_edit WHERE edit_set_id = ${edit.editSetId}`,
  );
  const [copy] = found;
  const { keyring, db } = world.worker();

  expect(
    (
      await openEdits(
        db,
        keyring,
        found.map(({ id }) => id),
      )
    ).get(copy?.id ?? ""),
  ).toMatchObject({ body: BIG.replace("XX", "DE"), hasTrace: false });
  expect(
    (
      await openBodies(
        db,
        keyring,
        found.map(({ bodyId }) => bodyId),
      )
    ).size,
  ).toBe(1);
});

test("in production an edited body needs somebody else's agreement", async () => {
  const { queue } = await aShopQueue("guarded");
  await world.ask("updateAccount", { id: accountId, isProduction: true });

  const { plan } = await anEditPlan(world, { selection: { queueId: queue.id }, recipe: COUNTRY });

  expect(plan.approval.reasons).toContain("production, edited bodies");
});
