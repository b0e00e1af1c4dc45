import { afterAll, beforeAll, expect, test } from "vitest";
import { assemblePipelines } from "@/lib/operations/pipelines/assemble-pipelines";
import { judgePipelines } from "@/lib/operations/pipelines/judge-pipelines";
import { createWorld, type World } from "../../support/world";
import { queueArn, redrivesTo, type WatchedAccount } from "../coverage/watched";
import { aShop, assembled, aWay, idOf, namesOf } from "./shop-pipelines";

let world: World;
let shop: WatchedAccount;
beforeAll(async () => {
  world = await createWorld();
  shop = await aShop(world);
  await aWay(shop, "mail", { pipeline: "orders" });
  await assembled(world, shop.id);
});
afterAll(() => world.stop());

const again = () => assemblePipelines(world.worker());
const partsOf = async (id: string) =>
  (await world.ask("getPipeline", { id })).parts.flatMap(({ name, role }) => (role === "shared" ? [] : [name])).sort();
const WAY = (name: string) => [name, `${name}-dlq`, `${name}-placed`];

test("what somebody says of a pipeline holds at once and stays when it is assembled again", async () => {
  const id = await idOf(world, "stock");
  const objective = { deliveredShare: 0.9, ageSeconds: 60, ageShare: 0.9, windowDays: 7 };
  const said = { name: "Warehouse", owner: "ada", tier: "1" as const, runbook: "https://wiki.example/w", objective };
  const shown = await world.ask("updatePipeline", { id, ...said });
  await world.db.$executeRawUnsafe("UPDATE pipeline_assembly SET basis = ''");
  await again();

  expect(shown).toMatchObject({ ...said, isNamedByHand: true, isObjectiveByHand: true });
  expect(await world.ask("getPipeline", { id })).toMatchObject(said);
  const back = await world.ask("updatePipeline", { id, name: null, objective: null, owner: null });
  expect(back).toMatchObject({ name: "stock", isNamedByHand: false, isObjectiveByHand: false, owner: null, tier: "1" });
});

test("a merged pipeline is part of the other, and is itself again when the rule is taken back", async () => {
  const [id, otherId] = [await idOf(world, "orders"), await idOf(world, "stock")];
  const { ruleId } = await world.ask("mergePipelines", { id, otherId });
  await again();
  expect(await partsOf(id)).toEqual([...WAY("orders"), ...WAY("stock")]);
  expect(await namesOf(world)).not.toContain("stock");
  await expect(world.ask("updatePipeline", { id: otherId, name: "x" })).rejects.toMatchObject({
    code: "pipeline-gone",
    detail: { mergedInto: id },
  });

  await world.ask("removePipelineRule", { id, ruleId });
  await again();
  expect(await partsOf(id)).toEqual(WAY("orders"));
  expect(await partsOf(otherId)).toEqual(WAY("stock"));
});

test("a split pipeline has its entry at once and its other parts when it is assembled", async () => {
  const id = await idOf(world, "orders");
  const split = await world.ask("splitPipeline", { id, atArn: queueArn("orders"), name: "Order queue" });
  expect(await partsOf(split.id)).toEqual(["orders"]);
  await again();

  expect(await partsOf(split.id)).toEqual(["orders", "orders-dlq"]);
  expect(await partsOf(id)).toEqual(["orders-placed"]);
  expect((await world.ask("getPipeline", { id: split.id })).rules).toMatchObject([
    { kind: "cut", matchWords: "orders", matchCount: 1 },
  ]);

  await world.ask("removePipelineRule", { id: split.id, ruleId: split.ruleId });
  await again();
  expect(await partsOf(id)).toEqual(WAY("orders"));
});

test("two people who merge two pipelines both ways at once make one merger, which can be taken back", async () => {
  const [id, otherId] = [await idOf(world, "orders"), await idOf(world, "stock")];
  const asked = await Promise.allSettled([
    world.ask("mergePipelines", { id, otherId }),
    world.ask("mergePipelines", { id: otherId, otherId: id }),
  ]);
  const done = asked.flatMap((one, index) => (one.status === "fulfilled" ? [{ ...one.value, index }] : []));
  await again();

  expect(done).toHaveLength(1);
  await world.ask("removePipelineRule", { id: done[0]?.index === 0 ? id : otherId, ruleId: done[0]?.ruleId ?? "" });
  await again();
  expect(await partsOf(id)).toEqual(WAY("orders"));
  expect(await partsOf(otherId)).toEqual(WAY("stock"));
});

test("people merge and split while two workers assemble and judge, and nobody is refused because of it", async () => {
  const [id, otherId] = [await idOf(world, "orders"), await idOf(world, "stock")];
  const work = (name: string) => [assemblePipelines(world.worker(name)), judgePipelines(world.worker(name))];
  for (let round = 0; round < 5; round += 1) {
    const [{ ruleId }, split] = await Promise.all([
      world.ask("mergePipelines", { id, otherId }),
      world.ask("splitPipeline", { id: await idOf(world, "mail"), atArn: queueArn("mail"), name: "Letters" }),
      ...work("worker-1"),
      ...work("worker-2"),
    ]);
    expect((await world.ask("getPipeline", { id: split.id })).name).toBe("Letters");
    await Promise.all([
      world.ask("removePipelineRule", { id, ruleId }),
      world.ask("removePipelineRule", { id: split.id, ruleId: split.ruleId }),
      ...work("worker-1"),
      ...work("worker-2"),
    ]);
    await again();
  }
  expect(await partsOf(id)).toEqual(WAY("orders"));
  expect(await partsOf(otherId)).toEqual(WAY("stock"));
});

