import { afterEach, beforeEach, expect, test } from "vitest";
import { aQueuePair, createWorld, REGION, type World } from "../../support/world";
import { aRule, collect, connectReader, OTHER, peopleOf } from "./graph-world";

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.stop());

test("whoever may see one account sees nothing of another, not even through a tie", async () => {
  const shop = await connectReader(world);
  const other = await connectReader(world, { awsAccountId: OTHER });
  const pair = await aQueuePair(world.aws, "orders");
  await aRule(peopleOf(world), "paid", [{ Id: "a", Arn: pair.sourceArn }]);
  await aRule(peopleOf(world, OTHER), "hidden", [
    { Id: "a", Arn: pair.sourceArn, RoleArn: `arn:aws:iam::${OTHER}:role/events` },
  ]);
  await collect(world, shop.id);
  await collect(world, other.id);
  const more = { scope: { kind: "accounts", accountIds: [other.id] } } as const;
  const [hidden] = (await world.ask("listResources", { name: "hidden", limit: 5 })).items;
  const [paid] = (await world.ask("listResources", { name: "paid", limit: 5 })).items;

  const { items } = await world.ask("listResources", { limit: 50 }, "viewer", more);
  const seen = await world.ask("getResource", { id: hidden?.id ?? "" }, "viewer", more);

  expect(items.map(({ name }) => name)).toEqual(["default", "hidden"]);
  expect((await world.ask("getInventory", {}, "viewer", more)).resourceCount).toBe(2);
  expect(seen.ties.find(({ arn }) => arn === pair.sourceArn)).toMatchObject({ href: null, resourceKind: null });
  expect((await world.ask("getCapabilities", {}, "viewer", more)).places).toMatchObject([
    { accountId: other.id, region: REGION },
  ]);
  await expect(world.ask("getResource", { id: paid?.id ?? "" }, "viewer", more)).rejects.toThrow("No resource");
});
