import type { FactKind } from "./fact";
import type { Money, NumberKey, ReviewNumber, Sums, TeamLine, Totals, TrendPoint, Unit } from "./review";
import { type Tallies, type Tally, tallyOf } from "./tally";
import { shiftWeek } from "./week";
import { capital, countWords, hoursWords, someWords, spanWords } from "./words";

const TREND_WEEKS = 12;
const LOST: readonly FactKind[] = ["expired", "lost"];

/** How much of what could be lost was looked at: of how many dead-letter queues single messages are read. Null: not told. */
export interface Sight {
  readonly deadLetterCount: number;
  readonly readCount: number;
}

/** What the numbers of page one rest on: what they sum is what their reader may see. */
export interface Summed {
  readonly tallies: Tallies;
  readonly unit: Unit;
  readonly sight: Sight | null;
}

/** Which facts the numbers of page one are made of. */
export const NUMBER_FACTS: Readonly<Record<NumberKey, readonly FactKind[]>> = {
  late: ["late"],
  lost: LOST,
  pages: ["page"],
  "time-to-resolve": ["time-to-resolve"],
  "blind-hours": ["blind"],
  "budget-overspent": ["budget"],
};

/** The value of a number alone; null where nobody knows it. */
export function numberValue(key: NumberKey, tallies: Tallies, sight: Sight | null): number | null {
  const of = (kind: FactKind) => tallyOf(tallies, kind);
  const values: Readonly<Record<NumberKey, () => number | null>> = {
    late: () => of("late").sum,
    lost: () => lostOf(tallies, sight),
    pages: () => of("page").subjectCount,
    "time-to-resolve": () => of("time-to-resolve").median,
    "blind-hours": () => of("blind").sum,
    "budget-overspent": () => (of("budget").knownCount === 0 ? null : of("budget").negativeCount),
  };
  return values[key]();
}

/** Nobody knows what was lost where no message is read; what is known all the same is a number. */
function lostOf(tallies: Tallies, sight: Sight | null): number | null {
  const sum = LOST.reduce((all, kind) => all + tallyOf(tallies, kind).sum, 0);
  return sum === 0 && sight !== null && sight.deadLetterCount > 0 && sight.readCount === 0 ? null : sum;
}

/** The numbers of page one, in their order. */
export function numbersOf(summed: Summed): ReviewNumber[] {
  const { tallies, unit, sight } = summed;
  const value = (key: NumberKey) => numberValue(key, tallies, sight);
  const number = (
    key: NumberKey,
    label: string,
    more: Omit<ReviewNumber, "key" | "label" | "value" | "factKinds">,
  ) => ({
    ...{ key, label, value: value(key), ...more },
    factKinds: NUMBER_FACTS[key],
  });
  const late = tallyOf(tallies, "late");
  const resolved = value("time-to-resolve");
  const overspent = value("budget-overspent");
  const lost = value("lost");
  return [
    number("late", `${capital(unit.many)} late`, {
      words: `${someWords(late.sum, unit)} late`,
      why: late.unknownCount > 0 ? notWatched(late.unknownCount) : null,
      isEstimate: late.unknownCount > 0,
    }),
    number("lost", `${capital(unit.many)} lost`, {
      words: lost === null ? "not known" : `${someWords(lost, unit)} lost`,
      why: whyLost(sight),
      isEstimate: true,
    }),
    number("pages", "Pages", {
      words: someWords(value("pages") ?? 0, { one: "page", many: "pages" }),
      why: noiseNote(tallyOf(tallies, "page")),
      isEstimate: false,
    }),
    number("time-to-resolve", "Time to resolve", {
      words: resolved === null ? "nothing was resolved" : `${spanWords(resolved)} to resolve`,
      why: "The middle of the alerts that ended, from the first failure to the last. What was called noise is left out.",
      isEstimate: false,
    }),
    number("blind-hours", "Hours blind", {
      words: tallyOf(tallies, "blind").sum === 0 ? "never blind" : `${hoursWords(value("blind-hours") ?? 0)} blind`,
      why: "Hours of each account and Region in which nothing could be read, added up.",
      isEstimate: false,
    }),
    number("budget-overspent", "Budgets overspent", {
      words: overspent === null ? "not measurable" : `${someWords(overspent, BUDGETS)} overspent`,
      why: budgetNote(tallyOf(tallies, "budget")),
      isEstimate: false,
    }),
  ];
}

const BUDGETS: Unit = { one: "budget", many: "budgets" };

function notWatched(count: number): string {
  return `Whether ${count === 1 ? "one" : countWords(count, { one: "", many: "" }).trim()} of them came back nobody watched long enough to say.`;
}

function whyLost(sight: Sight | null): string {
  const what = "Probably expired, and what CloudWatch counted as lost.";
  if (sight === null) return `${what} Seen only where dead-letter queues are read.`;
  if (sight.deadLetterCount === 0) return `${what} There is no dead-letter queue.`;
  if (sight.readCount === sight.deadLetterCount) return what;
  return `${what} ${sight.readCount} of ${sight.deadLetterCount} dead-letter queues are read: what others lose is not in it.`;
}

function noiseNote({ noiseCount, acknowledgedCount, count }: Tally): string | null {
  if (count === 0) return null;
  return `${acknowledgedCount} acknowledged, ${noiseCount} called noise.`;
}

