import { assemblePipelines } from "@/lib/operations/pipelines/assemble-pipelines";
import type { World } from "../../support/world";
import { aWatchedAccount, queueArn, readAll, redrivesTo, type WatchedAccount } from "../coverage/watched";

/** Two ways of a shop: a rule that fills the queue of orders, and one that fills that of the stock. */
export async function aShop(world: World) {
  const shop = await aWatchedAccount(world);
  for (const name of ["orders", "stock"]) await aWay(shop, name);
  await assembled(world, shop.id);
  return shop;
}

export async function aWay(
  account: WatchedAccount,
  name: string,
  tags: Record<string, string> = {},
  dlq = `${name}-dlq`,
) {
  const dlqArn = await account.queue(dlq);
  const arn = await account.queue(name, redrivesTo(dlqArn), tags);
  await account.rule(`${name}-placed`, [{ Id: "queue", Arn: arn }]);
  return arn;
}

/** Reads everything of these accounts and assembles it. */
export async function assembled(world: World, ...accountIds: string[]): Promise<void> {
  await readAll(world, ...accountIds);
  await assemblePipelines(world.worker());
}

export async function idOf(world: World, name: string): Promise<string> {
  const found = (await world.ask("listPipelines", { limit: 200 })).items.find((one) => one.name === name);
  if (!found) throw new Error(`there is no pipeline ${name}`);
  return found.id;
}

export async function namesOf(world: World): Promise<string[]> {
  return (await world.ask("listPipelines", { sort: "name", limit: 200 })).items.map(({ name }) => name);
}
export { queueArn };
