import type { MetricSum } from "@/lib/aws/cloudwatch/cloud-watch";
import { BUCKET_SECONDS, FIRST_LOOK_SECONDS, LATE_SECONDS, toldUntil } from "@/lib/core/failures/unrecorded/cadence";
import { isFinal, lostPerBucket, type Sum } from "@/lib/core/failures/unrecorded/lost-per-bucket";
import { noteWatchesRead } from "@/lib/db/unrecorded";
import { noting } from "../polling/noting";
import { sessionFor, type Target } from "../polling/target";
import type { WorkerCtx } from "../worker-context";
import { keepExecutions } from "./keep-executions";
import { keepLoss } from "./keep-loss";
import type { KnownWatch, ReadWatch } from "./read-watch";
import { withoutKept } from "./without-kept";

const BUCKET_MS = BUCKET_SECONDS * 1000;
const EDGE_BUCKETS = 12;

/** What happened before was there before anybody looked. */
export interface BacklogBefore {
  readonly counts: Date;
  readonly executions: Date;
}

/**
 * Asks CloudWatch for these metrics and keeps what they lost. A crash in between leaves some kept and none noted as read:
 * the next look reads them all again, and what is known adds nothing. False when some executions could not be listed.
 */
export async function readLosses(
  ctx: WorkerCtx,
  target: Target,
  watches: readonly KnownWatch[],
  backlogBefore: BacklogBefore,
): Promise<boolean> {
  const place = { accountId: target.account.id, region: target.region };
  const until = toldUntil(ctx.now());
  const read = await readBuckets(ctx, target, watches, until);
  const losing = read.filter(({ lost }) => lost.some(({ value }) => value > 0));
  const listings = await keepExecutions(
    ctx,
    target,
    losing.filter(({ family }) => family.record === "executions"),
    backlogBefore.executions,
  );
  for (const watch of read) {
    const lost = await withoutKept(ctx.db, place, watch, listings.get(watch));
    if (isWorthKeeping({ ...watch, lost })) await keepLoss(ctx, place, { ...watch, lost }, backlogBefore.counts);
  }
  const noted = read.map(({ family, arn, lost }) => ({ family: family.name, arn, lostAt: newest(lost) }));
  await noteWatchesRead(ctx.db, place, noted, until);
  return ![...listings.values()].includes("none");
}

/** Nothing lost, and nothing to correct: most of them. */
function isWorthKeeping({ lost, known }: ReadWatch): boolean {
  return lost.some(({ value }) => value > 0) || (lost.length > 0 && Boolean(known?.lostAt));
}

async function readBuckets(
  ctx: WorkerCtx,
  target: Target,
  watches: readonly KnownWatch[],
  until: Date,
): Promise<ReadWatch[]> {
  const firstLook = until.getTime() - FIRST_LOOK_SECONDS * 1000;
  const starts = watches.map(({ known }) => (known ? Date.parse(known.readUntil) - LATE_SECONDS * 1000 : firstLook));
  const from = new Date(Math.max(firstLook, Math.min(...starts)));
  const queries = watches.flatMap(({ family: { namespace, metric }, dimensions, accountedBy = [] }) =>
    [metric, ...accountedBy].map((name) => ({ namespace, metric: name, dimensions })),
  );
  const { cloudwatch } = sessionFor(ctx, target, "read", "unrecorded");
  // Some more, so that what is accounted for in the first pays for the one before it, and that again for the one before:
  // without them a bucket read again at the edge of its window would be told otherwise than before. It costs nothing.
  const early = new Date(from.getTime() - EDGE_BUCKETS * BUCKET_MS);
  const told = await noting(ctx, target, "metrics", () => cloudwatch.sums(queries, early, until, BUCKET_SECONDS));
  let next = 0;
  return watches.map((watch) => {
    const own = told.slice(next, next + 1 + (watch.accountedBy?.length ?? 0));
    next += own.length;
    return { ...watch, lost: lostOf(own, from, until) };
  });
}

function lostOf([failed = [], ...accountedBy]: readonly MetricSum[][], from: Date, until: Date): Sum[] {
  return lostPerBucket(failed, accountedBy, BUCKET_MS).filter(
    ({ at }) => at >= from && isFinal(at, until, accountedBy.length, BUCKET_MS),
  );
}

function newest(lost: readonly Sum[]): Date | null {
  return lost.reduce<Date | null>((last, { at, value }) => (value > 0 && (!last || at > last) ? at : last), null);
}
