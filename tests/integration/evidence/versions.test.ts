import { afterAll, beforeAll, expect, test } from "vitest";
import { createWorld, type World } from "../../support/world";
import { aConsumedQueue, anAccount } from "./consumed-queue";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.stop());

const versionIn = async (classId: string) =>
  (await world.ask("getFailureClass", { id: classId })).why.find(({ part }) => part === "consumer version")?.value;

test.concurrent("a deploy between two failures without error text makes two classes, which say their consumer's version", async () => {
  const shop = await aConsumedQueue(world, await anAccount(world, "111111111111"), "orders");
  await shop.readInventory();
  const [first, second] = [await shop.fail(), await shop.fail()];
  await shop.deploy("2");
  await shop.readInventory();

  const afterDeploy = await shop.fail();

  expect(second.classId).toBe(first.classId);
  expect(afterDeploy.classId).not.toBe(first.classId);
  const versions = [await versionIn(first.classId), await versionIn(afterDeploy.classId)];
  expect(versions).toEqual([first.consumerVersion, afterDeploy.consumerVersion]);
  expect(new Set(versions).size).toBe(2);
  expect(versions.every((version) => /^[0-9a-f]{8}$/.test(version ?? ""))).toBe(true);
});

test.concurrent("a version that becomes known later splits no class; the next deploy does", async () => {
  const shop = await aConsumedQueue(world, await anAccount(world, "222222222222"), "refunds");
  const unknown = await shop.fail();
  await shop.readInventory();
  const known = await shop.fail();
  await shop.deploy("2");
  await shop.readInventory();

  const afterDeploy = await shop.fail();

  expect(unknown.consumerVersion).toBeNull();
  expect(known).toMatchObject({ classId: unknown.classId, consumerVersion: expect.any(String) });
  expect(await versionIn(unknown.classId)).toBe(known.consumerVersion);
  expect(afterDeploy.classId).not.toBe(unknown.classId);
});

test.concurrent("a version that began after the class failed last makes a class of its own", async () => {
  const shop = await aConsumedQueue(world, await anAccount(world, "333333333333"), "returns");
  const before = await shop.fail();
  await shop.readInventory();
  await shop.deploy("2");
  await shop.readInventory();

  const after = await shop.fail();

  expect(before.consumerVersion).toBeNull();
  expect(after.classId).not.toBe(before.classId);
  expect(await versionIn(before.classId)).toBeUndefined();
});

test.concurrent("of two consumers nobody knows whose code failed", async () => {
  const account = await anAccount(world, "444444444444");
  const shop = await aConsumedQueue(world, account, "stock");
  const other = await aConsumedQueue(world, account, "parcels");
  await shop.consume({ FunctionName: other.FunctionName });
  await shop.readInventory();

  expect((await shop.fail()).consumerVersion).toBeNull();
});
