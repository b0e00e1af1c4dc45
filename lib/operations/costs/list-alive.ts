import { LISTED_BACK_SECONDS, listSeconds, USUAL_SECONDS } from "@/lib/core/cost/use-cadence";
import {
  dimensionsOfUse,
  figuresOf,
  HOUR_SECONDS,
  QUICK_SECONDS,
  USE_NAMESPACES,
  type UseMetric,
} from "@/lib/core/cost/use-metrics";
import { DloError } from "@/lib/core/errors";
import { findFeature } from "@/lib/db/capabilities";
import {
  forgetUseWatches,
  listUseKinds,
  listUseResources,
  noteUseListed,
  noteUseListingRefused,
  type UseKindRow,
  type UseResource,
} from "@/lib/db/use-watch";
import { noting } from "../polling/noting";
import { sessionFor, type Target } from "../polling/target";
import type { WorkerCtx } from "../worker-context";

const REFUSED: readonly DloError["code"][] = ["aws-denied", "aws-capability-absent"];
/** Watches that are written together. */
const BATCH = 5000;

/**
 * Asks ListMetrics what is alive of each kind whose turn it is, and notes it. Where it is refused nothing is named: then all is
 * asked for, seldom, which is dearer and no reason to see nothing.
 */
export async function listAlive(ctx: WorkerCtx, target: Target, factor: number): Promise<void> {
  const place = { accountId: target.account.id, region: target.region };
  const due = (await listUseKinds(ctx.db, place)).filter((kind) => isDue(kind, ctx.now(), factor));
  if (due.length === 0 || (await wasRefusedLately(ctx, target))) return;
  try {
    await forgetUseWatches(ctx.db, place);
    for (const kind of due) await listKind(ctx, target, kind, factor);
  } catch (error) {
    if (!(error instanceof DloError) || ctx.signal.aborted || !REFUSED.includes(error.code)) throw error;
    await noteUseListingRefused(ctx.db, place);
  }
}

/** A tenth early, so that a poll which wanders does not miss its turn. */
function isDue({ kind, listedAt, hasNew }: UseKindRow, now: Date, factor: number): boolean {
  return secondsSince(listedAt, now) >= listSeconds(kind, { hasNew }, factor) * 0.9;
}

async function wasRefusedLately(ctx: WorkerCtx, { account, region }: Target): Promise<boolean> {
  const known = await findFeature(ctx.db, { accountId: account.id, region }, "unrecorded");
  const isRefused = known?.state === "denied" || known?.state === "absent";
  return isRefused && secondsSince(known.checkedAt, ctx.now()) < HOUR_SECONDS;
}

function secondsSince(at: string | null, now: Date): number {
  return at ? (now.getTime() - Date.parse(at)) / 1000 : Number.POSITIVE_INFINITY;
}

async function listKind(ctx: WorkerCtx, target: Target, { kind, listedAt }: UseKindRow, factor: number): Promise<void> {
  const place = { accountId: target.account.id, region: target.region };
  const { cloudwatch } = sessionFor(ctx, target, "read", "use");
  const named = await noting(ctx, target, "unrecorded", () => cloudwatch.activeSeries(USE_NAMESPACES[kind]));
  const namesOf = metricsByResource(named);
  // After a gap the list does not know all that lived since it was asked last.
  const isGap = listedAt !== null && secondsSince(listedAt, ctx.now()) > LISTED_BACK_SECONDS;
  const resources = await listUseResources(ctx.db, place, kind);
  for (const width of [HOUR_SECONDS, QUICK_SECONDS] as const) {
    const figures = figuresOf(kind, width);
    if (figures.length === 0) continue;
    const listed = resources.map((resource) => {
      const names = namesOf(resource);
      const alive = figures.filter(({ awsMetric }) => isGap || names?.has(awsMetric));
      return { arn: resource.arn, metrics: alive.map(({ metric }): UseMetric => metric) };
    });
    for (let start = 0; start < listed.length; start += BATCH)
      await noteUseListed(ctx.db, place, width, listed.slice(start, start + BATCH), USUAL_SECONDS[width] * factor);
  }
}

type Named = { readonly metric: string; readonly dimensions: Readonly<Record<string, string>> };
/** AWS's names by what they are of. Dimensions must be a resource's own, all of them. */
function metricsByResource(named: readonly Named[]) {
  const metrics = new Map<string, Set<string>>();
  for (const { metric, dimensions } of named) {
    const key = JSON.stringify(dimensions);
    metrics.set(key, (metrics.get(key) ?? new Set()).add(metric));
  }
  return (resource: UseResource) => metrics.get(JSON.stringify(dimensionsOfUse(resource)));
}
