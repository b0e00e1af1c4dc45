import { expect, test } from "vitest";
import { insertBodies } from "@/lib/db/bodies";
import { connect } from "@/lib/db/connect";
import { execute, sql } from "@/lib/db/query";
import { deadLetter } from "../../support/dead-letters";
import { aQueuePair, connectShop, createWorld } from "../../support/world";
import { seenMessages } from "./editing-world";

test("perf", async () => {
  const world = await createWorld();
  const account = await connectShop(world);
  const pair = await aQueuePair(world.aws, "people");
  const body = JSON.stringify({ country: "XX", id: 1, pad: "lorem ipsum dolor sit amet ".repeat(30), items: [{ a: 1 }, { b: 2 }] });
  await deadLetter(world.aws, pair, [body]);
  const seen = await seenMessages(world, account.id, "people-dlq");
  const id = seen.messages[0]?.id ?? "";
  const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
  const code = (n: number) => { let t = ""; for (let i = 0; i < 20; i++, n = Math.floor(n / 32)) t = alphabet.charAt(n % 32) + t; return t; };
  const n = 9_999;
  const bodies = Array.from({ length: n }, (_, at) => ({ id: `body_${code(at)}`, whole: { body, attributes: { kind: { dataType: "String", stringValue: "x" } }, system: {} } }));
  const { keyring } = world.worker();
  for (let at = 0; at < n; at += 1000)
    await insertBodies(world.workerDb, keyring, { id: seen.queue.id, accountId: account.id }, bodies.slice(at, at + 1000), () => "k");
  const owner = connect({ url: world.database.ownerUrl, maxConnections: 1 });
  await execute(owner, sql`INSERT INTO failed_message SELECT (jsonb_populate_record(f, jsonb_build_object('id', 'msg_' || c, 'message_id', 'm' || c, 'body_id', 'body_' || c))).* FROM failed_message f, unnest(${bodies.map((b) => b.id.slice(5))}::text[]) c WHERE f.id = ${id}`);
  await owner.$disconnect();
  const recipe = [{ step: "set" as const, path: "body.country", value: '"DE"' }, { step: "setAttribute" as const, name: "kind", value: "y" }];
  for (const role of ["admin", "operator"] as const) {
    let t = performance.now();
    const preview = await world.ask("previewEdit", { selection: { queueId: seen.queue.id }, recipe }, role);
    console.log(role, "preview ms", performance.now() - t, preview.editedCount);
    t = performance.now();
    const edit = await world.ask("prepareEdit", { selection: { queueId: seen.queue.id }, recipe }, role);
    console.log(role, "prepare ms", performance.now() - t, edit.editedCount);
    t = performance.now();
    const plan = await world.ask("createPlan", { action: "redrive", selection: { editSetId: edit.editSetId } }, role);
    console.log(role, "plan ms", performance.now() - t, plan.itemCount);
  }
  const t = performance.now();
  const p = await world.ask("previewEdit", { selection: { queueId: seen.queue.id }, recipe, schema: JSON.stringify({ properties: { id: { type: "integer" }, items: { items: { type: "object" } } } }) });
  console.log("schema preview ms", performance.now() - t, p.editedCount);
  expect(1).toBe(1);
  await world.stop();
}, 200_000);
