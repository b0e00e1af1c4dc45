import { afterAll, beforeAll, expect, test } from "vitest";
import type { OutputOf } from "@/lib/contract";
import type { DloError, Invalid } from "@/lib/core/errors";
import { execute, firstRow, sql } from "@/lib/db/query";
import { deadLetter, seenQueue } from "../../support/dead-letters";
import { aQueuePair, connectShop, createWorld, REGION, SHOP, type World } from "../../support/world";

const NAMES = ["plain", "percent", "quoted", "old", "gone", "unknown"] as const;
type Name = (typeof NAMES)[number];
let world: World;
let accountId: string;
let otherId: string;
const ids = new Map<Name, string>();

beforeAll(async () => {
  world = await createWorld();
  accountId = (await connectShop(world)).id;
  otherId = (await connectShop(world, { awsAccountId: "222222222222" })).id;
  for (const name of NAMES) ids.set(name, await fail(name));
  // What the index could have learnt of each, so that every field tells one of them from the others.
  await execute(
    world.db,
    sql`UPDATE failed_message SET sent_at = dlo_now() - interval '10 minutes', expires_at = dlo_now() + interval '4 days', receive_count = 3,
          body_bytes = 500, cause_kind = 'code-error', origin_kind = 'sqs-redrive', message_type = 'Plain', error_text = NULL, preview = 'x'`,
  );
  await learn("plain", sql`error_text = 'No such Order 100 in a_b', preview = 'customer Ünal, 東京'`);
  await learn("percent", sql`error_text = '100% of a%b', group_id = 'customer-7'`);
  await learn("quoted", sql`error_text = 'it said "no" in C:\\temp', message_type = 'Order*Placed'`);
  await learn(
    "old",
    sql`sent_at = dlo_now() - interval '3 hours', expires_at = dlo_now() + interval '1 hour', message_type = 'OrderPlaced'`,
  );
  await learn(
    "gone",
    sql`state = 'redriven', expires_at = dlo_now() + interval '1 hour', cause_kind = 'timeout', body_bytes = 200000`,
  );
  await learn(
    "unknown",
    sql`sent_at = NULL, expires_at = NULL, error_text = NULL, preview = NULL, origin_kind = 'eventbridge-rule', receive_count = 9`,
  );
});
afterAll(() => world.stop());

/** One more message in a dead-letter queue of its own, found by a scan. */
async function fail(name: string): Promise<string> {
  const pair = await aQueuePair(world.aws, `s-${name}`);
  await deadLetter(world.aws, pair, [JSON.stringify({ note: name })]);
  const { id } = await seenQueue(world, accountId, `s-${name}-dlq`);
  const [message] = (await world.ask("listFailedMessages", { queueId: id })).items;
  if (!message) throw new Error(`no message of ${name} was found`);
  return message.id;
}
const learn = (name: Name, what: ReturnType<typeof sql>) =>
  execute(world.db, sql`UPDATE failed_message SET ${what} WHERE id = ${ids.get(name)}`);
const found = async (q: string): Promise<Name[]> => {
  const { items, totalCount } = await world.ask("listFailedMessages", { q });
  expect(totalCount).toBe(items.length);
  return NAMES.filter((name) => items.some(({ id }) => id === ids.get(name)));
};
const allBut = (...names: Name[]) => NAMES.filter((name) => !names.includes(name));
const refusal = (asked: Promise<unknown>) =>
  asked.then(
    () => undefined,
    (error: DloError) => error,
  );

