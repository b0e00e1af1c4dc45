import { execute, sql } from "@/lib/db/query";
import { reckonCosts } from "@/lib/operations/costs/reckon-costs";
import { clientsOf, rootKeys } from "../../aws/sim-clients";
import { aQueuePair, connectShop, createWorld, look, REGION, SHOP, type World } from "../../support/world";

export const OTHER = "222222222222";
export const CHECKOUT = "pl_00000000000000000001";
export const BILLING = "pl_00000000000000000002";
const DAY_MS = 86_400_000;

/** Hours of one metric of a resource, as CloudWatch would have told them. */
export async function told(world: World, arn: string, accountId: string, sums: Record<string, number>, at: Date) {
  for (const [metric, value] of Object.entries(sums))
    await execute(
      world.db,
      sql`INSERT INTO series.resource_use (arn, account_id, region, width_seconds, bucket, metric, value)
          VALUES (${arn}, ${accountId}, ${REGION}, 3600, date_trunc('hour', ${at}::timestamptz), ${metric}, ${value})
          ON CONFLICT (arn, metric, width_seconds, bucket) DO UPDATE SET value = EXCLUDED.value`,
    );
  await execute(
    world.db,
    sql`INSERT INTO use_watch (account_id, region, arn, width_seconds, listed_at, read_at, read_until) VALUES (${accountId}, ${REGION}, ${arn}, 3600, dlo_now(), dlo_now(), dlo_now())
        ON CONFLICT DO NOTHING`,
  );
}

export async function aPipeline(
  world: World,
  id: string,
  name: string,
  parts: readonly { arn: string; accountId: string; role: string }[],
) {
  await execute(
    world.db,
    sql`INSERT INTO pipeline (id, anchor_arn, assembled_name, created_at, assembled_at, part_count) VALUES (${id}, ${parts[0]?.arn}, ${name}, dlo_now(), dlo_now(), ${parts.length}::int)`,
  );
  for (const [depth, { arn, accountId, role }] of parts.entries())
    await execute(
      world.db,
      sql`INSERT INTO pipeline_part (pipeline_id, arn, account_id, region, kind, name, role, depth)
          VALUES (${id}, ${arn}, ${accountId}, ${REGION}, 'queue', ${arn.split(":").at(-1)}, ${role}, ${depth}::int)`,
    );
}

/** Two accounts with a queue and its dead-letter queue each; *checkout* crosses both, the second pair's letters are shared. */
export async function openCostedShop() {
  const world = await createWorld();
  const orders = await aQueuePair(world.aws, "orders", { MaximumMessageSize: "65536" });
  const elsewhere = clientsOf(world.simulator.url, rootKeys(OTHER), REGION);
  const invoices = await aQueuePair(elsewhere, "invoices", { MaximumMessageSize: "65536" });
  const shop = await connectShop(world);
  const other = await connectShop(world, { awsAccountId: OTHER });
  for (const { id } of [shop, other]) await look(world, id);
  await execute(world.db, sql`DELETE FROM api_usage`);
  await aPipeline(world, CHECKOUT, "checkout", [
    { arn: orders.sourceArn, accountId: shop.id, role: "entry" },
    { arn: orders.dlqArn, accountId: shop.id, role: "dead-letter" },
    { arn: invoices.sourceArn, accountId: other.id, role: "hop" },
    { arn: invoices.dlqArn, accountId: other.id, role: "dead-letter" },
  ]);
  await aPipeline(world, BILLING, "billing", [{ arn: invoices.dlqArn, accountId: other.id, role: "shared" }]);
  const now = new Date();
  const yesterday = new Date(now.getTime() - DAY_MS);
  const M = 1_000_000;
  const million = { sent: M, received: M, deleted: M, sentBytes: 2000 * M, sentSamples: M };
  await told(world, orders.sourceArn, shop.id, million, yesterday);
  await told(world, orders.dlqArn, shop.id, { received: 1000, deleted: 1000, emptyReceives: M }, yesterday);
  await told(world, invoices.sourceArn, other.id, { ...million, received: 2 * M }, yesterday);
  await told(world, invoices.dlqArn, other.id, { emptyReceives: 2 * M }, yesterday);
  const reckon = () => reckonCosts(world.worker());
  return {
    world,
    shop,
    other,
    orders,
    invoices,
    reckon,
    month: yesterday.toISOString().slice(0, 7),
    awsAccountId: SHOP,
  };
}
export type CostedShop = Awaited<ReturnType<typeof openCostedShop>>;
