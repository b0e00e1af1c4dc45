import { usualGapSeconds } from "@/lib/core/inventory/usual-gap";
import { listRulesToWatch, saveActivity, saveHours } from "@/lib/db/activity";
import { readSlowdown } from "../costs/slowdown";
import { sessionFor, type Target } from "../polling/target";
import type { WorkerCtx } from "../worker-context";

const EVERY_SECONDS = 6 * 3600;
/** A silence of up to two weeks is judged against the two weeks before it; further back costs no more. */
const WATCHED_DAYS = 28;

/**
 * In which hours each rule ran, when it last did, and its usual gap, from CloudWatch. Looks for what is due by its own cadence: each rule
 * every six hours, and once soon after it was found. Each rule is one metric that is billed.
 */
export async function watchActivity(ctx: WorkerCtx, target: Target): Promise<void> {
  if (target.account.polling === "listing") return;
  const place = { accountId: target.account.id, region: target.region };
  const { slowdown } = await readSlowdown(ctx.db);
  const everySeconds = Math.round(EVERY_SECONDS * slowdown);
  const rules = await listRulesToWatch(ctx.db, place.accountId, place.region, everySeconds);
  if (rules.length === 0) return;
  const until = ctx.now();
  const from = new Date(until.getTime() - WATCHED_DAYS * 24 * 3600 * 1000);
  const { cloudwatch } = sessionFor(ctx, target, "read", "activity");
  const matched = await cloudwatch.ruleMatches(rules, from, until);
  const seen = matched.map(({ arn, hours }) => {
    const newest = Math.max(...hours.map(({ at }) => at.getTime()));
    const lastMatchedAt = hours.length === 0 ? null : new Date(newest);
    return { arn, lastMatchedAt, usualGapSeconds: usualGapSeconds(hours.map(({ at }) => at)) };
  });
  await saveHours(ctx.db, place, matched);
  await saveActivity(ctx.db, place, from, seen);
}
