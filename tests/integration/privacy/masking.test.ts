import { afterAll, beforeAll, expect, test } from "vitest";
import { actorWith } from "@/lib/core/actor";
import type { DloError } from "@/lib/core/errors";
import { DEFAULT_RULES, type MaskingRule } from "@/lib/core/privacy/masking-rule";
import { connect, type Db } from "@/lib/db/connect";
import { execute, firstRow, rows, sql } from "@/lib/db/query";
import { findQueue } from "@/lib/db/queues";
import { operations } from "@/lib/operations";
import { keepMessages } from "@/lib/operations/collecting/keep-messages";
import { scanFactsOf, scanQueue } from "@/lib/operations/collecting/scan-queue";
import { readMasking } from "@/lib/operations/privacy/masking";
import { remaskKept } from "@/lib/operations/privacy/remask";
import { remaskMessages } from "@/lib/operations/privacy/remask-messages";
import { driveRun } from "@/lib/operations/runs/drive";
import { bodiesIn, deadLetter, seenQueue } from "../../support/dead-letters";
import { aQueuePair, connectShop, createWorld, type World } from "../../support/world";

const WHO = "ada.canary@example.com";
const NAME = "Canary Lovelace";
const base64 = (text: string) => Buffer.from(text).toString("base64");
const order = (number: number, more: object = {}) =>
  JSON.stringify({ type: "OrderPlaced", number, customer: { name: NAME, email: WHO }, ...more });
const BODIES = [
  order(1, { error: `no account for ${WHO} (${NAME})` }),
  order(2, { byPerson: { [WHO]: { seen: 1 } }, wrapped: base64(order(7)) }),
  base64(order(3)),
];
const NAMES: MaskingRule = {
  id: "names",
  name: "Names",
  isOn: true,
  find: { kind: "field", path: "customer.name" },
  where: "storage",
  keepsToken: false,
};
let world: World;
let accountId: string;
let pair: Awaited<ReturnType<typeof aQueuePair>>;
let queueId: string;

beforeAll(async () => {
  world = await createWorld();
  accountId = (await connectShop(world)).id;
  pair = await aQueuePair(world.aws, "masked");
  await deadLetter(world.aws, pair, BODIES);
  queueId = (await seenQueue(world, accountId, "masked-dlq")).id;
});
afterAll(() => world.stop());

const messages = async (q = "", role: "admin" | "operator" = "admin") =>
  (await world.ask("listFailedMessages", { queueId, q }, role)).items;
const refused = (attempt: Promise<unknown>) =>
  attempt.then(
    () => undefined,
    (error: DloError) => error,
  );
const first = async () => {
  const [one] = await messages("body.number=1");
  if (!one) throw new Error("the first message is not indexed");
  return one;
};

/** Tables and columns in which a text stands in clear, in whatever case of letters, or in base64. */
async function placesOf(text: string): Promise<string[]> {
  const owner = connect({ url: world.database.ownerUrl, maxConnections: 2 });
  const columns = await rows<{ name: string; place: string }>(
    owner,
    sql`SELECT format('%I.%I', c.table_schema, c.table_name) AS place, quote_ident(c.column_name) AS name FROM information_schema.columns c
        JOIN information_schema.tables t USING (table_schema, table_name)
        WHERE c.table_schema IN ('public', 'series', 'pgboss') AND t.table_type = 'BASE TABLE' AND c.data_type IN ('text', 'json', 'jsonb', 'ARRAY', 'character varying')`,
  );
  const found: string[] = [];
  for (const { place, name } of columns) {
    const statement = `SELECT 1 AS hit FROM ${place} t WHERE strpos(lower(t.${name}::text), $1) > 0 OR strpos(t.${name}::text, $2) > 0 LIMIT 1`;
    const inside = base64(`xx${text}`).slice(4, -4);
    if ((await owner.$queryRawUnsafe<unknown[]>(statement, text.toLowerCase(), inside)).length > 0)
      found.push(`${place} ${name}`);
  }
  await owner.$disconnect();
  return found;
}