function budgetNote({ count, knownCount }: Tally): string | null {
  if (count === 0) return "No pipeline has an objective that can be measured.";
  return knownCount < count ? `Of ${knownCount} of ${count} pipelines: the others cannot be measured.` : null;
}

/** One sentence for a list, a channel, the head of the page. */
export function headlineOf({ tallies, unit, sight }: Summed): string {
  const value = (key: NumberKey) => numberValue(key, tallies, sight);
  const late = value("late") ?? 0;
  const lost = value("lost");
  const pages = value("pages") ?? 0;
  const open = tallyOf(tallies, "class-open").count;
  const blind = value("blind-hours") ?? 0;
  const overspent = value("budget-overspent") ?? 0;
  const trouble = [
    late > 0 && `${countWords(late, unit)} late`,
    lost === null ? "how much was lost is not known" : lost > 0 && lostWords(lost, late, unit),
    pages > 0 && countWords(pages, { one: "page", many: "pages" }),
    overspent > 0 && `${countWords(overspent, BUDGETS)} overspent`,
    open > 0 && `${countWords(open, { one: "failure", many: "failures" })} open`,
    blind > 0 && `${hoursWords(blind)} blind`,
  ].filter((part) => part !== false);
  return trouble.length === 0
    ? "A quiet week: nothing late, nothing lost, no page."
    : `${capital(trouble.join(", "))}.`;
}

/** The unit is named once. */
function lostWords(lost: number, late: number, unit: Unit): string {
  return late > 0 ? `${countWords(lost, { one: "", many: "" }).trim()} lost` : `${countWords(lost, unit)} lost`;
}

/** Everything else that is told of the whole or of one pipeline. */
export function sumsOf(tallies: Tallies): Sums {
  const of = (kind: FactKind) => tallyOf(tallies, kind);
  const [page, run] = [of("page"), of("run")];
  const known = run.goneCount + run.returnedCount;
  return {
    times: {
      detectSeconds: of("time-to-detect").median,
      acknowledgeSeconds: of("time-to-acknowledge").median,
      resolveSeconds: of("time-to-resolve").median,
      alertCount: Math.max(of("time-to-detect").count, of("time-to-acknowledge").count, of("time-to-resolve").count),
    },
    redrives: {
      runCount: run.subjectCount,
      sentCount: run.sum,
      goneCount: run.goneCount,
      returnedCount: run.returnedCount,
      unknownCount: run.unknownCount,
      bounceShare: known === 0 ? null : run.returnedCount / known,
    },
    discardedCount: of("discarded").sum,
    rescuedCount: of("rescued").sum,
    expiredCount: of("expired").sum,
    classes: {
      newCount: of("class-new").count,
      regressedCount: of("class-regressed").count,
      closedCount: of("class-closed").count,
      openCount: of("class-open").count,
    },
    pages: { count: page.subjectCount, acknowledgedCount: page.acknowledgedCount, noiseCount: page.noiseCount },
    cost: moneyOf(of("cost")),
    failureTax: moneyOf(of("failure-tax")),
    findings: { openedCount: of("finding-opened").count, closedCount: of("finding-closed").count },
  };
}

export function totalsOf(tallies: Tallies): Totals {
  return {
    ...sumsOf(tallies),
    ownCost: moneyOf(tallyOf(tallies, "own-cost")),
    blindHours: tallyOf(tallies, "blind").sum,
  };
}

function moneyOf({ knownCount, low, sum }: Tally): Money {
  return knownCount === 0 ? null : { low, high: sum };
}

/** One line for each team, in the order of what it lost, had late and was woken by; nobody's last. */
export function teamsOf(
  byTeam: ReadonlyMap<string | null, Tallies>,
  pipelineCounts: ReadonlyMap<string | null, number>,
): TeamLine[] {
  const names = new Set([...byTeam.keys(), ...pipelineCounts.keys()]);
  const lines = [...names].map((team) => lineOf(team, byTeam.get(team) ?? new Map(), pipelineCounts.get(team) ?? 0));
  return lines.filter(isWorthALine).sort(byTrouble);
}

function lineOf(team: string | null, tallies: Tallies, pipelineCount: number): TeamLine {
  return {
    team,
    late: tallyOf(tallies, "late").sum,
    lost: LOST.reduce((all, kind) => all + tallyOf(tallies, kind).sum, 0),
    pages: tallyOf(tallies, "page").subjectCount,
    openClasses: tallyOf(tallies, "class-open").count,
    pipelineCount,
  };
}

function isWorthALine({ late, lost, pages, openClasses, pipelineCount }: TeamLine): boolean {
  return late + lost + pages + openClasses + pipelineCount > 0;
}

function byTrouble(a: TeamLine, b: TeamLine): number {
  if ((a.team === null) !== (b.team === null)) return a.team === null ? 1 : -1;
  return (
    b.lost - a.lost ||
    b.late - a.late ||
    b.pages - a.pages ||
    b.openClasses - a.openClasses ||
    (a.team ?? "").localeCompare(b.team ?? "", "en")
  );
}

/** The last twelve weeks up to this one: null where there is no review of a week, or it does not know. */
export function trendOf(week: string, values: ReadonlyMap<string, number | null>): TrendPoint[] {
  return weeksUpTo(week).map((one) => ({ week: one, value: values.get(one) ?? null }));
}

export function weeksUpTo(week: string): string[] {
  return Array.from({ length: TREND_WEEKS }, (_, index) => shiftWeek(week, index - TREND_WEEKS + 1));
}
