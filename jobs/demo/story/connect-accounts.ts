import { setTimeout as sleep } from "node:timers/promises";
import type { Account } from "@/lib/contract/accounts";
import type { Client } from "@/lib/contract/client";
import type { Queue } from "@/lib/contract/queues";
import { declareRoles, roleArn } from "./access";
import { BLIND, deadLetterQueueOf, SHOP_ACCOUNTS, type ShopAccount, UNREAD_DEAD_LETTER_QUEUE } from "./places";
import { SHOP } from "./shop/shop";

const FOUND_WITHIN_MS = 60_000;

/** Accounts to connect, and the dead-letter queues to be found there. */
export interface Connected {
  readonly accounts: readonly ShopAccount[];
  readonly deadLetterQueues: readonly Expected[];
}

export interface Expected {
  readonly account: ShopAccount;
  readonly name: string;
  /** Nothing lies in it yet: somebody asks for the first look when there is time. */
  readonly isReadLater?: boolean;
}

/** The eight lines of business; of a Region that is blind nothing can be found. */
export const THE_SHOP: Connected = {
  accounts: SHOP_ACCOUNTS,
  deadLetterQueues: SHOP.map(({ queue }) => queue)
    .filter((queue) => queue.account !== BLIND.account || queue.region !== BLIND.blindRegion)
    .map((queue) => ({ account: queue.account, name: deadLetterQueueOf(queue) })),
};

/**
 * Connects accounts through the REST API, gives their roles the ExternalIds made there, turns indexing on for all
 * dead-letter queues but one and those left for later, asks for a first look into them, and raises the accounts from
 * read-only. What a person changed later stays as it is.
 */
export async function connectAccounts(
  client: Client,
  simulatorUrl: string,
  { accounts, deadLetterQueues }: Connected = THE_SHOP,
): Promise<Account[]> {
  const known = (await client.listAccounts({})).items;
  return Promise.all(
    accounts.map(async (shop) => {
      const found = known.find((account) => account.awsAccountId === shop.awsAccountId);
      const account = found ?? (await connect(client, simulatorUrl, shop));
      await declareRoles(simulatorUrl, shop, account.externalId);
      // Indexing by default is what setting up ends with.
      if (account.defaultMode === "index") return account;
      return finish(
        client,
        account,
        deadLetterQueues.filter((queue) => queue.account === shop),
      );
    }),
  );
}

async function connect(client: Client, simulatorUrl: string, shop: ShopAccount): Promise<Account> {
  await declareRoles(simulatorUrl, shop);
  // Not yet indexing: otherwise the queue that nobody reads would be read once.
  return client.createAccount({ ...accountFields(shop), defaultMode: "off" });
}

/** What the form for a new account asks for. */
export function accountFields(account: ShopAccount) {
  return {
    awsAccountId: account.awsAccountId,
    name: account.name,
    environment: account.environment,
    isProduction: account.isProduction,
    regions: account.regions,
    readRoleArn: roleArn(account, "dlo-read"),
    inspectRoleArn: roleArn(account, "dlo-inspect"),
    operateRoleArn: roleArn(account, "dlo-operate"),
  };
}

async function finish(client: Client, account: Account, expected: readonly Expected[]): Promise<Account> {
  const later = new Set(expected.filter(({ isReadLater }) => isReadLater).map(({ name }) => name));
  const found = await discovered(client, account, expected);
  const read = found.filter(({ name }) => name !== UNREAD_DEAD_LETTER_QUEUE && !later.has(name));
  // All of them before the first look is asked for: the worker then sees to them together.
  await Promise.all(read.map(({ id }) => client.updateQueue({ id, mode: "index" })));
  await Promise.all(read.map(({ id }) => client.scanQueue({ id })));
  return client.updateAccount({ id: account.id, isWritable: true, defaultMode: "index" });
}

async function discovered(client: Client, account: Account, expected: readonly Expected[]): Promise<Queue[]> {
  for (const deadline = Date.now() + FOUND_WITHIN_MS; Date.now() < deadline; await sleep(250)) {
    const { items } = await client.listQueues({ accountId: account.id, isDeadLetterQueue: true, limit: 200 });
    if (expected.every(({ name }) => items.some((queue) => queue.name === name))) return items;
  }
  throw new Error(`The worker has not found the dead-letter queues of ${account.name} within a minute`);
}

/**
 * Turns indexing on for those that were left for later, and asks for a first look. What comes after it is new; without
 * it, what comes first would be taken for old.
 */
export async function readLater(client: Client, { deadLetterQueues }: Connected): Promise<void> {
  for (const { name, isReadLater } of deadLetterQueues) {
    if (!isReadLater) continue;
    const { items } = await client.listQueues({ name, isDeadLetterQueue: true });
    for (const queue of items.filter((one) => one.name === name && one.mode === "off")) {
      await client.updateQueue({ id: queue.id, mode: "index" });
      await client.scanQueue({ id: queue.id });
    }
  }
}