/** A worker whose database fails at its n-th transaction. */
function dyingAt(n: number) {
  const worker = world.worker("dying");
  let left = n;
  const db = new Proxy(worker.db, {
    get(target, key) {
      const value = Reflect.get(target, key);
      if (key !== "$transaction") return value;
      return (...args: Parameters<Db["$transaction"]>) =>
        left-- > 0 ? value.apply(target, args) : Promise.reject(new Error("killed"));
    },
  });
  return { ...worker, db };
}

test("nothing that a rule names stands in clear in any table, and a redrive sends every byte of the original", async () => {
  expect(await placesOf(WHO)).toEqual([]);
  expect(await placesOf(NAME)).not.toEqual([]);
  const { title } =
    (await world.ask("listFailureClasses", { view: "all" })).items.find(({ title }) => title.includes("account")) ?? {};
  expect(title).toContain("‹email›");

  const other = await aQueuePair(world.aws, "redriven");
  await deadLetter(world.aws, other, BODIES);
  const { id } = await seenQueue(world, accountId, "redriven-dlq");
  const plan = await world.ask("createPlan", { action: "redrive", selection: { queueId: id }, ratePerSecond: 500 });
  const { runId } = await world.ask("applyPlan", { id: plan.id, hash: plan.hash });
  await driveRun(world.worker(), runId);
  expect(await bodiesIn(world.aws, other.sourceUrl)).toEqual([...BODIES].sort());
});

test("a body is shown masked to everybody, in all layers, and says in how many places", async () => {
  for (const { id } of await messages())
    for (const role of ["admin", "operator"] as const) {
      const shown = await world.ask("getMessageBody", { id }, role);
      const decoded = [...JSON.stringify(shown).matchAll(/[A-Za-z0-9+/]{40,}={0,2}/g)].map(([text]) => atob(text));
      expect(JSON.stringify(shown) + decoded.join()).not.toContain("canary@");
      expect(shown).toMatchObject({ kept: "whole", reveal: null, mayReveal: role === "admin" });
      expect(shown.maskedCount).toBeGreaterThan(0);
    }
});

test("a reveal shows one message to one person for a while, is audited without content, and ends", async () => {
  const { id } = await first();
  const wrong = [
    await refused(world.ask("revealMessage", { id, reason: "why", minutes: 5 })),
    await refused(world.ask("revealMessage", { id, reason: "a support case", minutes: 61 })),
    await refused(world.ask("revealMessage", { id, reason: "a support case" }, "operator")),
  ];
  const key = { idempotencyKey: "reveal-1" };
  const reveal = await world.ask("revealMessage", { id, reason: "support case 4711" }, "admin", key);
  expect((await world.ask("revealMessage", { id, reason: "support case 4711" }, "admin", key)).id).toBe(reveal.id);

  const seen = await world.ask("getMessageBody", { id });
  expect(seen).toMatchObject({ body: BODIES[0], reveal: { id: reveal.id }, maskedCount: 0 });
  expect(seen.errorText).toContain(WHO);
  expect(JSON.stringify(await world.ask("getMessageBody", { id }, "operator"))).not.toContain(WHO);
  const [other] = (await messages()).filter((message) => message.id !== id);
  expect(JSON.stringify(await world.ask("getMessageBody", { id: other?.id ?? "" }))).not.toContain(WHO);

  expect(wrong.map((error) => error?.status)).toEqual([422, 422, 403]);
  const entries = (await world.ask("listAuditEntries", { objectId: id, action: "body.revealed" })).items;
  expect(entries).toMatchObject([{ detail: { reason: "support case 4711", until: reveal.until } }]);
  expect(JSON.stringify(entries)).not.toContain(WHO);
  expect((await world.ask("listReveals", { id }, "operator")).items).toMatchObject([{ id: reveal.id, isLive: true }]);

  await execute(world.db, sql`UPDATE series.clock_shift SET shift = '16 minutes'`);
  expect(JSON.stringify(await world.ask("getMessageBody", { id }))).not.toContain(WHO);
  await execute(world.db, sql`UPDATE series.clock_shift SET shift = '0'`);
  expect(await world.ask("endReveal", { id })).toEqual({ endedCount: 1 });
  expect(await world.ask("endReveal", { id })).toEqual({ endedCount: 0 });
  expect((await world.ask("getMessageBody", { id })).reveal).toBeNull();
});

