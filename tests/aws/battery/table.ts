import { SERVICES } from "./case";
import type { Observation, Verdict } from "./run-battery";

type Count = Partial<Record<Verdict, number>>;

/** A table for people: what each subject answers to the cases of each operation. */
export function tableOf(observations: readonly Observation[]): string {
  const subjects = [...new Set(observations.map(({ subject }) => subject))];
  const rows = [...groupBy(observations, ({ test }) => `${test.service} ${test.operation}`)].sort(byService);
  const lines = rows.map(([operation, seen]) => [
    operation,
    ...subjects.map((subject) => cell(seen.filter((one) => one.subject === subject))),
  ]);
  const totals = subjects.map((subject) => cell(observations.filter((one) => one.subject === subject)));
  return markdown([["operation", ...subjects], ...lines, ["all", ...totals]]);
}

/** `ok 3`, or the counts of what is not ok before it; a dash where nothing was asked. */
function cell(observations: readonly Observation[]): string {
  const counts: Count = {};
  for (const { verdict } of observations) counts[verdict] = (counts[verdict] ?? 0) + 1;
  const shown: readonly Verdict[] = ["differs", "absent", "unknown", "ok"];
  return shown.flatMap((verdict) => (counts[verdict] ? [`${verdict} ${counts[verdict]}`] : [])).join(", ") || "–";
}

function byService([a]: [string, unknown], [b]: [string, unknown]): number {
  const place = (row: string) => SERVICES.findIndex((service) => row.startsWith(`${service} `));
  return place(a) - place(b) || a.localeCompare(b);
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

/** What was answered otherwise than AWS is said to answer, case by case. */
export function oddTable(observations: readonly Observation[]): string {
  const odd = observations.filter(({ verdict }) => verdict !== "ok" && verdict !== "skipped");
  if (odd.length === 0) return "Nothing.";
  return markdown([["case", "what AWS should do", "rests on", "expected", "answered"], ...odd.map(oddRow)]);
}

function oddRow({ test, answer, because }: Observation): string[] {
  const told = because ? `${oneLine(answer)}: ${oneLine(because.split("\n")[0])}` : oneLine(answer);
  return [test.id, test.title, `${test.cites.kind}: ${oneLine(test.cites.where)}`, oneLine(test.expected), told];
}

/** A value as a cell of a table. */
export function oneLine(value: unknown): string {
  return (typeof value === "string" ? value : JSON.stringify(value)).replaceAll("|", "\\|");
}

export function markdown(rows: readonly (readonly string[])[]): string {
  const [head = []] = rows;
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${row.map((text, column) => text.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const rule = `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`;
  return [line(head), rule, ...rows.slice(1).map(line)].join("\n");
}
