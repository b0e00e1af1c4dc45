import { DloError } from "@/lib/core/errors";
import type { WatchActivity } from "@/lib/core/failures/unrecorded/cadence";
import type { LossWatch } from "@/lib/core/failures/unrecorded/watches";
import { noting } from "../polling/noting";
import { sessionFor, type Target } from "../polling/target";
import type { WorkerCtx } from "../worker-context";

export type ActivityOf = (watch: LossWatch) => WatchActivity;
export const NOT_ASKED: ActivityOf = () => "not-asked";

/** Which of the watched things CloudWatch had a datapoint of lately: one question for each metric, however many things. */
export async function readActivity(ctx: WorkerCtx, target: Target, watches: readonly LossWatch[]): Promise<ActivityOf> {
  const metrics = new Map(watches.map(({ family }) => [`${family.namespace} ${family.metric}`, family]));
  const { cloudwatch } = sessionFor(ctx, target, "read", "unrecorded");
  try {
    const active = await noting(ctx, target, "unrecorded", async () => {
      const keys = new Set<string>();
      for (const [key, { namespace, metric }] of metrics)
        for (const dimensions of await cloudwatch.activeMetrics(namespace, metric)) keys.add(keyOf(key, dimensions));
      return keys;
    });
    return ({ family, dimensions }) =>
      active.has(keyOf(`${family.namespace} ${family.metric}`, dimensions)) ? "active" : "silent";
  } catch (error) {
    // Dearer without it, and no reason to see nothing.
    if (!(error instanceof DloError) || ctx.signal.aborted) throw error;
    return () => "unknown";
  }
}

function keyOf(metric: string, dimensions: Readonly<Record<string, string>>): string {
  return JSON.stringify([metric, ...Object.entries(dimensions).sort(([one], [other]) => (one < other ? -1 : 1))]);
}
