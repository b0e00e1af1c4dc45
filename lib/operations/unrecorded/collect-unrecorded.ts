import { BLIND_AFTER_SECONDS, bucketOf, isDue, LIST_SECONDS, toldUntil } from "@/lib/core/failures/unrecorded/cadence";
import { watchesIn } from "@/lib/core/failures/unrecorded/watches";
import { buildGraph } from "@/lib/core/inventory/graph";
import type { Sql } from "@/lib/db/connect";
import {
  beginLook,
  endLook,
  type LossPlace,
  listInvokedAsync,
  listLosingResources,
  listWatchRows,
} from "@/lib/db/unrecorded";
import { readSlowdown } from "../costs/slowdown";
import type { Target } from "../polling/target";
import type { WorkerCtx } from "../worker-context";
import { type ActivityOf, NOT_ASKED, readActivity } from "./read-activity";
import { readLosses } from "./read-losses";
import type { KnownWatch } from "./read-watch";

/**
 * Notices what fails without leaving a message: counts of CloudWatch, and executions that Step Functions keeps. Looks for
 * what is due by its own cadence. A place costs at most 13 ListMetrics calls every ten minutes ($0.56 a month at list
 * price), a thousand silent rules $1.20 a month, one that loses events $0.0864. Where ListMetrics is refused, a thousand
 * rules cost $7.20. Receives and changes nothing.
 */
export async function collectUnrecorded(ctx: WorkerCtx, target: Target): Promise<void> {
  if (target.account.polling === "listing") return;
  const place = { accountId: target.account.id, region: target.region };
  const watches = await knownWatches(ctx.db, place);
  if (watches.length === 0) return;
  const look = await beginLook(ctx.db, place, "metrics", BLIND_AFTER_SECONDS);
  const executions = await beginLook(ctx.db, place, "executions", BLIND_AFTER_SECONDS);
  const backlogBefore = { counts: toldUntil(new Date(look.since)), executions: bucketOf(new Date(executions.since)) };
  const { slowdown } = await readSlowdown(ctx.db);
  const listMs = (LIST_SECONDS * slowdown - 60) * 1000;
  const isListing = !look.listedAt || ctx.now().getTime() - Date.parse(look.listedAt) >= listMs;
  const activityOf = isListing ? await readActivity(ctx, target, watches) : NOT_ASKED;
  const due = watches.filter((watch) => isDueNow(watch, activityOf, ctx.now(), slowdown));
  const outcomes: boolean[] = [];
  for (const group of [due.filter(({ known }) => !known), due.filter(({ known }) => known)])
    if (group.length > 0) outcomes.push(await readLosses(ctx, target, group, backlogBefore));
  await endLook(ctx.db, place, "metrics", isListing);
  if (outcomes.every(Boolean)) await endLook(ctx.db, place, "executions");
}

async function knownWatches(db: Sql, place: LossPlace): Promise<KnownWatch[]> {
  const { all } = buildGraph(await listLosingResources(db, place), []);
  const watches = watchesIn({ all, invokedAsync: new Set(await listInvokedAsync(db, place)) });
  const known = new Map((await listWatchRows(db, place)).map((row) => [`${row.family} ${row.arn}`, row]));
  return watches.map((watch) => ({ ...watch, known: known.get(`${watch.family.name} ${watch.arn}`) }));
}

function isDueNow({ known, ...watch }: KnownWatch, activityOf: ActivityOf, now: Date, slowdown: number): boolean {
  const dateOf = (at: string | null | undefined) => (at ? new Date(at) : null);
  const sight = { readAt: dateOf(known?.readAt), lostAt: dateOf(known?.lostAt), activity: activityOf(watch) };
  return isDue(sight, now, slowdown);
}
