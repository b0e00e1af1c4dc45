import { formatCount, formatPlural } from "@/app/_components/format";
import { Formula } from "@/app/_components/formula";
import { Icon } from "@/app/_components/ui/icons";
import { Panel } from "@/app/_components/ui/panel";
import { EmptyState } from "@/app/_components/ui/view-states";
import { usdText } from "@/app/_components/usd-range";
import type { OwnCost } from "@/lib/contract/costs";
import { RangeBar } from "../range-bar";

type Line = OwnCost["lines"][number];

/** Own calls by what they were for, dearest first; each opens the actions it consists of, and those their formula. */
export function PurposesPanel({ own: { byPurpose, lines } }: { own: OwnCost }) {
  const rows = byPurpose.toSorted((a, b) => (b.usd ?? -1) - (a.usd ?? -1));
  const most = Math.max(0, ...rows.map(({ usd }) => usd ?? 0));
  return (
    <Panel title="By poller and action" hint="our calls to AWS, dearest first" isFlush>
      {rows.length === 0 ? (
        <EmptyState title="No call was counted yet." evidence="Counts are written once a minute." />
      ) : (
        <>
          <Head />
          <ul>
            {rows.map(({ purpose, title, usd, usdPerMonth }) => (
              <li key={purpose} className="border-b last:border-b-0">
                <Purpose
                  title={title}
                  usd={usd}
                  usdPerMonth={usdPerMonth}
                  most={most}
                  lines={lines.filter((line) => line.purpose === purpose)}
                />
              </li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}

const COLUMNS =
  "grid min-w-0 flex-1 grid-cols-[minmax(0,1fr)_96px] items-center gap-x-4 sm:grid-cols-[minmax(0,1fr)_100px_104px_112px]";

function Head() {
  return (
    <p aria-hidden="true" className="flex border-b px-4 py-[7px] pr-9 text-xs font-medium text-ink-3">
      <span className={COLUMNS}>
        <span>For</span>
        <span className="max-sm:hidden" />
        <span className="text-right">Month to date</span>
        <span className="text-right max-sm:hidden">A month</span>
      </span>
    </p>
  );
}

type PurposeProps = { title: string; usd: number | null; usdPerMonth: number | null; most: number; lines: Line[] };

function Purpose({ title, usd, usdPerMonth, most, lines }: PurposeProps) {
  return (
    <details className="group/purpose">
      <summary className="flex min-h-(--row) cursor-pointer list-none items-center gap-1 px-4 -outline-offset-2 hover:bg-hover max-sm:min-h-11 [&::-webkit-details-marker]:hidden">
        <span className={COLUMNS}>
          <span className="min-w-0 py-1 sm:truncate" title={title}>
            {title}
          </span>
          <span className="max-sm:hidden">
            <RangeBar usd={usd === null ? null : { low: usd, high: usd }} most={most} />
          </span>
          <Dollars usd={usd} />
          <span className="max-sm:hidden">
            <Dollars usd={usdPerMonth} />
          </span>
        </span>
        <Icon name="chevronRight" className="text-ink-3 group-open/purpose:rotate-90" />
      </summary>
      <ul className="border-t bg-sunken/60 px-4 py-1">
        {lines.map((line) => (
          <Action key={line.action} line={line} />
        ))}
      </ul>
    </details>
  );
}

function Action({ line }: { line: Line }) {
  const { action, calls, units, usd } = line;
  return (
    <li className="border-b py-1 last:border-b-0">
      <Formula formula={line.formula} of={action} className="[&>summary]:flex">
        <span className="flex min-w-0 flex-1 flex-wrap items-center justify-between gap-x-4">
          <code className="machine min-w-0 wrap-anywhere">{action}</code>
          <span className="text-xs text-ink-2">
            {formatPlural(calls, "call")}
            {units === calls ? "" : `, ${formatCount(units)} billed`} · <Dollars usd={usd} isInline />
          </span>
        </span>
      </Formula>
    </li>
  );
}

function Dollars({ usd, isInline = false }: { usd: number | null; isInline?: boolean }) {
  return (
    <span className={usd === null ? "block text-right text-unknown" : isInline ? "text-ink" : "block text-right"}>
      {usdText(usd)}
      {usd === null ? <span className="sr-only"> unknown</span> : null}
    </span>
  );
}
