import type { MetricSum, SumQuery } from "@/lib/aws/cloudwatch/cloud-watch";
import { EVENT_FIGURES, type FigureName, ruleDimensions } from "@/lib/core/events/event-figures";
import { CATCH_UP_SECONDS, FIRST_READ_SECONDS, LATE_SECONDS } from "@/lib/core/events/figure-cadence";
import { type FigureMinute, upsertFigures } from "@/lib/db/event-figures";
import { type EventSubject, noteFiguresRead } from "@/lib/db/event-watch";
import { noteRan } from "@/lib/db/rhythms";
import { noting } from "../polling/noting";
import { sessionFor, type Target } from "../polling/target";
import type { WorkerCtx } from "../worker-context";

const MINUTE_MS = 60_000;
/** The newest minutes are asked for and not counted on: they come late, and the next read replaces them. */
const UNTOLD_SECONDS = 120;
/** Rules that are read and kept together: a day of minutes of each is some hundred thousand points. */
const GROUP = 50;
/** What goes back further is read by itself: the longest window is that of all who are read together, page by page. */
const FAR_MS = 3 * 3_600_000;

/** What to ask of a rule or bus now. */
export interface DueFigures {
  readonly subject: EventSubject;
  readonly kind: "usual" | "quick";
  readonly figures: readonly FigureName[];
}

/**
 * Asks CloudWatch for the minutes of these figures and keeps them. A crash in between leaves some kept and none noted as
 * read: the next time reads them all again, and each minute is one row.
 */
export async function readEventFigures(ctx: WorkerCtx, target: Target, due: readonly DueFigures[]): Promise<void> {
  const isFar = (one: DueFigures) => ctx.now().getTime() - startOf(one, ctx.now()) > FAR_MS;
  for (const kind of ["usual", "quick"] as const) {
    const ofKind = due.filter((one) => one.kind === kind);
    for (const part of [ofKind.filter(isFar), ofKind.filter((one) => !isFar(one))])
      for (let start = 0; start < part.length; start += GROUP)
        await readGroup(ctx, target, kind, part.slice(start, start + GROUP));
  }
}

async function readGroup(ctx: WorkerCtx, target: Target, kind: "usual" | "quick", due: readonly DueFigures[]) {
  const place = { accountId: target.account.id, region: target.region };
  const until = new Date(Math.ceil(ctx.now().getTime() / MINUTE_MS) * MINUTE_MS);
  const asked = due.flatMap(({ subject, figures }) => figures.flatMap((figure) => queriesFor(subject, figure)));
  const { cloudwatch } = sessionFor(ctx, target, "read", "events");
  const queries = asked.map(({ query }) => query);
  const from = new Date(Math.min(...due.map((one) => startOf(one, until))));
  const answers = await noting(ctx, target, "metrics", () => cloudwatch.sums(queries, from, until, 60));
  const minutes = minutesOf(asked, answers);
  await upsertFigures(ctx.db, place, minutes);
  await noteRan(
    ctx.db,
    minutes.filter(({ triggered }) => (triggered ?? 0) > 0),
  );
  const read = due.map(({ subject: { arn } }) => ({ arn, troubleAt: newestTrouble(minutes, arn) }));
  const told = new Date(Math.floor((ctx.now().getTime() - UNTOLD_SECONDS * 1000) / MINUTE_MS) * MINUTE_MS);
  await noteFiguresRead(ctx.db, place, kind, read, told);
}

/** From when on: a little before the last read's end, after a pause all that was missed. */
function startOf({ kind, subject: { readUntil, readAt, quickAt } }: DueFigures, until: Date): number {
  const last = kind === "usual" ? readUntil : [readAt, quickAt].filter(Boolean).sort().at(-1);
  return last
    ? Math.max(until.getTime() - CATCH_UP_SECONDS * 1000, Date.parse(last) - LATE_SECONDS * 1000)
    : until.getTime() - FIRST_READ_SECONDS * 1000;
}

interface Asked {
  readonly arn: string;
  readonly figure: FigureName;
  readonly query: SumQuery;
}
/** Both spellings, where AWS has two. */
function queriesFor({ kind, arn, name, busName }: EventSubject, figure: FigureName): Asked[] {
  const { awsMetrics, unit } = EVENT_FIGURES[figure];
  const dimensions = kind === "rule" ? ruleDimensions(busName, name) : { EventBusName: name };
  return awsMetrics.map((metric) => ({
    arn,
    figure,
    query: { namespace: "AWS/Events", metric, dimensions, statistic: unit === "ms" ? "p95" : "Sum" },
  }));
}

function minutesOf(asked: readonly Asked[], told: readonly (readonly MetricSum[])[]): FigureMinute[] {
  const minutes = new Map<string, { arn: string; at: string } & { [K in FigureName]?: number }>();
  for (const [index, { arn, figure }] of asked.entries())
    for (const { at, value } of told[index] ?? []) {
      const key = `${arn} ${at.getTime()}`;
      const minute = minutes.get(key) ?? { arn, at: at.toISOString() };
      minute[figure] = EVENT_FIGURES[figure].unit === "ms" ? value : Math.round(value);
      minutes.set(key, minute);
    }
  return [...minutes.values()];
}

function newestTrouble(minutes: readonly FigureMinute[], ofArn: string): string | null {
  const isTrouble = (minute: FigureMinute) =>
    Object.entries(EVENT_FIGURES).some(([name, figure]) => figure.isTrouble && (minute[name as FigureName] ?? 0) > 0);
  const times = minutes.filter((minute) => minute.arn === ofArn && isTrouble(minute)).map(({ at }) => at);
  return times.sort().at(-1) ?? null;
}
