import { afterAll, beforeAll, expect, test } from "vitest";
import { openBodies } from "@/lib/db/bodies";
import { inTransaction } from "@/lib/db/connect";
import { eraseContent, lockMessages } from "@/lib/db/erase-content";
import { execute, rows, sql } from "@/lib/db/query";
import { advanceErasures } from "@/lib/operations/privacy/advance-erasures";
import { deadLetter } from "../../support/dead-letters";
import { aQueuePair, connectShop, createWorld, type World } from "../../support/world";
import { confirmed, placesOf } from "../privacy/erasing-world";
import { refusal, seenMessages } from "./editing-world";

const WHO = "canary.person@example.com";
const TYPED = "typed.person@example.com";
const bodyOf = (who: string) => JSON.stringify({ customer: { mail: who }, country: "XX" });
const COUNTRY = [{ step: "set" as const, path: "body.country", value: '"DE"' }];
const reader = ["counts.see", "bodies.read", "messages.edit", "plans.create"] as const;

let world: World;
let queueId: string;
let ids: readonly string[];
beforeAll(async () => {
  world = await createWorld();
  const account = await connectShop(world);
  const pair = await aQueuePair(world.aws, "people");
  await deadLetter(world.aws, pair, [bodyOf(WHO), '{"country":"XX"}', bodyOf("third@example.com")]);
  const seen = await seenMessages(world, account.id, "people-dlq");
  queueId = seen.queue.id;
  const wholes = await rows<{ id: string; bodyId: string }>(
    world.db,
    sql`SELECT id, body_id FROM failed_message ORDER BY body_bytes DESC`,
  );
  const opened = await openBodies(
    world.db,
    world.worker().keyring,
    wholes.map(({ bodyId }) => bodyId),
  );
  const of = (text: string) => wholes.find(({ bodyId }) => opened.get(bodyId)?.body.includes(text))?.id ?? "";
  ids = [of(WHO), wholes.at(-1)?.id ?? "", of("third@")];
});
afterAll(() => world.stop());

/** Somebody who may edit and read, and reveal nothing. */
async function asReader<T>(ask: (ctx: ReturnType<World["web"]>) => Promise<T>): Promise<T> {
  const ctx = world.web("operator");
  return ask({ ...ctx, actor: { ...ctx.actor, capabilities: [...reader] } });
}
async function previewAs(capabilities: readonly string[], input: Parameters<typeof world.ask<"previewEdit">>[1]) {
  const { operations } = await import("@/lib/operations");
  const ctx = world.web("operator");
  return operations.previewEdit({ ...ctx, actor: { ...ctx.actor, capabilities: capabilities as never } }, input);
}

test("steps are made only where nothing is masked, for whoever may not reveal: what they find would tell the rest", async () => {
  const preview = await previewAs(reader, { selection: { queueId }, recipe: COUNTRY });

  expect(preview).toMatchObject({ editedCount: 1, failedCount: 2 });
  expect(preview.failures[0]?.reason).toBe("values in it are masked, and you may not reveal them");
  expect(JSON.stringify(preview)).not.toContain("example.com");
});

test("whoever may reveal edits all, and still sees masked values masked, also in a field that got another name", async () => {
  const rename = { step: "rename" as const, path: "body.customer", name: "note" };
  const preview = await previewAs([...reader, "bodies.reveal"], {
    selection: { messageIds: [ids[0] ?? ""] },
    recipe: [rename],
  });

  expect(preview).toMatchObject({ editedCount: 1, samples: [{ isMasked: true }] });
  expect(preview.samples[0]?.after?.body).toContain('"note":');
  expect(JSON.stringify(preview)).not.toContain(WHO);
});

test("a message with masked values is written anew only by somebody who sees them", async () => {
  const written = { messageId: ids[2] ?? "", body: bodyOf(TYPED), attributes: [] };
  const { operations } = await import("@/lib/operations");

  const before = await refusal(asReader((ctx) => operations.prepareEdit(ctx, { written })));
  await world.ask("revealMessage", { id: ids[2] ?? "", reason: "the address is wrong" });
  const after = await world.ask("prepareEdit", { written });

  expect(before.message).toContain("values in it are masked");
  expect(after).toMatchObject({ editedCount: 1 });
});

test("whoever may not read bodies edits none", async () => {
  const asked = previewAs(["counts.see", "messages.edit"], { selection: { queueId }, recipe: COUNTRY });

  expect(await refusal(asked)).toMatchObject({ code: "forbidden" });
});

test("reading bodies for an edit is in the audit log", async () => {
  await previewAs(reader, { selection: { messageIds: [ids[1] ?? ""] }, recipe: COUNTRY });

  const found = await rows(
    world.db,
    sql`SELECT object_id FROM audit_entry WHERE action = 'body.read' AND detail->>'how' = 'preview of an edit'`,
  );
  expect(found).toContainEqual({ objectId: ids[1] });
});

test("erasing a message erases its edited copies, and a value that somebody typed into a copy is found there", async () => {
  expect(await placesOf(world, TYPED)).toEqual(["sealed bodies"]);

  await confirmed(world, { kind: "field", path: "customer.mail", value: TYPED });
  await advanceErasures(world.worker());

  expect(await placesOf(world, TYPED)).toEqual([]);
  const left = await rows(
    world.db,
    sql`SELECT body_id, changed_paths, erased_at IS NOT NULL AS is_erased FROM message_edit WHERE message_row_id = ${ids[2] ?? ""}`,
  );
  expect(left).toEqual([{ bodyId: null, changedPaths: [], isErased: true }]);
});

test("a copy of one message stays when another with the same body is erased", async () => {
  const [kept, gone] = [ids[0] ?? "", ids[1] ?? ""];
  const recipe = [{ step: "setAttribute" as const, name: "tag", value: "x" }];
  const edit = await world.ask("prepareEdit", { selection: { messageIds: [kept] }, recipe });
  await execute(
    world.db,
    sql`UPDATE failed_message SET body_sha256 = (SELECT body_sha256 FROM failed_message WHERE id = ${kept}) WHERE id = ${gone}`,
  );
  await execute(world.db, sql`UPDATE message_body SET created_at = created_at - interval '1 hour'`);

  await inTransaction(world.worker().db, async (tx) => {
    await lockMessages(tx, [gone]);
    await eraseContent(tx, [gone], ["body"], { name: "a test", isTombstone: true });
  });

  expect((await world.ask("getEdit", { id: edit.editSetId })).samples).toHaveLength(1);
});

test("a plan of an edit whose copy was erased is not applied", async () => {
  const selection = { messageIds: [ids[0] ?? ""] };
  const edit = await world.ask("prepareEdit", { selection, recipe: COUNTRY });
  const plan = await world.ask("createPlan", { action: "redrive", selection: { editSetId: edit.editSetId } });
  await inTransaction(world.worker().db, async (tx) => {
    await lockMessages(tx, selection.messageIds);
    await eraseContent(tx, selection.messageIds, ["body"], { name: "retention", isTombstone: false });
  });

  expect(await refusal(world.ask("applyPlan", { id: plan.id, hash: plan.hash }))).toMatchObject({
    code: "plan-changed",
  });
  expect(
    await refusal(world.ask("createPlan", { action: "redrive", selection: { editSetId: edit.editSetId } })),
  ).toMatchObject({
    code: "plan-not-applicable",
  });
});
