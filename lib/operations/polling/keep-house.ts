import type { UsageCount } from "@/lib/aws/aws";
import { REMEMBERED_DAYS } from "@/lib/core/alerts/delivery/pagerduty-answer";
import { isSlowedPurpose } from "@/lib/core/cost/purposes";
import { forgetAlerts } from "@/lib/db/alert-changes";
import { forgetChannelAnswers } from "@/lib/db/channel-answers";
import { foldClassCounts } from "@/lib/db/class-counts";
import { judgeClasses as judge } from "@/lib/db/class-status";
import { wakeClasses } from "@/lib/db/class-triage";
import { forgetOld } from "@/lib/db/idempotency";
import { markProbablyExpired } from "@/lib/db/messages";
import { forgetNotices } from "@/lib/db/notices";
import { forgetNotifications } from "@/lib/db/notifications";
import { forgetGone } from "@/lib/db/pipeline-assembly";
import { forgetHealthSpans } from "@/lib/db/pipeline-health";
import { keepSeries } from "@/lib/db/samples";
import { forgetUnrecorded } from "@/lib/db/unrecorded";
import { addUsage } from "@/lib/db/usage";
import { readSlowdown } from "../costs/slowdown";
import type { WorkerCtx } from "../worker-context";

const NOTICE_DAYS = 90;
const HEALTH_DAYS = 400;

/** Makes tomorrow's partitions, drops what is past its time: raw samples 7 days, 5 minutes 60 days, hours, how pipelines did, alerts and what channels were told 400 days, notices 90 days. */
export async function keepRetention(ctx: WorkerCtx): Promise<void> {
  await keepSeries(ctx.db, { rawDays: 7, fiveMinuteDays: 60, hourDays: 400 });
  await forgetOld(ctx.db);
  await forgetUnrecorded(ctx.db, { counts: 60 });
  await forgetNotices(ctx.db, NOTICE_DAYS);
  await forgetNotifications(ctx.db, HEALTH_DAYS);
  await forgetChannelAnswers(ctx.db, REMEMBERED_DAYS);
  await forgetHealthSpans(ctx.db, HEALTH_DAYS);
  await forgetAlerts(ctx.db, HEALTH_DAYS);
  await forgetGone(ctx.db, HEALTH_DAYS);
}

/**
 * Writes down which AWS calls were made since the last time; what cannot be written is written next time. A worker that is
 * killed takes with it what it counted since then: one round at most.
 */
export async function flushUsage(ctx: WorkerCtx): Promise<void> {
  const counts = ctx.aws.takeUsage();
  if (counts.length === 0) return;
  try {
    const { slowdown } = await readSlowdown(ctx.db);
    const sparedOf = ({ purpose, units }: UsageCount) => (isSlowedPurpose(purpose) ? units * (slowdown - 1) : 0);
    await addUsage(
      ctx.db,
      counts.map((count) => ({ ...count, sparedUnits: sparedOf(count) })),
    );
  } catch (error) {
    ctx.aws.returnUsage(counts);
    throw error;
  }
}

/** Keeps the order of the list of classes young; their counts are exact without it. */
export async function foldCounts(ctx: WorkerCtx): Promise<void> {
  await foldClassCounts(ctx.db);
}

/** Marks what retention has probably deleted, moves failure classes on in their life, and wakes the snoozed ones whose time has come. */
export async function judgeClasses(ctx: WorkerCtx): Promise<void> {
  await markProbablyExpired(ctx.db);
  await foldClassCounts(ctx.db);
  await judge(ctx.db);
  await wakeClasses(ctx.db);
}
