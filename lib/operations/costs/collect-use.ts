import { figuresDue, IDLE_SECONDS, TROUBLE_SECONDS, USUAL_SECONDS, type UseSight } from "@/lib/core/cost/use-cadence";
import { HOUR_SECONDS, QUICK_SECONDS, type UseWidth } from "@/lib/core/cost/use-metrics";
import { listUseDue, putOffUse, type UseDue } from "@/lib/db/use-watch";
import { paceOf } from "../events/collect-event-figures";
import type { Target } from "../polling/target";
import type { WorkerCtx } from "../worker-context";
import { listAlive } from "./list-alive";
import { readUse } from "./read-use";
import { readSlowdown } from "./slowdown";

/** At most so many in a round: the rest has its turn in the next. */
const MOST_AT_ONCE = 2000;

/**
 * Reads how much each resource was used, hour by hour, and how functions did in five minutes, for costs, objectives and health.
 * Looks for what is due by its own cadence (lib/core/cost/use-cadence.ts, with what it costs). What CloudWatch does not tell stays
 * absent. Receives and changes nothing.
 */
export async function collectUse(ctx: WorkerCtx, target: Target): Promise<void> {
  if (target.account.polling === "listing") return;
  const { slowdown } = await readSlowdown(ctx.db);
  const factor = paceOf(ctx) * slowdown;
  await listAlive(ctx, target, factor);
  for (const width of [HOUR_SECONDS, QUICK_SECONDS] as const) await readDue(ctx, target, width, factor);
}

async function readDue(ctx: WorkerCtx, target: Target, width: UseWidth, factor: number): Promise<void> {
  const place = { accountId: target.account.id, region: target.region };
  const earlier = { movedSeconds: USUAL_SECONDS[width] * factor, backlogSeconds: TROUBLE_SECONDS * factor * 0.9 };
  const due = await listUseDue(ctx.db, place, width, earlier, MOST_AT_ONCE);
  const asked = due.flatMap((one) => {
    const ask = figuresDue(sightOf(one, width), ctx.now(), factor);
    return ask ? [{ due: one, ...ask }] : [];
  });
  await readUse(ctx, target, width, asked, factor);
  const isAsked = new Set(asked.map(({ due: { arn } }) => arn));
  const silent = due.filter(({ arn }) => !isAsked.has(arn)).map(({ arn }) => arn);
  if (silent.length > 0) await putOffUse(ctx.db, place, width, silent, IDLE_SECONDS * factor);
}

function sightOf({ kind, metrics, listedAt, readAt, readUntil, hasMoved }: UseDue, width: UseWidth): UseSight {
  return {
    kind,
    width,
    active: listedAt === null ? "unknown" : metrics,
    readAt: readAt ? new Date(readAt) : null,
    readUntil: readUntil ? new Date(readUntil) : null,
    hasMoved,
  };
}
