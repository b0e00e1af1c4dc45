import { EventBridgeClient, PutRuleCommand, PutTargetsCommand, type Target } from "@aws-sdk/client-eventbridge";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { ROLE_ACTIONS } from "@/lib/core/iam/role-policies";
import { findAccount } from "@/lib/db/accounts";
import { collectInventory } from "@/lib/operations/inventory/collect-inventory";
import { discoverQueues } from "@/lib/operations/polling/discover-queues";
import type { Target as Place } from "@/lib/operations/polling/target";
import { rootKeys, sim } from "../../aws/sim-clients";
import { connectShop, REGION, SHOP, type ShopOptions, type World } from "../../support/world";

export const READ: readonly string[] = Object.values(ROLE_ACTIONS.read).flat();
export const OTHER = "222222222222";

/** The clients of an account's people, past our own code. */
export function peopleOf(world: World, awsAccountId = SHOP) {
  const config = {
    endpoint: world.simulator.url,
    region: REGION,
    credentials: rootKeys(awsAccountId),
    maxAttempts: 1,
  };
  return { events: new EventBridgeClient(config), sns: new SNSClient(config), lambda: new LambdaClient(config) };
}

/** Connects an account with the documented read role, or one with these actions. */
export function connectReader(world: World, options: ShopOptions = {}) {
  return connectShop(world, { isWritable: false, readActions: READ, ...options });
}

/** A rule on the default bus with these targets; says its ARN. */
export async function aRule(
  { events }: Pick<ReturnType<typeof peopleOf>, "events">,
  name: string,
  targets: readonly Target[],
): Promise<string> {
  await events.send(new PutRuleCommand({ Name: name, EventPattern: '{"source":["shop"]}' }));
  if (targets.length > 0) await events.send(new PutTargetsCommand({ Rule: name, Targets: [...targets] }));
  return `arn:aws:events:${REGION}:${SHOP}:rule/${name}`;
}

/** A topic with one subscription of a queue; says both ARNs. */
export async function aSubscription({ sns }: Pick<ReturnType<typeof peopleOf>, "sns">, name: string, queueArn: string) {
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: name }));
  const { SubscriptionArn } = await sns.send(
    new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint: queueArn, ReturnSubscriptionArn: true }),
  );
  return { topicArn: TopicArn ?? "", subscriptionArn: SubscriptionArn ?? "" };
}

export async function placeOf(world: World, accountId: string, region = REGION): Promise<Place> {
  const account = await findAccount(world.db, accountId);
  if (!account) throw new Error(`no account ${accountId}`);
  return { account, region };
}

/** One round of discovery and inventory. */
export async function collect(world: World, accountId: string): Promise<void> {
  const place = await placeOf(world, accountId);
  await discoverQueues(world.worker(), place);
  await collectInventory(world.worker(), place);
}

/** How often the simulator was called with actions that match, in an account when one is named. */
export async function callCount(world: World, action: RegExp, awsAccountId?: string): Promise<number> {
  const { calls } = (await sim(world.simulator.url, "GET", "/usage")).body;
  return (calls as { action: string; accountId: string; calls: number }[])
    .filter((call) => action.test(call.action) && (awsAccountId === undefined || call.accountId === awsAccountId))
    .reduce((sum, call) => sum + call.calls, 0);
}

/** What the matrix says of a feature in the account's first place. */
export async function cellOf(world: World, accountId: string, feature: string) {
  const { places } = await world.ask("getCapabilities", { accountId });
  return places[0]?.cells.find((cell) => cell.feature === feature);
}
