import { formatCount, formatDuration, formatPercent, formatPlural, UNKNOWN_TEXT } from "@/app/_components/format";
import { usdText } from "@/app/_components/usd-range";
import type { FactKind } from "@/lib/core/review/fact";
import { hoursWords } from "@/lib/core/review/words";

export const KIND_WORDS: Readonly<Record<FactKind, string>> = {
  late: "came through late",
  expired: "probably expired",
  lost: "lost, as CloudWatch counted",
  discarded: "discarded",
  rescued: "rescued",
  "class-new": "new failure",
  "class-regressed": "failure came back",
  "class-closed": "failure closed",
  "class-open": "failure open",
  run: "redrive",
  page: "page",
  "time-to-detect": "time to detect",
  "time-to-acknowledge": "time to acknowledge",
  "time-to-resolve": "time to resolve",
  blind: "blind",
  "finding-opened": "hole opened in coverage",
  "finding-closed": "hole closed in coverage",
  unowned: "nobody answers for it",
  decision: "decision needed",
  cost: "cost",
  "failure-tax": "failure tax",
  "own-cost": "own cost",
  budget: "error budget left",
};

const TITLES: Readonly<Partial<Record<FactKind, string>>> = {
  "class-new": "new failures",
  "class-regressed": "failures that came back",
  "class-closed": "failures closed",
  "class-open": "failures open",
  run: "redrives",
  page: "pages",
  "finding-opened": "holes opened in coverage",
  "finding-closed": "holes closed in coverage",
  unowned: "what nobody answers for",
  decision: "decisions needed",
};

/** What a list of these is called. */
export function kindsTitle(kinds: readonly FactKind[]): string {
  if (kinds.length === 0) return "everything that was counted";
  return kinds.map((kind) => TITLES[kind] ?? KIND_WORDS[kind]).join(" and ");
}

const TIMES: readonly FactKind[] = ["time-to-detect", "time-to-acknowledge", "time-to-resolve"];
const MONEY: readonly FactKind[] = ["cost", "failure-tax", "own-cost"];
const MESSAGES: readonly FactKind[] = ["late", "expired", "lost", "discarded", "rescued", "run"];

/** What a fact counts, as its kind is counted; undefined where it only is. */
export function factValueWords(kind: FactKind, value: number | null): string | undefined {
  if (TIMES.includes(kind)) return formatDuration(value);
  if (MONEY.includes(kind)) return usdText(value);
  if (MESSAGES.includes(kind)) return formatCount(value);
  if (kind === "blind") return value === null ? UNKNOWN_TEXT : hoursWords(value);
  if (kind === "budget") return value === null ? UNKNOWN_TEXT : budgetWords(value);
  return undefined;
}

/** What is left of a budget; what is overspent has a sign. */
export function budgetWords(left: number): string {
  return left < 0 ? `−${formatPercent(-left)}` : formatPercent(left);
}

interface Listed {
  readonly sum: number | null;
  readonly totalCount: number | null;
}

/** How a number comes out of the rows below it, in words. */
export function totalWords(kinds: readonly FactKind[], { sum, totalCount }: Listed): string {
  const entries = formatPlural(totalCount, "row");
  const [first, ...others] = kinds;
  const all = (wanted: readonly FactKind[]) => kinds.length > 0 && kinds.every((kind) => wanted.includes(kind));
  if (all(MESSAGES)) return `${formatCount(sum ?? 0)} in ${entries}`;
  if (all(MONEY) && others.length === 0) return `${usdText(sum ?? 0)} at the high end, in ${entries}`;
  if (first === "blind" && others.length === 0) return `${hoursWords(sum ?? 0)} in ${entries}`;
  if (all(TIMES)) return `the middle of ${entries}`;
  return entries;
}
