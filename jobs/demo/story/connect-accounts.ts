import { setTimeout as sleep } from "node:timers/promises";
import type { Account } from "@/lib/contract/accounts";
import type { Client } from "@/lib/contract/client";
import { declareRoles, roleArn } from "./access";
import { BLIND, deadLetterQueueOf, SHOP_ACCOUNTS, type ShopAccount, UNREAD_DEAD_LETTER_QUEUE } from "./places";
import { SHOP } from "./shop/shop";

const FOUND_WITHIN_MS = 60_000;

/**
 * Connects the shop's accounts through the REST API, gives their roles the ExternalIds made there, turns indexing on for
 * all dead-letter queues but one, asks for a first look into them, and raises the accounts from read-only. What a person changed later stays as it is.
 */
export async function connectAccounts(client: Client, simulatorUrl: string): Promise<Account[]> {
  const known = (await client.listAccounts({})).items;
  return Promise.all(
    SHOP_ACCOUNTS.map(async (shop) => {
      const found = known.find((account) => account.awsAccountId === shop.awsAccountId);
      const account = found ?? (await connect(client, simulatorUrl, shop));
      await declareRoles(simulatorUrl, shop, account.externalId);
      // Indexing by default is what setting up ends with.
      return account.defaultMode === "index" ? account : finish(client, shop, account);
    }),
  );
}

async function connect(client: Client, simulatorUrl: string, shop: ShopAccount): Promise<Account> {
  await declareRoles(simulatorUrl, shop);
  return client.createAccount({
    awsAccountId: shop.awsAccountId,
    name: shop.name,
    environment: shop.environment,
    isProduction: shop.isProduction,
    regions: shop.regions,
    readRoleArn: roleArn(shop, "dlo-read"),
    inspectRoleArn: roleArn(shop, "dlo-inspect"),
    operateRoleArn: roleArn(shop, "dlo-operate"),
    // Not yet indexing: otherwise the queue that nobody reads would be read once.
    defaultMode: "off",
  });
}

async function finish(client: Client, shop: ShopAccount, { id }: Account): Promise<Account> {
  for (const queue of await discovered(client, shop, id)) {
    if (queue.name === UNREAD_DEAD_LETTER_QUEUE) continue;
    await client.updateQueue({ id: queue.id, mode: "index" });
    await client.scanQueue({ id: queue.id });
  }
  return client.updateAccount({ id, isWritable: true, defaultMode: "index" });
}

async function discovered(client: Client, shop: ShopAccount, accountId: string) {
  const expected = SHOP.map(({ queue }) => queue)
    .filter((queue) => queue.account === shop)
    .filter((queue) => queue.account !== BLIND.account || queue.region !== BLIND.blindRegion)
    .map(deadLetterQueueOf);
  for (const deadline = Date.now() + FOUND_WITHIN_MS; Date.now() < deadline; await sleep(250)) {
    const { items } = await client.listQueues({ accountId, isDeadLetterQueue: true, limit: 200 });
    if (expected.every((name) => items.some((queue) => queue.name === name))) return items;
  }
  throw new Error(`The worker has not found the dead-letter queues of ${shop.name} within a minute`);
}
