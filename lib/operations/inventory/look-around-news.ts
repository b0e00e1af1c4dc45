import { EVERYTHING } from "@/lib/core/access/scope";
import { parseArn } from "@/lib/core/arn";
import { FEATURE_OF_KIND } from "@/lib/core/inventory/feature-kinds";
import { listNews, listStaleKinds, sampleSoon } from "@/lib/db/news";
import { neighbourhoodOf } from "../evidence/neighbourhood";
import type { Target } from "../polling/target";
import type { WorkerCtx } from "../worker-context";
import { FRESH_SECONDS, readAgain } from "./read-again";

const MOST_NEWS = 20;

/**
 * Reads again what stands around a failure that is news, so that a change which may have begun it is known within a minute
 * and not at the inventory's next turn: what was read more than a minute before the failure showed, settings of queues with
 * their counters. Of one place at most twenty failures at a time, and each service once for all.
 */
export async function lookAroundNews(ctx: WorkerCtx, target: Target): Promise<void> {
  if (target.account.polling === "listing") return;
  const place = { accountId: target.account.id, region: target.region };
  const isHere = (arn: string) => {
    const { awsAccountId, region } = parseArn(arn) ?? {};
    return awsAccountId === target.account.awsAccountId && region === target.region;
  };
  const news = await listNews(ctx.db, place, MOST_NEWS);
  const around = new Set<string>();
  for (const standing of news)
    for (const arn of (await neighbourhoodOf(ctx.db, EVERYTHING, standing)).keys()) if (isHere(arn)) around.add(arn);
  if (around.size === 0) return;
  const newestMs = Math.max(...news.map(({ statusAt }) => Date.parse(statusAt)));
  const before = new Date(newestMs - FRESH_SECONDS * 1000);
  await sampleSoon(ctx.db, place, [...around], before);
  const kinds = await listStaleKinds(ctx.db, place, [...around], before);
  for (const feature of new Set(kinds.map((kind) => FEATURE_OF_KIND[kind])))
    await readAgain(ctx, target, feature, around);
}