test("a token of the same person sees by the reveal only if it may reveal itself", async () => {
  const { id } = await first();
  await world.ask("revealMessage", { id, reason: "support case 4712" });
  const token = (capabilities: ("bodies.read" | "bodies.reveal")[]) =>
    actorWith({ kind: "token", id: "tok_1", name: "ci", onBehalfOf: "usr_admin" }, [
      { capabilities, scope: { kind: "all" } },
    ]);
  const read = (actor: ReturnType<typeof token>) => operations.getMessageBody({ ...world.web(), actor }, { id });

  expect(JSON.stringify(await read(token(["bodies.read"])))).not.toContain(WHO);
  expect(JSON.stringify(await read(token(["bodies.read", "bodies.reveal"])))).toContain(WHO);
  await world.ask("endReveal", { id });
});

test("a masked value is found by who knows it, and by nobody who tries parts of it", async () => {
  const found = async (q: string) => (await messages(q, "operator")).length;
  expect(await found(`body.customer.email:${WHO}`)).toBe(3);
  expect(await found(`body.customer.email=${WHO.toUpperCase()}`)).toBe(3);
  expect(await found(`-body.customer.email:${WHO}`)).toBe(0);
  expect(await found(WHO)).toBe(3);
  expect(await found(`"no account for ${WHO}"`)).toBe(1);
  expect(await found(`error:${WHO}`)).toBe(1);
  for (const q of [
    "body.customer.email:ada*",
    "ada.canary",
    "canary@example",
    "error:ada.canary",
    "body.customer.email:eve@example.com",
  ])
    expect(await found(q)).toBe(0);
  const { items } = await world.ask("listFilterSuggestions", { typed: "body.customer.email:", queueId }, "operator");
  expect(items.map(({ text }) => text)).toEqual([expect.stringMatching(/^body\.customer\.email:‹email·[0-9a-f]+›$/)]);
});

test("rules are replaced by who read the ones in force, wrong ones are named, and a preview tells no more than may be seen", async () => {
  const { version, isDefault, rules } = await world.ask("getMaskingRules", {}, "viewer");
  const { id } = await first();
  expect([isDefault, rules.length]).toEqual([true, DEFAULT_RULES.length]);
  const wrong = { ...NAMES, find: { kind: "field", path: "items[0].iban" } } as const;
  expect(await refused(world.ask("putMaskingRules", { rules: [wrong] }))).toMatchObject({
    status: 422,
    fields: [{ field: "rules.0.find.path" }],
  });
  expect(await refused(world.ask("putMaskingRules", { rules: [] }, "operator"))).toMatchObject({ status: 403 });
  const preview = await world.ask("previewMasking", { rules: [NAMES], messageId: id });
  expect(preview).toMatchObject({ found: [{ rule: "Names", count: 1 }], note: null });
  expect(preview.maskedText).not.toMatch(/canary/i);
  expect((await world.ask("previewMasking", { rules: [], messageId: id })).maskedText).not.toContain(WHO);
  expect((await world.ask("previewMasking", { rules, text: `to ${WHO}` })).maskedText).toMatch(/^to ‹email·/);

  await world.ask("putMaskingRules", { rules: [...DEFAULT_RULES, NAMES], ifVersion: version });
  expect(await refused(world.ask("putMaskingRules", { rules: [], ifVersion: version }))).toMatchObject({
    code: "settings-changed",
  });
  expect((await world.ask("listAuditEntries", { action: "masking.changed" })).items).toHaveLength(1);
});

test("what was kept before follows new rules, batch by batch, however often the worker dies, and the progress says so", async () => {
  const { id } = await first();
  expect(JSON.stringify(await world.ask("getMessageBody", { id }))).not.toContain(NAME);
  await keepOldEvidence(id);
  expect((await world.ask("getMaskingRules", {})).remask).toMatchObject({ state: "waiting", remaskedUntil: null });
  const { classId } = await first();
  const beside = JSON.stringify([
    await world.ask("getClassEvidence", { id: classId }),
    await world.ask("listFailedExecutions", { id: classId }),
  ]);
  expect(beside).toContain("kept for ‹email·");
  expect(beside).not.toMatch(/canary/i);

  for (let n = 0; n < 5; n += 1) await refused(remaskKept(dyingAt(n), { batch: 2 }));
  const halfway = (await world.ask("getMaskingRules", {})).remask;
  await Promise.all([remaskKept(world.worker("a"), { batch: 2 }), remaskKept(world.worker("b"), { batch: 2 })]);

  expect(halfway).toMatchObject({ state: "running" });
  expect(halfway.pendingCount).toBeGreaterThan(0);
  const { remask } = await world.ask("getMaskingRules", {});
  expect(remask).toMatchObject({ state: "done", pendingCount: 0, remaskedUntil: expect.any(String) });
  expect(await placesOf(NAME)).toEqual([]);
  expect(await placesOf(WHO)).toEqual([]);
  expect((await messages(`body.customer.email:${WHO}`)).length).toBe(3);
  expect(await keptLine(id)).toContain("kept for ‹email·");
});