test("a rule that joins everything is taken back without a trace: each has its id, name and parts again", async () => {
  const listed = async () =>
    (await world.ask("listPipelines", { sort: "name" })).items.map(({ id, name }) => [id, name]);
  const before = await listed();
  const id = await idOf(world, "stock");
  await world.ask("updatePipeline", { id: await idOf(world, "mail"), name: "Letters" });
  const rule = await world.ask("addPipelineRule", { id, kind: "join", match: { name: "*" } });
  await again();
  expect(await listed()).toHaveLength(1);
  expect(rule.matchCount).toBeGreaterThan(6);

  await world.ask("removePipelineRule", { id, ruleId: rule.id });
  await again();
  expect(await namesOf(world)).toContain("Letters");
  await world.ask("updatePipeline", { id: await idOf(world, "Letters"), name: null });
  expect(await listed()).toEqual(before);
});

test("a rule that is or could become about what somebody may not change is refused; their own resource and account are theirs", async () => {
  const id = await idOf(world, "orders");
  const { parts } = await world.ask("getPipeline", { id });
  const arns = Object.fromEntries(parts.map(({ arn }) => [arn, shop.id]));
  const scope = { kind: "accounts" as const, accountIds: [], arns };
  const whole = { kind: "accounts" as const, accountIds: [shop.id] };
  const add = (match: { name: string; account?: string } | { arn: string }, by: typeof scope | typeof whole = scope) =>
    world.ask("addPipelineRule", { id, kind: "join", match }, "operator", { scope: by });

  for (const match of [{ name: "stock*" }, { name: "orders*" }, { name: "*" }, { arn: queueArn("stock") }])
    await expect(add(match)).rejects.toMatchObject({ status: 403 });
  await expect(add({ name: "orders*", account: shop.awsAccountId })).rejects.toMatchObject({ status: 403 });
  await expect(add({ name: "orders*", account: shop.name }, whole)).rejects.toMatchObject({ status: 403 });
  const added = [
    await add({ arn: queueArn("orders") }),
    await add({ name: "orders*", account: shop.awsAccountId }, whole),
  ];
  for (const { id: ruleId } of added) await world.ask("removePipelineRule", { id, ruleId });
});

test("a pipeline has only so many rules", async () => {
  const id = await idOf(world, "orders");
  await world.db.$executeRaw`INSERT INTO pipeline_rule (id, pipeline_id, kind, match, created_at, created_by)
    SELECT 'plr_' || n, ${id}, 'join', '{"name":"parcels-*"}', now(), 'x' FROM generate_series(1, 200) n`;

  const rule = world.ask("addPipelineRule", { id, kind: "join", match: { name: "parcels-*" } });
  await expect(rule).rejects.toMatchObject({ fields: [{ field: "match" }] });
  await world.db.$executeRaw`DELETE FROM pipeline_rule WHERE created_by = 'x'`;
});

test("a rule by tag joins what carries the tag, whatever its name", async () => {
  const id = await idOf(world, "orders");
  const match = { tag: { key: "pipeline", value: "orders" } };
  const rule = await world.ask("addPipelineRule", { id, kind: "join", match });
  await again();

  expect(rule).toMatchObject({ matchCount: 1, matchWords: "everything with the tag pipeline=orders" });
  expect(await partsOf(id)).toEqual([...WAY("mail"), ...WAY("orders")].sort());
  await world.ask("removePipelineRule", { id, ruleId: rule.id });
  await again();
});

test("a rule that matches nothing is kept and says so", async () => {
  const id = await idOf(world, "orders");
  const rule = await world.ask("addPipelineRule", { id, kind: "join", match: { name: "parcels-*" } });

  expect(rule.matchCount).toBe(0);
  await world.ask("removePipelineRule", { id, ruleId: rule.id });
});

test("what cannot be merged or split is refused by the field that is wrong", async () => {
  const id = await idOf(world, "orders");
  const { parts } = await world.ask("getPipeline", { id });
  const arnOf = (role: string) => parts.find((part) => part.role === role)?.arn ?? "";

  await expect(world.ask("mergePipelines", { id, otherId: id })).rejects.toMatchObject({
    fields: [{ field: "otherId" }],
  });
  for (const atArn of [queueArn("stock"), arnOf("entry"), arnOf("shared")])
    await expect(world.ask("splitPipeline", { id, atArn, name: "x" })).rejects.toMatchObject({
      fields: [{ field: "atArn" }],
    });
});

test("a cut that would leave everything connected is refused before it is made", async () => {
  const second = await shop.queue("tangled-second");
  const first = await shop.queue("tangled-first", redrivesTo(second));
  await shop.rule("tangled", [
    { Id: "first", Arn: first },
    { Id: "second", Arn: second },
  ]);
  await assembled(world, shop.id);
  const split = world.ask("splitPipeline", { id: await idOf(world, "tangled"), atArn: first, name: "x" });

  await expect(split).rejects.toMatchObject({ code: "pipeline-stays-whole" });
});

test("whoever may change a part of a pipeline only is told why they may not change it", async () => {
  const id = await idOf(world, "orders");
  const scope = { kind: "accounts" as const, accountIds: [], arns: { [queueArn("orders")]: shop.id } };
  const asked = () => world.ask("updatePipeline", { id, name: "Mine" }, "operator", { scope });

  await expect(asked()).rejects.toMatchObject({ status: 403, detail: { hiddenPartCount: 3 } });
});

test("every change is in the audit log", async () => {
  const { items } = await world.ask("listAuditEntries", { limit: 200 });
  const actions = new Set(items.map(({ action }) => action));

  for (const action of ["changed", "objective-changed", "merged", "split", "rule-added", "rule-removed"])
    expect(actions).toContain(`pipeline.${action}`);
});
