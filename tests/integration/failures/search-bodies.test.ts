import { afterAll, beforeAll, expect, test } from "vitest";
import type { DloError } from "@/lib/core/errors";
import { inTransaction } from "@/lib/db/connect";
import { withinPatience } from "@/lib/db/patience";
import { execute, rows, sql } from "@/lib/db/query";
import { deadLetter, seenQueue } from "../../support/dead-letters";
import { aQueuePair, connectShop, createWorld, type World } from "../../support/world";

const BODIES = {
  small: { type: "OrderPlaced", customer: { id: 42, name: "Ann Lee" }, total: 12.5, isGift: true, coupon: null },
  text: { type: "OrderPlaced", customer: { id: "42", name: "ann smith" }, items: [{ sku: "A-1" }, { sku: "B-2" }] },
  large: { type: "OrderPaid", customer: { id: 7 }, total: 1200, ref: "9007199254740993", "order id": "x" },
} as const;
type Name = keyof typeof BODIES | "digits" | "plain";
let world: World;
let queueId: string;
let classId: string;
const ids = new Map<string, Name>();

beforeAll(async () => {
  world = await createWorld();
  const { id: accountId } = await connectShop(world);
  const pair = await aQueuePair(world.aws, "find");
  const bodies: [Name, string][] = [
    ...Object.entries(BODIES).map(([name, body]): [Name, string] => [name as Name, JSON.stringify(body)]),
    [
      "digits",
      '{"type":"OrderPaid","ref":9007199254740993,"lines":"one\\ntwo","nul":"a\\u0000b","__proto__":{"polluted":"yes"}}',
    ],
    ["plain", "no JSON at all"],
  ];
  await deadLetter(
    world.aws,
    pair,
    bodies.map(([, body]) => body),
  );
  const queue = await seenQueue(world, accountId, "find-dlq");
  queueId = queue.id;
  for (const { id, classId: ofClass, bodySha256 } of (await world.ask("listFailedMessages", { queueId })).items) {
    const { body } = await world.ask("getMessageBody", { id });
    const [name] = bodies.find(([, sent]) => sent === body) ?? ["plain"];
    expect(bodySha256).toHaveLength(64);
    ids.set(id, name);
    if (name === "small") classId = ofClass;
  }
});
afterAll(() => world.stop());

const found = async (q: string): Promise<Name[]> =>
  (await world.ask("listFailedMessages", { q, queueId })).items.map(({ id }) => ids.get(id) ?? "plain").sort();
const refusal = (asked: Promise<unknown>) =>
  asked.then(
    () => undefined,
    (error: DloError) => error,
  );

test.each<[string, Name[]]>([
  ["body.customer.id=42", ["small", "text"]],
  ['body.customer.id="42"', ["text"]],
  ["body.customer.name:ann*", ["small", "text"]],
  ['body.customer.name:"Ann Lee"', ["small"]],
  ["body.customer.name:a?n?lee", ["small"]],
  ["body.items.sku=B-2", ["text"]],
  ["body.total>100", ["large"]],
  ["body.total<=12.5", ["small"]],
  ["body.total<=012.50", ["small"]],
  ["body.isGift=true", ["small"]],
  ["body.coupon:*", ["small"]],
  ["-body.customer.id:*", ["digits", "plain"]],
  ["body.ref=9007199254740993", ["digits", "large"]],
  ["body.ref=9007199254740992", []],
  ["body.nul:a*b", ["digits"]],
  ["body.lines:one*two", ["digits"]],
  ["body.__proto__.polluted=yes", ["digits"]],
  ["body.type=OrderPaid body.total>1", ["large"]],
  ["bystander:no", ["digits", "large", "plain", "small", "text"]],
  ["body.customer.id:1*)||(1", []],
  ['body.customer.name=x"||1==1', []],
])("%s finds by what is in the body", async (q, names) => {
  expect(await found(q)).toEqual(names);
});

test("who may not read bodies finds nothing by them, and gets no value suggested", async () => {
  expect(await refusal(world.ask("listFailedMessages", { q: "body.customer.id=42" }, "viewer"))).toMatchObject({
    status: 403,
  });
  const { items, note } = await world.ask("listFilterSuggestions", { typed: "body.customer.id:" }, "viewer");
  expect([items, note]).toEqual([[], "Your role may not read bodies."]);
});