/** As a worker of before would have left them. */
async function keepOldEvidence(messageRowId: string): Promise<void> {
  const { classId } = await first();
  const line = JSON.stringify([{ at: "2026-01-01T00:00:00.000Z", text: `kept for ${WHO}` }]);
  await execute(
    world.db,
    sql`INSERT INTO class_evidence (class_id, message_row_id, account_id, message_id, rung, confidence, text, cause_kind, cause_reason, source_name, lines, found_at)
        VALUES (${classId}, ${messageRowId}, ${accountId}, 'm', 'logs-by-request', 'fair', ${`of ${WHO}`}, 'unknown', 'r', 'log', ${line}::jsonb, dlo_now())`,
  );
  await execute(
    world.db,
    sql`INSERT INTO failed_execution (execution_arn, stopped_at, account_id, region, machine_arn, class_id, name, status, started_at, error, cause, is_read, is_backlog, seen_at)
        SELECT 'arn:x:' || n, dlo_now(), ${accountId}, 'eu-central-1', 'arn:m', ${classId}, 'n', 'FAILED', dlo_now(), 'Boom', ${JSON.stringify({ errorMessage: WHO, customer: { name: NAME } })}, true, true, dlo_now() FROM generate_series(1, 5) n`,
  );
}

async function keptLine(messageRowId: string): Promise<string> {
  const found = await firstRow<{ lines: { text: string }[] }>(
    world.db,
    sql`SELECT lines FROM class_evidence WHERE message_row_id = ${messageRowId}`,
  );
  return found?.lines[0]?.text ?? "";
}

test("a rule that comes into force while a message is being kept holds for it already", async () => {
  const late = "Canary Hopper";
  const base = world.worker("slow");
  const $transaction = async (...args: Parameters<Db["$transaction"]>) => {
    await world.ask("putMaskingRules", { rules: [...DEFAULT_RULES, NAMES] });
    return base.db.$transaction(...args);
  };
  const db = new Proxy(base.db, {
    get: (target, key) => (key === "$transaction" ? $transaction : Reflect.get(target, key)),
  });
  await world.ask("putMaskingRules", { rules: DEFAULT_RULES.map((rule) => ({ ...rule })) });
  const queue = await findQueue(world.db, queueId);
  if (!queue) throw new Error("the queue is gone");
  const scan = await scanFactsOf(base, queue, { scanId: base.newId("scan"), isScheduled: false });
  const body = JSON.stringify({ type: "OrderPlaced", number: 9, customer: { name: late } });
  const system = { SentTimestamp: String(Date.now()), ApproximateReceiveCount: "1" };

  await keepMessages({ ...base, db }, scan, [{ messageId: "late", receiptHandle: "", body, attributes: {}, system }]);

  expect(await messages("body.number=9")).toHaveLength(1);
  expect(await placesOf(late)).toEqual([]);
});

test("rules that come back are followed by what was kept while others were in force", async () => {
  const rules = [...DEFAULT_RULES, NAMES];
  await world.ask("putMaskingRules", { rules });
  await remaskKept(world.worker());
  await world.ask("putMaskingRules", { rules: [...DEFAULT_RULES] });
  const between = await aQueuePair(world.aws, "between");
  await deadLetter(world.aws, between, [order(11, { error: "no such order" })]);
  await seenQueue(world, accountId, "between-dlq");
  expect(await placesOf(NAME)).not.toEqual([]);

  await world.ask("putMaskingRules", { rules });
  expect((await world.ask("getMaskingRules", {})).remask.state).toBe("waiting");
  await remaskKept(world.worker());

  expect(await placesOf(NAME)).toEqual([]);
});

