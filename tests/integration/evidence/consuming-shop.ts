import { CreateEventSourceMappingCommand, CreateFunctionCommand } from "@aws-sdk/client-lambda";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { execute, firstRow, sql } from "@/lib/db/query";
import { scanQueue } from "@/lib/operations/collecting/scan-queue";
import { gatherEvidence } from "@/lib/operations/evidence/gather-evidence";
import type { BehaviourStep } from "@/simulator/lambda/behaviour";
import { sim } from "../../aws/sim-clients";
import { seenQueue } from "../../support/dead-letters";
import { aQueuePair, look, REGION, SHOP, type ShopOptions, type World } from "../../support/world";
import { callCount, collect, connectReader, placeOf } from "../inventory/graph-world";

export const TIMEOUT_SECONDS = 5;
export const FUNCTION = "order-writer";
const FUNCTION_ARN = `arn:aws:lambda:${REGION}:${SHOP}:function:${FUNCTION}`;

/** A shop whose queue is consumed by a function, seen once while all was well, so that whatever fails is news. */
export async function aConsumingShop(world: World, options: ShopOptions = {}) {
  const account = await connectReader(world, options);
  const pair = await aQueuePair(world.aws, "orders", { VisibilityTimeout: "30" });
  await world.aws.lambda.send(
    new CreateFunctionCommand({
      FunctionName: FUNCTION,
      Role: `arn:aws:iam::${SHOP}:role/${FUNCTION}`,
      Runtime: "nodejs24.x",
      Handler: "index.handler",
      Timeout: TIMEOUT_SECONDS,
      Code: { ZipFile: Buffer.from("code") },
    }),
  );
  const mapping = {
    FunctionName: FUNCTION,
    EventSourceArn: pair.sourceArn,
    BatchSize: 10,
    MaximumBatchingWindowInSeconds: 5,
  };
  await world.aws.lambda.send(new CreateEventSourceMappingCommand(mapping));
  const queue = await seenQueue(world, account.id, "orders-dlq");
  await collect(world, account.id);
  const place = await placeOf(world, account.id);
  const classes = async () => (await world.ask("listFailureClasses", { view: "all" })).items;
  const theClass = async () => {
    const [found] = await classes();
    if (!found) throw new Error("no class was found");
    return found;
  };
  return {
    accountId: account.id,
    queueId: queue.id,
    place,
    theClass,
    /** What the consumer does with what it gets from now on. */
    async behave(...behaviour: BehaviourStep[]): Promise<void> {
      const answer = await sim(world.simulator.url, "POST", "/setup", {
        functions: [{ arn: FUNCTION_ARN, behaviour }],
      });
      if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
    },
    /** Messages that the consumer gets, as one batch or each by itself, fails on and that end up indexed; says their ids. */
    async fail(
      count: number,
      body: (index: number) => unknown = (index) => ({ order: index }),
      isOneBatch = true,
    ): Promise<string[]> {
      const ids: string[] = [];
      for (let index = 0; index < count; index += 1) {
        const MessageBody = JSON.stringify(body(index));
        const sent = await world.aws.sqs.send(new SendMessageCommand({ QueueUrl: pair.sourceUrl, MessageBody }));
        ids.push(sent.MessageId ?? "");
        if (!isOneBatch) await world.simulator.world.advance(6);
      }
      for (let step = 0; step < 4; step += 1) await world.simulator.world.advance(35);
      await look(world, account.id);
      await scanQueue(world.worker(), queue.id, true);
      return ids;
    },
    gather: () => gatherEvidence(world.worker(), place),
    evidence: async (role: "admin" | "viewer" = "admin") =>
      world.ask("getClassEvidence", { id: (await theClass()).id }, role),
    /** As if the time to look again had come. */
    async wait(): Promise<void> {
      await execute(world.db, sql`UPDATE class_evidence_ask SET next_look_at = dlo_now()`);
    },
    searches: () => callCount(world, /^logs:FilterLogEvents$/),
    auditCount: async (action: string) =>
      (
        await firstRow<{ n: number }>(
          world.db,
          sql`SELECT count(*)::int AS n FROM audit_entry WHERE action = ${action}`,
        )
      )?.n,
  };
}
export type ConsumingShop = Awaited<ReturnType<typeof aConsumingShop>>;
