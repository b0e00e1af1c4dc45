import type { ReactNode } from "react";
import { cn } from "@/app/_components/cn";
import { formatCount } from "@/app/_components/format";
import { Panel } from "@/app/_components/ui/panel";
import type { CoverageScore } from "@/lib/contract/coverage";
import { scoreText } from "./coverage-facts";

export type ScoreRow = CoverageScore & { key: string; name: ReactNode; extra?: ReactNode };

/** Scores of accounts or owners, worst first, each with its open holes. */
export function ScoreTable({ title, noun, rows }: { title: string; noun: string; rows: ScoreRow[] }) {
  return (
    <Panel title={title} hint="worst first" isFlush>
      <table className="w-full table-fixed border-collapse">
        <caption className="sr-only">{title}</caption>
        <colgroup>
          <col />
          <col width={64} />
          <col width={84} />
        </colgroup>
        <thead>
          <tr className="text-xs text-ink-3">
            <th scope="col" className="border-b px-2 py-1.5 pl-4 text-left font-medium">
              {noun}
            </th>
            <th scope="col" className="border-b px-2 py-1.5 text-right font-medium">
              Covered
            </th>
            <th scope="col" className="border-b px-2 py-1.5 pr-4 text-right font-medium">
              Critical, high
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key} className="border-b last:border-b-0">
              <td className="h-(--row) truncate px-2 pl-4">{row.name}</td>
              <td className={cn("px-2 text-right weight-emphasis", row.score === null && "text-unknown")}>
                {scoreText(row.score)}
              </td>
              <td className="px-2 pr-4 text-right text-ink-2">
                <span className={cn(row.counts.critical > 0 && "weight-emphasis text-danger")}>
                  {formatCount(row.counts.critical)}
                </span>
                {", "}
                <span className={cn(row.counts.high > 0 && "weight-emphasis text-warn")}>
                  {formatCount(row.counts.high)}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

/** Lowest score first; what could not be judged at the end. */
export function worstFirst<T extends CoverageScore>(rows: readonly T[]): T[] {
  return rows.toSorted((one, other) => (one.score ?? 101) - (other.score ?? 101));
}