test("what goes of a message while it is being masked again leaves the rest of it masked", async () => {
  const { id } = await first();
  const worker = world.worker();
  const plain = `no account for ${NAME}`;
  await execute(world.db, sql`UPDATE failed_message SET error_text = ${plain}, preview = ${plain} WHERE id = ${id}`);
  const masking = await readMasking(world.db, worker.keyring);
  const remasked = await remaskMessages(worker, masking, "", 100);
  await execute(world.db, sql`UPDATE failed_message SET preview = NULL WHERE id = ${id}`);
  await worker.db.$transaction((tx) => remasked.save(tx));

  const kept = await firstRow(world.db, sql`SELECT preview, error_text FROM failed_message WHERE id = ${id}`);
  expect(kept).toEqual({ preview: null, errorText: expect.stringContaining("‹email·") });
  expect(await placesOf(NAME)).toEqual([]);
});

test("a rule for display alone leaves the copy for searching in clear, and only who may reveal searches it", async () => {
  await world.ask("putMaskingRules", { rules: [{ ...NAMES, where: "display" }] });
  await remaskKept(world.worker());
  const { id } = await first();

  expect(JSON.stringify(await world.ask("getMessageBody", { id }))).not.toContain(NAME);
  expect((await messages("body.customer.name:Canary*")).length).toBe(4);
  const guess = await refused(messages("body.customer.name:Canary*", "operator"));
  expect(guess).toMatchObject({ status: 403, code: "reveal-needed" });
  const { items } = await world.ask("listFilterSuggestions", { typed: "body.customer.name:", queueId }, "operator");
  expect(items.map(({ text }) => text)).toEqual(["body.customer.name:‹name›"]);
  const titles = (await world.ask("listFailureClasses", { view: "all" }, "viewer")).items.map(({ title }) => title);
  expect(titles.join()).not.toContain(NAME);
});

test("captured masked, no original is kept and the masked beginning is; captured as shape, nothing changes", async () => {
  await world.ask("putMaskingRules", { rules: [...DEFAULT_RULES, { ...NAMES, where: "display" }] });
  await remaskKept(world.worker());
  for (const capture of ["masked", "shape"] as const) {
    const queues = await aQueuePair(world.aws, `as-${capture}`);
    await deadLetter(world.aws, queues, BODIES.slice(0, 1));
    const queue = await seenQueue(world, accountId, `as-${capture}-dlq`, false);
    const detail = await world.ask("updateQueue", { id: queue.id, capture });
    expect(detail.lost).toContain("discard with a vault copy");
    await scanQueue(world.worker(), queue.id, true);
    const [message] = (await world.ask("listFailedMessages", { queueId: queue.id })).items;
    const id = message?.id ?? "";
    expect(message).toMatchObject({ hasBody: false, isKeptMasked: capture === "masked" });
    const body = await world.ask("getMessageBody", { id }).catch((error: DloError) => error.status);
    expect(body).toEqual(capture === "shape" ? 404 : expect.objectContaining({ kept: "masked", maskedCount: null }));
    expect(JSON.stringify(body)).not.toMatch(/canary/i);
    expect(await refused(world.ask("revealMessage", { id, reason: "a support case" }))).toMatchObject({ status: 404 });
    const discard = await world.ask("createPlan", { action: "discard", selection: { queueId: queue.id } });
    expect(discard.checks.find((check) => check.id === "vault-copy")?.result).toBe("block");
  }
  expect(
    (await world.ask("listFailedMessages", { q: `queue:as-masked-dlq body.customer.email:${WHO}` })).items,
  ).toHaveLength(1);
  await execute(world.db, sql`UPDATE message_projection SET body = '[4111111111111111]' WHERE body->'number' = '1'`);
  await world.ask("putMaskingRules", { rules: [...DEFAULT_RULES] });
  await remaskKept(world.worker());
  expect((await world.ask("getMaskingRules", {})).remask.state).toBe("done");
  expect(
    await rows(
      world.db,
      sql`SELECT 1 FROM failed_message f JOIN queue q ON q.id = f.queue_id WHERE q.capture = 'shape' AND f.preview IS NOT NULL`,
    ),
  ).toEqual([]);
});
