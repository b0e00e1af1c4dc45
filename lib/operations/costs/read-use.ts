import type { MetricSum, SumQuery } from "@/lib/aws/cloudwatch/cloud-watch";
import { dueSeconds, readFrom, type UseAsk } from "@/lib/core/cost/use-cadence";
import { dimensionsOfUse, figuresOf, USE_NAMESPACES, type UseFigure, type UseWidth } from "@/lib/core/cost/use-metrics";
import { type UsePoint, upsertUse } from "@/lib/db/resource-use";
import { noteUse, type UseDue } from "@/lib/db/use-watch";
import { noting } from "../polling/noting";
import { sessionFor, type Target } from "../polling/target";
import type { WorkerCtx } from "../worker-context";

/** What one call takes. */
const MOST_QUERIES = 500;
/** What goes back further is read by itself: the longest window is that of all who are read together. */
const FAR_MS = 12 * 3_600_000;
const TROUBLE_MS = 1_800_000;

/** What to ask of one resource now. */
export interface UseAsked extends UseAsk {
  readonly due: UseDue;
}

/**
 * Asks CloudWatch for these figures and keeps them, call by call. A crash in between leaves some kept and not noted as read: the
 * next time reads them again, and each bucket is one row. A look for safety that finds something reads all of it at once.
 */
export async function readUse(
  ctx: WorkerCtx,
  target: Target,
  width: UseWidth,
  asked: readonly UseAsked[],
  factor: number,
): Promise<void> {
  const isFar = ({ due }: UseAsked) => ctx.now().getTime() - fromOf(due, width, ctx.now()) > FAR_MS;
  const found: UseAsked[] = [];
  for (const part of [asked.filter((one) => !isFar(one)), asked.filter(isFar)])
    for (const group of inCalls(part)) found.push(...(await readGroup(ctx, target, width, group, factor)));
  for (const group of inCalls(found)) await readGroup(ctx, target, width, group, factor);
}

/** Reads one call's worth; returns what must be read as a whole, with nothing noted of it. */
async function readGroup(
  ctx: WorkerCtx,
  target: Target,
  width: UseWidth,
  group: readonly UseAsked[],
  factor: number,
): Promise<UseAsked[]> {
  const place = { accountId: target.account.id, region: target.region };
  const until = ctx.now();
  const queries = group.flatMap(({ due, figures }) => figures.map((figure) => ({ due, figure })));
  const from = new Date(Math.min(...group.map(({ due }) => fromOf(due, width, until))));
  const { cloudwatch } = sessionFor(ctx, target, "read", "use");
  const told = await noting(ctx, target, "metrics", () => cloudwatch.sums(queries.map(queryOf), from, until, width));
  const points = queries.flatMap(({ due: { arn }, figure: { metric } }, index) => pointsOf(arn, metric, told[index]));
  await upsertUse(ctx.db, place, width, points);
  const stirred = new Set(points.filter(({ value }) => value !== 0).map(({ arn }) => arn));
  const troubled = new Set(points.filter((point) => isTrouble(point, until)).map(({ arn }) => arn));
  const isMore = ({ due, isProbe }: UseAsked) => isProbe && stirred.has(due.arn);
  const read = group
    .filter((one) => !isMore(one))
    .map(({ due }) => ({
      arn: due.arn,
      nextSeconds: dueSeconds(
        {
          kind: due.kind,
          width,
          isBlind: due.listedAt === null,
          isAlive: due.metrics.length > 0,
          hasStirred: stirred.has(due.arn),
          isTroubled: troubled.has(due.arn) || due.hasBacklog,
          knownSeconds: (until.getTime() - Date.parse(due.firstSeenAt)) / 1000,
        },
        factor,
      ),
    }));
  await noteUse(ctx.db, place, width, read, until);
  return group.filter(isMore).map(({ due }) => ({ due, figures: figuresOf(due.kind, width), isProbe: false }));
}

function fromOf({ readUntil }: UseDue, width: UseWidth, now: Date): number {
  return readFrom(width, readUntil ? new Date(readUntil) : null, now).getTime();
}

function queryOf({ due, figure }: { due: UseDue; figure: UseFigure }): SumQuery {
  const { awsMetric: metric, statistic } = figure;
  return { namespace: USE_NAMESPACES[due.kind], metric, dimensions: dimensionsOfUse(due), statistic };
}

function pointsOf(arn: string, metric: UsePoint["metric"], told: readonly MetricSum[] = []): UsePoint[] {
  return told.map(({ at, value }) => ({ arn, metric, at: at.toISOString(), value }));
}

function isTrouble({ metric, at, value }: UsePoint, until: Date): boolean {
  const isBad = metric === "errors" || metric === "throttles";
  return isBad && value > 0 && until.getTime() - Date.parse(at) <= TROUBLE_MS;
}

/** In groups of one call each. */
function inCalls(asked: readonly UseAsked[]): UseAsked[][] {
  const groups: UseAsked[][] = [];
  let room = 0;
  for (const one of asked) {
    if (one.figures.length > room) {
      groups.push([]);
      room = MOST_QUERIES;
    }
    groups.at(-1)?.push(one);
    room -= one.figures.length;
  }
  return groups;
}
