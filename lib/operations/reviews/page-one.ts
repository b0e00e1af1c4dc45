import type { Scope } from "@/lib/core/access/scope";
import type { ReviewedPipeline, ReviewNumber, TeamLine, Totals, TrendPoint } from "@/lib/core/review/review";
import {
  headlineOf,
  NUMBER_FACTS,
  numbersOf,
  numberValue,
  type Sight,
  type Summed,
  teamsOf,
  totalsOf,
  trendOf,
  weeksUpTo,
} from "@/lib/core/review/summarise";
import { type Tallies, tallyOf } from "@/lib/core/review/tally";
import type { Sql } from "@/lib/db/connect";
import { readTallies } from "@/lib/db/review-tallies";
import { listTrendReviews, type ReviewRow } from "@/lib/db/reviews";

/** What is worked out of the facts that somebody may see; of who sees all it was frozen with them. */
export interface PageOne {
  readonly headline: string;
  readonly numbers: readonly (ReviewNumber & { readonly trend: readonly TrendPoint[] })[];
  readonly teams: readonly TeamLine[];
  readonly unownedCount: number;
  readonly totals: Totals;
  readonly sight: Sight | null;
}

interface Seen {
  readonly summed: Summed;
  readonly byTeam: ReadonlyMap<string | null, Tallies>;
  readonly pipelines: readonly ReviewedPipeline[];
}

/** The numbers of one review, their trend over those before it, teams and totals, all out of facts in the scope. */
export async function pageOneOf(db: Sql, scope: Scope, review: ReviewRow, seen: Seen): Promise<PageOne> {
  const { summed, byTeam, pipelines } = seen;
  const before = await talliesByWeek(db, scope, review);
  const numbers = numbersOf(summed).map((number) => {
    const values = new Map([...before].map(([week, tallies]) => [week, numberValue(number.key, tallies, null)]));
    return { ...number, trend: trendOf(review.week, values.set(review.week, number.value)) };
  });
  return {
    headline: headlineOf(summed),
    numbers,
    teams: teamsOf(byTeam, countByTeam(pipelines)),
    unownedCount: tallyOf(summed.tallies, "unowned").count,
    totals: totalsOf(summed.tallies),
    sight: summed.sight,
  };
}

/** Of each week the review that was written last before this one. */
async function talliesByWeek(db: Sql, scope: Scope, review: ReviewRow): Promise<Map<string, Tallies>> {
  const found = await listTrendReviews(db, weeksUpTo(review.week), review);
  const ids = new Map<string, string>();
  for (const { id, week } of found) if (id !== review.id && !ids.has(week)) ids.set(week, id);
  const tallies = await readTallies(db, scope, [...ids.values()], Object.values(NUMBER_FACTS).flat());
  return new Map([...ids].map(([week, id]) => [week, tallies.get(id) ?? new Map()]));
}

function countByTeam(pipelines: readonly ReviewedPipeline[]): Map<string | null, number> {
  return new Map([...Map.groupBy(pipelines, ({ team }) => team)].map(([team, own]) => [team, own.length]));
}
