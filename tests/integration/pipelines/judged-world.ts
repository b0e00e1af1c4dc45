import { findAccount } from "@/lib/db/accounts";
import { execute, firstRow, rows, sql } from "@/lib/db/query";
import { collectDue } from "@/lib/operations/collecting/collect-due";
import { judgePipelines } from "@/lib/operations/pipelines/judge-pipelines";
import { discoverQueues } from "@/lib/operations/polling/discover-queues";
import { sampleDepth } from "@/lib/operations/polling/sample-depth";
import { pass } from "../../support/watched-runs";
import { aQueuePair, connectShop, createWorld, REGION } from "../../support/world";
import { aPipeline } from "./known-pipeline";

export interface SaidOfPipeline {
  readonly state: string;
  readonly reason: string;
  readonly since: string;
  readonly candidate: string | null;
}
export interface KeptSpan {
  readonly state: string;
  readonly fromAt: string;
  readonly untilAt: string | null;
}

/** A shop whose pipeline is a queue with its dead-letter queue, looked at and judged once; time passes for all of it alike. */
export async function aJudgedShop() {
  const world = await createWorld({ isHurried: true });
  const shop = await connectShop(world);
  const pair = await aQueuePair(world.aws, "orders", { VisibilityTimeout: "30" });
  let shiftMs = 0;
  const worker = () => ({ ...world.worker(), now: () => new Date(Date.now() + shiftMs) });
  const account = async () => {
    const found = await findAccount(world.db, shop.id);
    if (!found) throw new Error("no account");
    return found;
  };

  /** One look at all there is; a place that refuses is looked at in vain. */
  const look = async () => {
    const target = { account: await account(), region: REGION };
    await discoverQueues(worker(), target).catch(() => undefined);
    await execute(world.db, sql`UPDATE queue_state SET next_sample_at = dlo_now()`);
    await sampleDepth(worker(), target).catch(() => undefined);
    await collectDue(worker(), target).catch(() => undefined);
  };
  const judge = async (pipelineId: string): Promise<SaidOfPipeline> => {
    await judgePipelines(worker());
    const said = await firstRow<SaidOfPipeline>(
      world.db,
      sql`SELECT state, reason, since, candidate FROM pipeline_health WHERE pipeline_id = ${pipelineId}`,
    );
    if (!said) throw new Error("it was not judged");
    return said;
  };
  /** Lets time pass in steps of a minute, looking and judging at each; returns what was said last. */
  const minutes = async (count: number, pipelineId: string): Promise<SaidOfPipeline> => {
    let said: SaidOfPipeline | undefined;
    for (let minute = 0; minute < count; minute += 1) {
      await pass(world, 60);
      shiftMs += 60_000;
      await look();
      said = await judge(pipelineId);
    }
    if (!said) throw new Error("no time passed");
    return said;
  };
  const spans = (pipelineId: string): Promise<KeptSpan[]> =>
    rows(
      world.db,
      sql`SELECT state, from_at, until_at FROM pipeline_health_span WHERE pipeline_id = ${pipelineId} ORDER BY from_at`,
    );

  await look();
  await look();
  const pipelineId = await aPipeline(world, "orders", [
    { arn: pair.sourceArn, accountId: shop.id, role: "entry" },
    { arn: pair.dlqArn, accountId: shop.id, role: "dead-letter" },
  ]);
  return { world, shop, pair, pipelineId, worker, look, judge, minutes, spans };
}
export type JudgedShop = Awaited<ReturnType<typeof aJudgedShop>>;

/** Each span begins where the one before ends, and only the last is open. */
export function whyNotWhole(spans: readonly KeptSpan[]): string | undefined {
  if (spans.at(-1)?.untilAt !== null) return "the last one is not open";
  for (const [at, { untilAt }] of spans.entries()) {
    const next = spans[at + 1];
    if (next && untilAt !== next.fromAt) return `there is a gap after ${untilAt}`;
    if (next && next.state === spans[at]?.state) return `${next.state} follows itself`;
  }
  return undefined;
}
