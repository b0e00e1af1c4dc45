import { UpdateFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import { SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createWorld, look, type World } from "../../support/world";
import { peopleOf } from "../inventory/graph-world";
import { aConsumedQueue, anAccount } from "./consumed-queue";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.stop());

test.concurrent("what was changed before a failure began is suspected, the consumer's code first, in plain words", async () => {
  const account = await anAccount(world, "111111111111");
  const shop = await aConsumedQueue(world, account, "orders", { isRead: true });
  const other = await aConsumedQueue(world, account, "stock");
  await shop.readInventory();
  const { lambda } = peopleOf(world, account.awsAccountId);
  await shop.deploy("2");
  await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: shop.FunctionName, Timeout: 30 }));
  await other.deploy("2");
  const Attributes = { MessageRetentionPeriod: "86400" };
  await account.clients.sqs.send(new SetQueueAttributesCommand({ QueueUrl: shop.pair.sourceUrl, Attributes }));
  await shop.readInventory();
  await look(world, account.id);
  const { classId } = await shop.fail();

  const { items, onsetAt, onsetNote } = await world.ask("listSuspects", { id: classId });

  expect(items.slice(0, 4).map(({ name, text, relation }) => [name, text, relation])).toEqual([
    [shop.FunctionName, expect.stringMatching(/^(code changed|timeout 3 s → 30 s)$/), "it consumes orders"],
    [shop.FunctionName, expect.stringMatching(/^(code changed|timeout 3 s → 30 s)$/), "it consumes orders"],
    ["orders", "retention 4 d → 1 d", "it is the source queue"],
    [other.FunctionName, "code changed", "no tie known; same account and Region"],
  ]);
  expect(items.every(({ secondsBefore, resourceId }) => secondsBefore >= 0 && resourceId !== null)).toBe(true);
  expect(onsetNote).toBe("when its first message was first received");
  expect(Math.abs(Date.now() - Date.parse(onsetAt))).toBeLessThan(60_000);
});

test.concurrent("of what was there before we looked nobody knows when it began, and strangers learn nothing of it", async () => {
  const account = await anAccount(world, "222222222222");
  const shop = await aConsumedQueue(world, account, "returns");
  const { classId } = await shop.fail();

  const told = await world.ask("listSuspects", { id: classId });

  expect(told).toMatchObject({ items: [], onsetNote: "or before: it was there when we first looked" });
  expect(told.unseen).toMatch(
    /^Changes are known only since the account was connected, .* Never read: functions and mappings; /,
  );
  const stranger = { scope: { kind: "accounts", accountIds: [] } } as const;
  await expect(world.ask("listSuspects", { id: classId }, "admin", stranger)).rejects.toMatchObject({
    code: "not-found",
  });
});
