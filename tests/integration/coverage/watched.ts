import { EventBridgeClient, PutRuleCommand, PutTargetsCommand, type Target } from "@aws-sdk/client-eventbridge";
import { CreateQueueCommand, type QueueAttributeName, SQSClient } from "@aws-sdk/client-sqs";
import { findAccount } from "@/lib/db/accounts";
import { forgetListHashes } from "@/lib/db/resources";
import { judgeHoles } from "@/lib/operations/coverage/judge-holes";
import { collectInventory } from "@/lib/operations/inventory/collect-inventory";
import { rootKeys } from "../../aws/sim-clients";
import { connectShop, look, REGION, SHOP, type World } from "../../support/world";

export const queueArn = (name: string, awsAccountId = SHOP) => `arn:aws:sqs:${REGION}:${awsAccountId}:${name}`;
export const ruleArn = (name: string, awsAccountId = SHOP) => `arn:aws:events:${REGION}:${awsAccountId}:rule/${name}`;

/** A connected account whose every service may be read, and what it takes to furnish it. */
export async function aWatchedAccount(world: World, awsAccountId = SHOP) {
  const account = await connectShop(world, { awsAccountId, readActions: ["*"] });
  const credentials = rootKeys(awsAccountId);
  const config = { endpoint: world.simulator.url, region: REGION, credentials, maxAttempts: 1 };
  const sqs = new SQSClient({ ...config, useQueueUrlAsEndpoint: false });
  const events = new EventBridgeClient(config);
  return {
    ...account,
    sqs,
    events,
    async queue(
      QueueName: string,
      Attributes: Partial<Record<QueueAttributeName, string>> = {},
      tags: Record<string, string> = {},
    ) {
      await sqs.send(new CreateQueueCommand({ QueueName, Attributes, tags }));
      return queueArn(QueueName, awsAccountId);
    },
    /** A rule for events of the shop with these targets. */
    async rule(Name: string, Targets: Target[], tags: Record<string, string> = {}) {
      const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
      await events.send(new PutRuleCommand({ Name, EventPattern: '{"source":["shop"]}', Tags }));
      await this.target(Name, Targets);
      return ruleArn(Name, awsAccountId);
    },
    async target(Rule: string, Targets: Target[]) {
      await events.send(new PutTargetsCommand({ Rule, Targets }));
    },
  };
}
export type WatchedAccount = Awaited<ReturnType<typeof aWatchedAccount>>;

/** A redrive policy to this dead-letter queue. */
export const redrivesTo = (deadLetterTargetArn: string) => ({
  RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 5 }),
});

/** One round of reading everything of these accounts, whatever was read before: as after *Check now*. */
export async function readAll(world: World, ...accountIds: string[]): Promise<void> {
  for (const id of accountIds) {
    await look(world, id);
    await forgetListHashes(world.workerDb, id);
    const account = await findAccount(world.db, id);
    if (account) await collectInventory(world.worker(), { account, region: REGION });
  }
}

export async function readAndJudge(world: World, ...accountIds: string[]): Promise<void> {
  await readAll(world, ...accountIds);
  await judgeHoles(world.worker());
}
