import type { InputOf, OutputOf } from "@/lib/contract";
import { findAccount } from "@/lib/db/accounts";
import { execute, firstRow, rows, sql } from "@/lib/db/query";
import { operations } from "@/lib/operations";
import { collectMetrics } from "@/lib/operations/polling/collect-metrics";
import { discoverQueues } from "@/lib/operations/polling/discover-queues";
import { sampleDepth } from "@/lib/operations/polling/sample-depth";
import type { WorkerCtx } from "@/lib/operations/worker-context";
import { sim } from "../../aws/sim-clients";
import { REGION, SHOP, type World } from "../../support/world";

/** Lets time pass for AWS, the database and both halves of the product alike. */
export async function pass(world: World, seconds: number): Promise<void> {
  await world.simulator.world.advance(seconds);
  await execute(world.db, sql`UPDATE series.clock_shift SET shift = shift + make_interval(secs => ${seconds})`);
  await firstRow(world.workerDb, sql`SELECT series.ensure_partitions(3)`);
}
export const nowIn = (world: World) => new Date(world.simulator.world.clock.now());
export const workerIn = (world: World, workerId?: string): WorkerCtx => ({
  ...world.worker(workerId),
  now: () => nowIn(world),
});

/** A round of discovery, depth and metrics: everything that works with the read role alone. */
export async function lookWithoutReceiving(world: World, accountId: string): Promise<void> {
  const account = await findAccount(world.db, accountId);
  if (!account) throw new Error(`no account ${accountId}`);
  const target = { account, region: REGION };
  await discoverQueues(workerIn(world), target);
  await execute(world.db, sql`UPDATE queue_state SET next_sample_at = dlo_now(), next_metrics_at = dlo_now()`);
  await sampleDepth(workerIn(world), target);
  await collectMetrics(workerIn(world), target);
}

export function listLosses(world: World, input: InputOf<"listLosses"> = {}): Promise<OutputOf<"listLosses">> {
  return operations.listLosses({ ...world.web("viewer"), now: () => nowIn(world) }, input);
}

/** Everything in the account stays off: counters and age only. */
export async function turnOff(world: World): Promise<void> {
  await execute(world.db, sql`UPDATE account SET default_mode = 'off'`);
  await execute(world.db, sql`UPDATE queue SET mode = 'off'`);
}

/** How often AWS was asked to hand out messages by our roles. */
export async function receiveCalls(world: World): Promise<number> {
  const { body } = await sim(world.simulator.url, "GET", "/usage");
  const calls: readonly { roleArn: string; action: string; calls: number }[] = body.roleCalls;
  return calls.filter((call) => call.action === "sqs:ReceiveMessage").reduce((sum, call) => sum + call.calls, 0);
}

/** When retention deleted the first message of a queue; undefined while it has not. */
export function firstDeathIn(world: World, queueName: string): Date | undefined {
  const { effects } = world.simulator.world.usage.effects(0, 50_000);
  const death = effects.find(
    (effect) =>
      effect.accountId === SHOP &&
      effect.queueName === queueName &&
      effect.action === "DeleteMessage" &&
      effect.principalArn === "sqs",
  );
  return death && new Date(death.at);
}

/** Copies in the vault, by message. */
export function copies(world: World): Promise<{ messageId: string; count: number }[]> {
  return rows(
    world.db,
    sql`SELECT message_id, count(*)::int AS count FROM vault_item WHERE state = 'kept' GROUP BY 1 ORDER BY 1`,
  );
}
