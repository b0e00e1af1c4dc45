import type { Purpose } from "@/lib/aws/aws";
import type { MetricSeries, QueueMetric } from "@/lib/aws/cloudwatch/cloud-watch";
import { METRICS_SECONDS } from "@/lib/core/queues/cadence";
import { findFeature } from "@/lib/db/capabilities";
import { saveGroupsInFlight } from "@/lib/db/fifo-groups";
import {
  anyQueueName,
  listMetricsDue,
  type MetricMinute,
  type MetricsDue,
  noteMetricsRead,
  upsertMetrics,
} from "@/lib/db/samples";
import { readSlowdown } from "../costs/slowdown";
import type { WorkerCtx } from "../worker-context";
import { noting } from "./noting";
import { readPatience } from "./patience";
import { sessionFor, type Target } from "./target";

type MinuteMetric = Exclude<QueueMetric, "groups">;
const METRICS: readonly MinuteMetric[] = ["age", "sent", "received", "deleted"];
/** CloudWatch adds and changes points for minutes after their time; each read starts this far before the last one's end. */
const LATE_POINT_SECONDS = 900;
const NEWEST_POINT_SECONDS = 60;
const PROVE_EVERY_MS = 3_600_000;

/**
 * Reads age and flow from CloudWatch for queues about which it may know something. A missing datapoint stays missing.
 * Failing here does not make the Region blind: depth still comes from SQS.
 */
export async function collectMetrics(ctx: WorkerCtx, target: Target): Promise<void> {
  if (target.account.polling === "listing") return;
  const { slowdown } = await readSlowdown(ctx.db);
  const place = [target.account.id, target.region] as const;
  const due = await listMetricsDue(ctx.db, ...place, METRICS_SECONDS.deciding * slowdown);
  if (due.length === 0) return proveMetrics(ctx, target);
  const { urgentIds } = await readPatience(ctx, due);
  const isUrgent = ({ queueId }: MetricsDue) => urgentIds.has(queueId);
  const urgent = due.filter(isUrgent);
  if (urgent.length > 0) await readMetrics(ctx, target, urgent, { purpose: "guard", slowdown: 1 });
  const others = due.filter((queue) => !isUrgent(queue));
  if (others.length > 0) await readMetrics(ctx, target, others, { purpose: "metrics", slowdown });
}

/** Of these queues, all at once: one window for all costs nothing more. */
async function readMetrics(
  ctx: WorkerCtx,
  target: Target,
  due: readonly MetricsDue[],
  { purpose, slowdown }: { readonly purpose: Purpose; readonly slowdown: number },
): Promise<void> {
  const until = new Date(Math.floor((ctx.now().getTime() - NEWEST_POINT_SECONDS * 1000) / 60_000) * 60_000);
  const starts = due.map((queue) =>
    queue.metricsUntil ? new Date(queue.metricsUntil).getTime() - LATE_POINT_SECONDS * 1000 : 0,
  );
  const earliest = until.getTime() - 3 * 3600 * 1000;
  const from = new Date(Math.max(earliest, Math.min(...starts)));
  const { cloudwatch } = sessionFor(ctx, target, "read", purpose);
  const names = due.map((queue) => queue.name);
  const series = await noting(ctx, target, "metrics", () => cloudwatch.queueMetrics(names, METRICS, from, until));
  await upsertMetrics(ctx.db, minutesFrom(due, target.account.id, series));
  const fifo = due.filter(({ name }) => name.endsWith(".fifo"));
  if (fifo.length > 0)
    await collectGroups(
      ctx,
      fifo,
      await cloudwatch.queueMetrics(
        fifo.map(({ name }) => name),
        ["groups"],
        from,
        until,
      ),
    );
  await noteMetricsRead(
    ctx.db,
    due.map(({ queueId, isDeciding }) => ({
      queueId,
      nextSeconds: Math.round(METRICS_SECONDS[isDeciding ? "deciding" : "usual"] * slowdown),
    })),
    until,
  );
}

/** The newest number of blocked groups of each FIFO queue that CloudWatch told; a queue without a point keeps what it had. */
async function collectGroups(
  ctx: WorkerCtx,
  due: readonly MetricsDue[],
  series: readonly MetricSeries[],
): Promise<void> {
  const ids = new Map(due.map(({ name, queueId }) => [name, queueId]));
  const read = series.flatMap(({ queueName, points }) => {
    const queueId = ids.get(queueName);
    const newest = points.reduce<(typeof points)[number] | undefined>(
      (last, point) => (last && last.at > point.at ? last : point),
      undefined,
    );
    return queueId && newest ? [{ queueId, count: Math.round(newest.value), at: newest.at }] : [];
  });
  await saveGroupsInFlight(ctx.db, read);
}

/** One metric of one queue, asked for once an hour while nothing is due: so it is known whether more could be read. */
async function proveMetrics(ctx: WorkerCtx, target: Target): Promise<void> {
  const place = { accountId: target.account.id, region: target.region };
  const known = await findFeature(ctx.db, place, "metrics");
  if (known && ctx.now().getTime() - new Date(known.checkedAt).getTime() < PROVE_EVERY_MS) return;
  const name = await anyQueueName(ctx.db, place.accountId, place.region);
  if (name === undefined) return;
  const until = new Date(ctx.now().getTime() - NEWEST_POINT_SECONDS * 1000);
  const from = new Date(until.getTime() - METRICS_SECONDS.deciding * 1000);
  const { cloudwatch } = sessionFor(ctx, target, "read", "metrics");
  await noting(ctx, target, "metrics", () => cloudwatch.queueMetrics([name], ["age"], from, until));
}

const COLUMN = { age: "ageSeconds", sent: "sent", received: "received", deleted: "deleted" } as const;

function minutesFrom(
  due: readonly { queueId: string; name: string }[],
  accountId: string,
  series: readonly MetricSeries[],
): MetricMinute[] {
  const ids = new Map(due.map((queue) => [queue.name, queue.queueId]));
  const minutes = new Map<string, { -readonly [K in keyof MetricMinute]: MetricMinute[K] }>();
  for (const { queueName, metric, points } of series) {
    const queueId = ids.get(queueName);
    if (!queueId || metric === "groups") continue;
    for (const point of points) {
      const key = `${queueId} ${point.at.getTime()}`;
      const minute = minutes.get(key) ?? {
        queueId,
        accountId,
        at: point.at.toISOString(),
        ageSeconds: null,
        sent: null,
        received: null,
        deleted: null,
      };
      minute[COLUMN[metric]] = Math.round(point.value);
      minutes.set(key, minute);
    }
  }
  return [...minutes.values()];
}
