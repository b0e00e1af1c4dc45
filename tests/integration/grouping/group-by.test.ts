import { afterEach, beforeEach, expect, test } from "vitest";
import { GROUP_BYS } from "@/lib/core/failures/group-by";
import { clientsOf, rootKeys } from "../../aws/sim-clients";
import { deadLetter, seenQueue } from "../../support/dead-letters";
import { aQueuePair, connectShop, createWorld, REGION, type World } from "../../support/world";

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.stop());

const OTHER = "222222222222";
const failing = (error: string, order: number) => JSON.stringify({ error, order });

test("one failure in two accounts is one group by error, and every group opens exactly its classes", async () => {
  const clients = { shop: world.aws, other: clientsOf(world.simulator.url, rootKeys(OTHER), REGION) };
  const shop = await connectShop(world);
  const other = await connectShop(world, { awsAccountId: OTHER });
  await deadLetter(clients.shop, await aQueuePair(clients.shop, "orders"), [
    failing("connection timed out after 30 s", 1),
    failing("no such customer", 2),
    JSON.stringify({ order: 3 }),
  ]);
  await seenQueue(world, shop.id, "orders-dlq");
  await deadLetter(clients.other, await aQueuePair(clients.other, "bills"), [
    failing("connection timed out after 45 s", 4),
  ]);
  await seenQueue(world, other.id, "bills-dlq");

  const byError = await world.ask("groupFailures", { by: "error", view: "all" });
  const seenByOne = await world.ask("groupFailures", { by: "error", view: "all" }, "viewer", {
    scope: { kind: "accounts", accountIds: [other.id] },
  });

  const shared = byError.items.find(({ accountCount }) => accountCount === 2);
  expect(shared).toMatchObject({ classCount: 2, presentCount: 2, causeKinds: ["dependency"] });
  expect(byError.totalCount).toBe(3);
  expect(byError.items.map(({ name }) => name)).toContain("carries no error");
  expect(seenByOne.items).toMatchObject([{ key: shared?.key, classCount: 1, accountCount: 1 }]);
  for (const by of GROUP_BYS) {
    const { items } = await world.ask("groupFailures", { by, view: "all" });
    expect(items.reduce((sum, group) => sum + group.classCount, 0)).toBe(4);
    for (const group of items) {
      const opened = await world.ask("listFailureClasses", { view: "all", groupBy: by, group: group.key });
      expect(opened.totalCount).toBe(group.classCount);
    }
  }
});
