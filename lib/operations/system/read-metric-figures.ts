import { scopeOf } from "@/lib/core/actor";
import * as figures from "@/lib/db/metric-figures";
import { listPollers, type PollerRow } from "@/lib/db/pollers";
import type { Ctx } from "../context";

/** So many lines each for queues and for classes: a scrape stays small, and says how many it left out. */
export const MOST_METRIC_LINES = 2000;

/** What a scrape tells besides the process's own figures. */
export interface MetricFigures {
  readonly queues: figures.Cut<figures.QueueMetric>;
  readonly places: readonly figures.PlaceMetric[];
  readonly classes: figures.Cut<figures.ClassMetric>;
  readonly alerts: readonly figures.AlertMetric[];
  readonly pollers: readonly PollerRow[];
  /** Null for who sees a part of the installation only. */
  readonly office: figures.OfficeMetric | null;
}

/**
 * Figures by queue and class for a scrape, as far as its asker may see counts. Null where they may see none: then a scrape tells
 * about the process alone, since names of queues are nobody's business.
 */
export async function readMetricFigures(ctx: Ctx, most = MOST_METRIC_LINES): Promise<MetricFigures | null> {
  if (!ctx.actor.capabilities.includes("counts.see")) return null;
  const scope = scopeOf(ctx.actor, "counts.see");
  return {
    queues: await figures.listQueueMetrics(ctx.db, scope, most),
    places: await figures.listPlaceMetrics(ctx.db, scope),
    classes: await figures.listClassMetrics(ctx.db, scope, most),
    alerts: await figures.countAlertMetrics(ctx.db, scope),
    pollers: await listPollers(ctx.db, scope),
    office: scope.kind === "all" ? await figures.readOfficeMetrics(ctx.db) : null,
  };
}