test.each<[string, readonly Name[]]>([
  ["", NAMES],
  ["no such order", ["plain"]],
  ['"Such order 100"', ["plain"]],
  ["order such", ["plain"]],
  ["ünal 東京", ["plain"]],
  ["100", ["plain", "percent"]],
  ["100%", ["percent"]],
  ["a_b", ["plain"]],
  ["error:ORDER", ["plain"]],
  ['error:"Order 100 in"', ["plain"]],
  ["error:such*in", ["plain"]],
  ["error:a%b", ["percent"]],
  ["error:東京", []],
  ["-error:100", ["quoted", "old", "gone", "unknown"]],
  ["a%b", ["percent"]],
  ['"\\"no\\""', ["quoted"]],
  ['"c:\\temp"', ["quoted"]],
  ["cause:timeout", ["gone"]],
  ["origin:eventbridge-rule", ["unknown"]],
  ["state:redriven", ["gone"]],
  ["state:present", allBut("gone")],
  ["type:orderplaced", ["old"]],
  ["type:Order*Placed", ["quoted", "old"]],
  ['type:"Order*Placed"', ["quoted"]],
  ["type:Order", []],
  ["queue:s-old-dlq", ["old"]],
  ["queue:s-*-dlq", NAMES],
  ["queue:s-?ld-dlq", ["old"]],
  ["queue:s_old_dlq", []],
  [`account:${SHOP}`, NAMES],
  ["account:shop*", NAMES],
  ["account:222222222222", []],
  [`region:${REGION}`, NAMES],
  ["region:us-east-1", []],
  ["group:customer-7", ["percent"]],
  ["-group:customer-7", allBut("percent")],
  ["age>2h", ["old"]],
  ["age<30m", allBut("old", "unknown")],
  ["expires<24h", ["old"]],
  ["expires>24h", allBut("old", "gone", "unknown")],
  ["-expires<24h", allBut("old")],
  ["receives>5", ["unknown"]],
  ["receives>=9", ["unknown"]],
  ["receives<3", []],
  ["size>100kB", ["gone"]],
  ["size<=500", allBut("gone")],
  ["state:present receives<5 -100 -type:Order*", []],
  ["-cause:timeout -100 type:Order* age<30m", ["quoted"]],
])("%s finds what it says and nothing else", async (q, names) => {
  expect(await found(q)).toEqual(names);
});

test("a message is found by its id and by that of SQS, whole or in part", async () => {
  const id = ids.get("old") ?? "";
  const { messageId } = await world.ask("getFailedMessage", { id });

  expect(await found(`id:${id}`)).toEqual(["old"]);
  expect(await found(`id:${messageId}`)).toEqual(["old"]);
  expect(await found(`id:${messageId.slice(0, 8)}*`)).toEqual(["old"]);
});

test.each([
  "'; DROP TABLE failed_message; --",
  "x' OR '1'='1",
  "type:\"'||(SELECT 1)||'\"",
  "group:$1",
  "id:%",
  "queue:_",
  "\\",
  '"\\\\"',
  "type:\\*",
  "__proto__",
])("%s is only a text that nothing holds", async (q) => {
  const before = await firstRow(world.db, sql`SELECT count(*) AS n FROM failed_message`);

  expect((await found(q)).filter((name) => name !== "quoted")).toEqual([]);

  expect(await firstRow(world.db, sql`SELECT count(*) AS n FROM failed_message`)).toEqual(before);
});

test("a filter of a thousand stars, or of the most terms, is answered within the time of any list", async () => {
  expect(await found(`type:${"*a".repeat(450)}`)).toEqual([]);
  expect(await found(Array.from({ length: 30 }, () => "-zzz").join(" "))).toEqual(NAMES);
});

test("who sees one account finds nothing of another, by whatever name it is asked", async () => {
  const scope = { kind: "accounts", accountIds: [otherId] } as const;
  for (const q of ["", "100", `account:${accountId}`, "-cause:timeout", `id:${ids.get("old")}`]) {
    const page = await world.ask("listFailedMessages", { q }, "admin", { scope });
    expect([page.items, page.totalCount]).toEqual([[], 0]);
  }
});

test("who may not read bodies cannot search them, and may filter by fields", async () => {
  const text = await refusal(world.ask("listFailedMessages", { q: "state:present -100" }, "viewer"));
  const error = await refusal(world.ask("listFailedMessages", { q: "error:order" }, "viewer"));
  const fields = await world.ask("listFailedMessages", { q: "cause:timeout" }, "viewer");

  expect(text).toMatchObject({ status: 403, code: "forbidden" });
  expect(error).toMatchObject({ status: 403, code: "forbidden" });
  expect(fields.totalCount).toBe(1);
});

test.each([
  ["state:present caus:timeout", "column 15: unknown field caus; did you mean cause?"],
  ["body=42", "column 1: name the field after body., such as body.customer.id=42"],
  ["a\u0000b", "column 2: no text can hold this character; take it out"],
])("%j is refused with the column", async (q, message) => {
  const error = (await refusal(world.ask("listFailedMessages", { q }))) as Invalid | undefined;

  expect(error).toMatchObject({ status: 422, fields: [{ field: "q", message }] });
});

test("pages of a filtered list hold each match once and nothing else, though a new one comes in between", async () => {
  const q = "state:present -type:OrderPlaced";
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page: OutputOf<"listFailedMessages"> = await world.ask("listFailedMessages", {
      q,
      limit: 2,
      ...(cursor ? { cursor } : {}),
    });
    if (!cursor) await fail("late");
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor);

  expect(seen.toSorted()).toEqual(
    allBut("gone", "old")
      .map((name) => ids.get(name) ?? "")
      .toSorted(),
  );
});