test("fields and values that messages really have are suggested, the commonest first, with how many were looked at", async () => {
  const suggest = async (typed: string) =>
    (await world.ask("listFilterSuggestions", { typed, queueId })).items.map(({ text }) => text);
  expect(await suggest("cau")).toEqual(["cause:"]);
  expect(await suggest("cause:tim")).toEqual(["cause:timeout"]);
  expect((await suggest("state:present -body.cust"))[0]).toBe("-body.customer.id:");
  expect(await suggest("body.type:OrderP")).toEqual(["body.type:OrderPaid", "body.type:OrderPlaced"]);
  expect(await suggest("body.customer.name:ann")).toEqual([
    'body.customer.name:"Ann Lee"',
    'body.customer.name:"ann smith"',
  ]);
  expect(await suggest("queue:find")).toEqual(["queue:find-dlq"]);
  expect(await suggest('"in a phrase cau')).toEqual([]);
});

test("a plan made from a filter freezes what matches now, and a filter that takes too much for a move task is refused", async () => {
  const plan = await world.ask("createPlan", { action: "redrive", selection: { queueId, q: "body.type=OrderPaid" } });
  expect(plan).toMatchObject({ itemCount: 2, isScopeFrozen: true });
  const ofClass = await world.ask("createPlan", { action: "discard", selection: { classId, q: "body.total<100" } });
  expect(ofClass).toMatchObject({ itemCount: 1 });
  const bad = await refusal(world.ask("createPlan", { action: "redrive", selection: { queueId, q: "cuase:x" } }));
  expect(bad).toMatchObject({ status: 422, fields: [{ field: "selection.q" }] });
  const moved = { action: "redrive", driver: "move-task", selection: { queueId, q: "state:present" } } as const;
  expect(await refusal(world.ask("createPlan", moved))).toMatchObject({ fields: [{ field: "selection.q" }] });
});

test("a view is kept under its name for its owner, and seen by others only when it is shared", async () => {
  const view = { name: "Paid orders", place: "messages", query: "q=body.type%3DOrderPaid" } as const;
  const saved = await world.ask("saveView", view, "operator");
  expect((await world.ask("saveView", { ...view, query: "q=x" }, "operator")).id).toBe(saved.id);
  expect((await world.ask("listSavedViews", {}, "viewer")).items).toEqual([]);
  await world.ask("saveView", { ...view, isShared: true }, "operator");
  expect((await world.ask("listSavedViews", {}, "viewer")).items).toMatchObject([{ id: saved.id, isMine: false }]);
  expect(await refusal(world.ask("removeSavedView", { id: saved.id }, "viewer"))).toMatchObject({ status: 404 });
  await world.ask("removeSavedView", { id: saved.id }, "operator");
  expect((await world.ask("listSavedViews", {}, "operator")).items).toEqual([]);
});

test("a search that takes too long says how to narrow it, and a suggestion that does is none", async () => {
  const locked = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const held = inTransaction(world.db, async (tx) => {
    await execute(tx, sql`LOCK TABLE message_projection IN ACCESS EXCLUSIVE MODE`);
    locked.resolve();
    await release.promise;
  });
  await locked.promise;
  const [search, suggestions] = await Promise.all([
    refusal(world.ask("listFailedMessages", { q: "body.total>1", queueId })),
    world.ask("listFilterSuggestions", { typed: "body.type:", queueId }),
  ]);
  release.resolve();
  await held;

  expect(search).toMatchObject({ status: 503, message: expect.stringContaining("Narrow it") });
  expect(suggestions).toEqual({ items: [], note: expect.stringContaining("took too long") });
});

test("a search that looks at too much ends after three seconds with the advice to narrow it", async () => {
  const slow = withinPatience(world.webDb, (tx) => rows(tx, sql`SELECT pg_sleep(10)`));
  expect(await refusal(slow)).toMatchObject({ status: 503, message: expect.stringContaining("Narrow it") });
});
