import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { classify } from "@/lib/core/failures/classify";
import { sha256Of } from "@/lib/db/bodies";
import { execute, rows, sql } from "@/lib/db/query";
import { clientsOf, rootKeys } from "../../aws/sim-clients";
import { deadLetter, seenQueue } from "../../support/dead-letters";
import { aQueuePair, connectShop, createWorld, REGION, type World } from "../../support/world";
import { aGroupedShop, all, type GroupedShop } from "./grouped-shop";

let world: World;
let account: { id: string };
let shop: GroupedShop;
let shopCount = 0;
beforeAll(async () => {
  world = await createWorld();
  account = await connectShop(world);
});
beforeEach(async () => {
  shop = await aGroupedShop(world, `orders${++shopCount}`, account);
});
afterAll(() => world.stop());

const merge = (id: string, intoId: string) => world.ask("mergeFailureClasses", { id, intoId }, "operator");
const refused = (attempt: Promise<unknown>) => attempt.catch((error: unknown) => error);

test("a merge and taking it back conserve every message and count, and what arrives between goes home", async () => {
  await shop.fail("no such tenant", "no such tenant", "tenant is gone", "tenant is gone", "tenant is gone");
  const from = await shop.classOf("no such");
  const into = await shop.classOf("tenant is");
  await world.ask("addClassNote", { id: from.id, text: "same as the other" });

  await merge(from.id, into.id);
  await shop.fail("no such tenant", "tenant is gone");
  const merged = await world.ask("getFailureClass", { id: from.id });
  const mergedFigures = await shop.figures();
  const listed = await world.ask("listFailedMessages", { classId: from.id });
  const activity = (await world.ask("listClassActivity", { id: into.id })).items;
  await world.ask("unmergeFailureClass", { id: from.id }, "operator");

  expect(merged).toMatchObject({ id: into.id, aliases: [from.id], totalCount: 7, presentCount: 7 });
  expect(merged.why).toContainEqual({
    part: "merged",
    value: expect.stringContaining(`F-${from.number} was merged into it by operator on `),
  });
  expect(mergedFigures).toEqual({ "tenant is gone": all(7) });
  expect(listed.totalCount).toBe(7);
  expect(activity).toContainEqual(expect.objectContaining({ text: "same as the other", ofNumber: from.number }));
  expect(await shop.figures()).toEqual({ "no such tenant": all(3), "tenant is gone": all(4) });
  expect(await world.ask("getFailureClass", { id: from.id })).toMatchObject({ id: from.id, aliases: [] });
  expect([await shop.auditOf("class.merged"), await shop.auditOf("class.unmerged")]).toMatchObject([
    [{ into: into.id, movedCount: 2 }],
    [{ from: into.id, movedCount: 3 }],
  ]);
  await shop.fail("no such tenant");
  expect((await shop.figures())["no such tenant"]).toEqual(all(4));
});

test("of a chain every old id leads to the living class, and each link can be taken back by itself", async () => {
  await shop.fail("red light", "green light", "blue light");
  const [red, green, blue] = await Promise.all(["red", "green", "blue"].map((title) => shop.classOf(title)));
  const ids = [red?.id ?? "", green?.id ?? "", blue?.id ?? ""] as const;
  await merge(ids[0], ids[1]);
  await merge(ids[1], ids[2]);

  const leadsTo = async () =>
    Promise.all(ids.map(async (id) => (await world.ask("getFailureClass", { id })).title.split(" ")[0]));
  const chained = await leadsTo();
  await world.ask("unmergeFailureClass", { id: ids[1] });
  const middleOut = await leadsTo();
  await world.ask("unmergeFailureClass", { id: ids[0] });

  expect(chained).toEqual(["blue", "blue", "blue"]);
  expect(middleOut).toEqual(["green", "green", "blue"]);
  expect(await shop.figures()).toEqual({ "red light": all(1), "green light": all(1), "blue light": all(1) });
});

