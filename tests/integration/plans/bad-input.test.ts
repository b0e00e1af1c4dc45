import { afterAll, beforeAll, expect, test } from "vitest";
import type { InputOf } from "@/lib/contract";
import type { DloError } from "@/lib/core/errors";
import { execute, firstRow, sql } from "@/lib/db/query";
import { aQueue } from "../../aws/sim-clients";
import { deadLetter, seenQueue } from "../../support/dead-letters";
import { idsInQueue } from "../../support/vault";
import { aQueuePair, arnOf, connectShop, createWorld, look, SHOP, type World } from "../../support/world";

const OTHER = "222222222222";
let world: World;
let shopId: string;
let queueId: string;
let messages: string[];
beforeAll(async () => {
  world = await createWorld();
  shopId = (await connectShop(world)).id;
  await connectShop(world, { awsAccountId: OTHER });
  const pair = await aQueuePair(world.aws, "orders");
  for (const name of ["spare", "spare.fifo"])
    await aQueue(world.aws, name, name.endsWith(".fifo") ? { FifoQueue: "true" } : {});
  await deadLetter(world.aws, pair, ["one", "two", "three"]);
  await look(world, shopId);
  queueId = (await seenQueue(world, shopId, "orders-dlq")).id;
  messages = (await world.ask("listFailedMessages", { queueId, limit: 10 })).items.map(({ id }) => id);
});
afterAll(() => world.stop());

const queueArn = (name: string, account = SHOP) => arnOf(`http://x/${account}/${name}`);
type PlanInput = InputOf<"createPlan">;
const plan = (more: Partial<PlanInput> = {}, scope?: string[]) =>
  world.ask("createPlan", { action: "redrive", selection: { queueId }, ...more }, "operator", {
    ...(scope ? { scope: { kind: "accounts", accountIds: scope } } : {}),
  });
const apply = ({ id, hash }: { id: string; hash: string }) => world.ask("applyPlan", { id, hash }, "operator");
const redirect = async (destinationArn: string) => apply(await plan({ driver: "redirect", destinationArn }));
type Written = NonNullable<InputOf<"prepareEdit">["written"]>;
const write = (written: Partial<Written>) =>
  world.ask("prepareEdit", {
    written: { messageId: messages[0] ?? "", body: "x", attributes: [], ...written },
  } as InputOf<"prepareEdit">);

async function inAnotherRun() {
  const [first, second] = [await plan(), await plan()];
  await apply(first);
  return apply(second);
}
async function expired() {
  const made = await plan();
  await execute(world.db, sql`UPDATE plan SET expires_at = dlo_now() - interval '1 second' WHERE id = ${made.id}`);
  return apply(made);
}
const changed = async () => apply({ ...(await plan()), hash: `sha256:${"0".repeat(64)}` });

/** What a refusal says: its code, its words with those of the checks that block, and the fields it names. */
async function refusalOf(asked: Promise<unknown>) {
  const error = (await asked.then(
    () => new Error("it was not refused"),
    (refusal: unknown) => refusal,
  )) as DloError & { fields?: { field: string; message: string }[] };
  const blocks = (error.detail?.blocks ?? []) as { text: string; fix?: string }[];
  return {
    code: error.code,
    words: [error.message, ...blocks.map(({ text, fix = "" }) => `${text} ${fix}`)].join(" "),
    fields: (error.fields ?? []).map(({ field, message }) => `${field}: ${message}`),
  };
}

/** Everything that a refusal must leave as it was. Messages are as often received as before: nobody looked. */
async function everything() {
  const counts = await firstRow(
    world.db,
    sql`SELECT (SELECT count(*)::int FROM run_item WHERE is_open) AS open, (SELECT count(*)::int FROM run WHERE state <> 'cancelled') AS runs,
          (SELECT count(*)::int FROM message_edit) AS edits, (SELECT count(*)::int FROM message_body) AS bodies`,
  );
  return { counts, dead: idsInQueue(world, "orders-dlq").sort(), sent: idsInQueue(world, "orders") };
}

test.each<[string, () => Promise<unknown>, { code: string; words: RegExp; fields?: RegExp }]>([
  [
    "a selection that matches nothing",
    () => plan({ selection: { queueId, q: "cause:timeout" } }),
    { code: "nothing-selected", words: /^Nothing is selected/, fields: /^selection: matches no message$/ },
  ],
  [
    "a queue of an account that is not mine, as one that is not there,",
    () => plan({}, []),
    { code: "nothing-selected", words: /^Nothing is selected/, fields: /^selection: matches no message$/ },
  ],
  [
    "messages of an account that is not mine",
    () => plan({ selection: { messageIds: messages } }, []),
    { code: "plan-not-applicable", words: /^3 of these messages are not in their queue any more, or not known/ },
  ],
  [
    "a destination in another account",
    () => redirect(queueArn("orders", OTHER)),
    { code: "plan-not-applicable", words: /a run acts in one account only/ },
  ],
  ["a plan that expired", expired, { code: "plan-expired", words: /Make a new one/ }],
  ["the hash of another plan", changed, { code: "plan-changed", words: /not the hash of the plan/ }],
  [
    "the dead-letter queue as its own destination",
    () => redirect(queueArn("orders-dlq")),
    { code: "plan-not-applicable", words: /is the dead-letter queue itself/ },
  ],
  [
    "a FIFO queue for standard messages",
    () => redirect(queueArn("spare.fifo")),
    { code: "plan-not-applicable", words: /is a FIFO queue, and 3 of these have no message group/ },
  ],
  [
    "no queue at all as destination",
    () => redirect("orders"),
    { code: "invalid-input", words: /A redirect needs the queue/, fields: /^destinationArn: must be the ARN/ },
  ],
  [
    "an edit that makes a message larger than SQS takes",
    () => write({ body: "ä".repeat(600_000) }),
    { code: "invalid-input", words: /^SQS would not take this/, fields: /^written.*takes at most|at most/ },
  ],
  [
    "an attribute whose name SQS does not take",
    () => write({ attributes: [{ name: "a..b", dataType: "String", stringValue: "x" }] }),
    { code: "invalid-input", words: /^SQS would not take this/, fields: /^written.*is no name that SQS takes/ },
  ],
  [
    "eleven attributes",
    () =>
      write({
        attributes: Array.from({ length: 11 }, (_, n) => ({ name: `a${n}`, dataType: "String", stringValue: "x" })),
      }),
    { code: "invalid-input", words: /^SQS would not take this/, fields: /^written.*(10|ten)/ },
  ],
])("%s is refused by its name, and nothing is touched", async (_, ask, said) => {
  const before = await everything();

  const refusal = await refusalOf(ask());

  expect(refusal.code).toBe(said.code);
  expect(refusal.words).toMatch(said.words);
  if (said.fields) expect(refusal.fields.join("; ")).toMatch(said.fields);
  expect(await everything()).toEqual(before);
});

test("messages in another run are refused by the run that has them, and the first run alone goes on", async () => {
  const refusal = await refusalOf(inAnotherRun());

  expect(refusal).toMatchObject({ code: "messages-in-another-run", words: expect.stringMatching(/in run R-\d+/) });
  expect((await everything()).counts).toMatchObject({ open: 3, runs: 1 });
});
