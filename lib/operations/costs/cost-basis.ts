import type { CostLine } from "@/lib/core/cost/cost-line";
import { costLines } from "@/lib/core/cost/formulas/formulas";
import type { CostMetric, PartUse, Sums } from "@/lib/core/cost/formulas/meter";
import type { PriceBook } from "@/lib/core/cost/price-table";
import type { TaxedPart } from "@/lib/core/cost/tax/tax";
import type { Sql } from "@/lib/db/connect";
import { countReplays, listOwnShares, listRedriven, type PricedPart, sumDays } from "@/lib/db/cost-parts";

const DAY_MS = 86_400_000;
type DaySums = Map<string, Partial<Record<CostMetric, number>>>;

/** All that the costs of these parts in a time follow from. */
export interface CostBasis {
  readonly days: readonly string[];
  readonly sumsOf: ReadonlyMap<string, DaySums>;
  readonly redrivenOf: ReadonlyMap<string, ReadonlyMap<string, { readonly sent: number; readonly returned: number }>>;
  readonly replaysOf: ReadonlyMap<string, number>;
  readonly now: Date;
}

export async function loadCostBasis(
  db: Sql,
  parts: readonly PricedPart[],
  span: { readonly from: Date; readonly until: Date; readonly now: Date },
): Promise<CostBasis> {
  const { from, now } = span;
  const until = new Date(Math.min(span.until.getTime(), now.getTime()));
  const arns = parts.map(({ arn }) => arn);
  const [sums, shares, redriven, replaysOf] = await Promise.all([
    sumDays(db, arns, from, until),
    listOwnShares(db, [...new Set(parts.map(({ accountId }) => accountId))], from, until),
    listRedriven(db, arns, from, until),
    countReplays(db, arns, from, until),
  ]);
  const sumsOf = new Map<string, DaySums>(arns.map((arn) => [arn, new Map()]));
  const put = (arn: string, day: string, metric: CostMetric, value: number) => {
    const days = sumsOf.get(arn);
    days?.set(day, { ...days.get(day), [metric]: value });
  };
  for (const { arn, day, metric, value } of sums) put(arn, day, metric, value);
  const shareOf = new Map(shares.map((one) => [`${one.accountId} ${one.region} ${one.day}`, one.perQueue]));
  const days = daysOf(from, until);
  for (const { arn, kind, accountId, region } of parts)
    for (const day of kind === "queue" ? days : []) {
      const perQueue = shareOf.get(`${accountId} ${region} ${day}`);
      if (perQueue !== undefined) put(arn, day, "ownRequests", perQueue);
    }
  const redrivenOf = new Map<string, Map<string, { sent: number; returned: number }>>();
  for (const { arn, day, ...counts } of redriven)
    redrivenOf.set(arn, (redrivenOf.get(arn) ?? new Map()).set(day, counts));
  return { days, sumsOf, redrivenOf, replaysOf, now };
}

/** Days (UTC) that begin in the time. */
export function daysOf(from: Date, until: Date): string[] {
  const days: string[] = [];
  for (let at = from.getTime(); at < until.getTime(); at += DAY_MS) days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}

/** Whether anything but our own asking was told of a part on a day. */
export function isTold(sums: Sums | undefined): boolean {
  return Object.keys(sums ?? {}).some((metric) => metric !== "ownRequests");
}

/** What one part cost on these days, with what its failure tax follows from. */
export function costOfPart(part: PricedPart, basis: CostBasis, days: readonly string[], prices: PriceBook): TaxedPart {
  const use = usedBy(part, basis, days);
  const lines: CostLine[] = costLines(part, use, prices);
  const redriven = { sent: 0, returned: 0 };
  for (const day of days) {
    const told = basis.redrivenOf.get(part.arn)?.get(day);
    redriven.sent += told?.sent ?? 0;
    redriven.returned += told?.returned ?? 0;
  }
  return {
    part,
    role: part.isDeadLetterQueue ? "dead-letter" : "hop",
    use,
    lines,
    redriven,
    maxReceiveCount: part.maxReceiveCount,
    replayCount: basis.replaysOf.get(part.arn) ?? 0,
  };
}

function usedBy(part: PricedPart, { sumsOf, now }: CostBasis, days: readonly string[]): PartUse {
  const sums = sumsOf.get(part.arn);
  return {
    isRead: part.isRead || days.some((day) => isTold(sums?.get(day))),
    dayCount: days.reduce((sum, day) => sum + passedOf(day, now), 0),
    days: days.flatMap((day) => {
      const told = sums?.get(day);
      return told ? [{ day, sums: told }] : [];
    }),
  };
}

/** How much of a day is over. */
function passedOf(day: string, now: Date): number {
  return Math.min(1, Math.max(0, (now.getTime() - new Date(`${day}T00:00:00Z`).getTime()) / DAY_MS));
}

const COMES_IN: Readonly<Partial<Record<PricedPart["kind"], CostMetric>>> = {
  queue: "sent",
  topic: "published",
  bus: "matched",
  rule: "matched",
  function: "invocations",
  pipe: "invocations",
  "state-machine": "started",
};
/** What came in at this part; null where nobody counts that. */
export function messagesInto({ part, use }: Pick<TaxedPart, "part" | "use">): number | null {
  const metric = COMES_IN[part.kind];
  if (!metric || !use.isRead) return null;
  return use.days.reduce((sum, { sums }) => sum + (sums[metric] ?? 0), 0);
}