test("what an older version called the merged class arrives in the other one, and goes home with it", async () => {
  await shop.fail("no such tenant", "tenant is gone");
  const [from, into] = [await shop.classOf("no such"), await shop.classOf("tenant is")];
  const body = JSON.stringify({ type: "OrderPlaced", error: "no such tenant", order: 1 });
  const message = { messageId: "m", body, attributes: {}, system: { DeadLetterQueueSourceArn: shop.pair.sourceArn } };
  const graph = { queueArn: shop.pair.dlqArn, knownSourceQueueArns: [] };
  const { formerFingerprint = "" } = classify(message, graph, sha256Of);
  await execute(
    world.db,
    sql`UPDATE class_fingerprint SET version = 1, fingerprint = ${formerFingerprint} WHERE class_id = ${from.id}`,
  );
  await execute(world.db, sql`UPDATE failed_message SET fingerprint = 'of-' || class_id WHERE class_id = ${from.id}`);

  await merge(from.id, into.id);
  await shop.fail("no such tenant");
  const together = await shop.figures();
  await world.ask("unmergeFailureClass", { id: from.id });

  expect(together).toEqual({ "tenant is gone": all(3) });
  expect(await shop.figures()).toEqual({ "no such tenant": all(2), "tenant is gone": all(1) });
});

test("a look that finds messages of a class while it is merged leaves none behind", async () => {
  await shop.fail("no such tenant", "tenant is gone");
  const [from, into] = [await shop.classOf("no such"), await shop.classOf("tenant is")];
  await shop.send(Array.from({ length: 40 }, () => "no such tenant"));

  await Promise.all([shop.scan(), merge(from.id, into.id)]);

  expect(await rows(world.db, sql`SELECT id FROM failed_message WHERE class_id = ${from.id}`)).toEqual([]);
  expect(await shop.figures()).toEqual({ "tenant is gone": all(42) });
});

test("a class that was resolved takes over what waits in the other, and a snooze is not woken by a merge", async () => {
  await shop.fail("no such tenant", "tenant is gone");
  const [from, into] = [await shop.classOf("no such"), await shop.classOf("tenant is")];
  await world.ask("snoozeFailureClass", { id: into.id, until: { kind: "count", moreCount: 1 } });
  await execute(world.db, sql`UPDATE failure_class SET status = 'resolved' WHERE id = ${into.id}`);

  await merge(from.id, into.id);

  expect(await shop.classOf("tenant is")).toMatchObject({
    status: "ongoing",
    statusReason: `F-${from.number} was merged into it`,
    snooze: { arrivedCount: 0 },
  });
});

test("classes of two places, a class with an open run, itself and what one may not see are refused by name", async () => {
  const clients = clientsOf(world.simulator.url, rootKeys("222222222222"), REGION);
  const other = await connectShop(world, { awsAccountId: "222222222222" });
  await deadLetter(clients, await aQueuePair(clients, "bills"), [JSON.stringify({ error: "far away" })]);
  await seenQueue(world, other.id, "bills-dlq");
  await shop.fail("no such tenant", "tenant is gone");
  const [from, into] = await Promise.all(["no such", "tenant is"].map((title) => shop.classOf(title)));
  const [far] = (await world.ask("listFailureClasses", { view: "all", accountId: other.id })).items;
  const id = from?.id ?? "";
  const scope = { kind: "accounts", accountIds: [shop.accountId] } as const;
  const intoFar = { id, intoId: far?.id ?? "" };

  expect(await refused(merge(id, intoFar.intoId))).toMatchObject({ status: 422, fields: [{ field: "intoId" }] });
  expect(await refused(merge(id, id))).toMatchObject({ status: 422, fields: [{ field: "intoId" }] });
  expect(await refused(world.ask("unmergeFailureClass", { id }))).toMatchObject({ fields: [{ field: "id" }] });
  expect(await refused(world.ask("mergeFailureClasses", intoFar, "operator", { scope }))).toMatchObject({
    status: 404,
  });
  expect(await refused(world.ask("mergeFailureClasses", intoFar, "viewer"))).toMatchObject({ code: "forbidden" });
  const plan = await world.ask("createPlan", { action: "redrive", selection: { classId: id } });
  await world.ask("applyPlan", { id: plan.id, hash: plan.hash });
  expect(await refused(merge(id, into?.id ?? ""))).toMatchObject({ code: "messages-in-another-run" });
  expect(await refused(merge(into?.id ?? "", id))).toMatchObject({ code: "messages-in-another-run" });
});
