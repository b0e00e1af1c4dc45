"use client";

import { useState } from "react";
import { formatPlural } from "@/app/_components/format";
import { Formula } from "@/app/_components/formula";
import { Button } from "@/app/_components/ui/button";
import { Chip } from "@/app/_components/ui/chip";
import { PanelHeader } from "@/app/_components/ui/panel";
import { usdRangeText } from "@/app/_components/usd-range";
import type { CostLineView } from "@/lib/contract/costs";
import { RangeBar } from "./range-bar";

const SHOWN_FIRST = 8;

/** What each resource cost under each heading, dearest first; each line opens its formula. */
export function CostLines({ lines }: { lines: readonly CostLineView[] }) {
  const [isAll, setAll] = useState(false);
  const most = Math.max(0, ...lines.map(({ usd }) => usd?.high ?? 0));
  const shown = isAll ? lines : lines.slice(0, SHOWN_FIRST);
  return (
    <>
      <PanelHeader
        title="By resource"
        hint={`${formatPlural(lines.length, "line")}, the dearest first`}
        className="border-t"
      />
      {lines.length === 0 ? (
        <p className="px-4 py-3 text-ink-2">Nothing of it has a price that is known here.</p>
      ) : null}
      <ul>
        {shown.map((line) => (
          <Line key={`${line.arn} ${line.item}`} line={line} most={most} />
        ))}
      </ul>
      {lines.length > SHOWN_FIRST ? (
        <div className="border-t px-4 py-2">
          <Button size="sm" variant="ghost" aria-expanded={isAll} onClick={() => setAll(!isAll)}>
            {isAll ? "Show the dearest only" : `Show all ${formatPlural(lines.length, "line")}`}
          </Button>
        </div>
      ) : null}
    </>
  );
}

function Line({ line, most }: { line: CostLineView; most: number }) {
  const { name, item, usd, note, accountName, region, isShared } = line;
  return (
    <li className="border-b px-4 py-1.5 last:border-b-0">
      <Formula formula={line.formula} of={`${item} of ${name}`} className="[&>summary]:flex">
        <span className="grid min-w-0 flex-1 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 sm:grid-cols-[minmax(0,1fr)_minmax(0,150px)_120px_150px]">
          <span className="min-w-0">
            <span className="flex min-w-0 items-center gap-2">
              <code className="machine truncate" title={line.arn}>
                {name}
              </code>
              {isShared ? <Chip>shared, in no sum</Chip> : null}
            </span>
            <span className="block truncate text-xs text-ink-3">
              <span className="sm:hidden">{item} · </span>
              {accountName ? `${accountName} · ` : ""}
              {region}
            </span>
          </span>
          <span className="truncate text-xs text-ink-2 max-sm:hidden">{item}</span>
          <span className="max-sm:hidden">
            <RangeBar usd={usd} most={most} />
          </span>
          <span className={usd ? "weight-emphasis text-right whitespace-nowrap" : "text-right text-unknown"}>
            {usdRangeText(usd)}
            {usd ? null : <span className="sr-only"> unknown</span>}
          </span>
        </span>
      </Formula>
      {note ? <p className="max-w-[92ch] pb-0.5 text-xs wrap-anywhere text-ink-2">{note}</p> : null}
    </li>
  );
}
