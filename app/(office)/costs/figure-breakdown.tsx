"use client";

import type { ReactNode } from "react";
import { problemOf, useAnswer } from "@/app/_components/api";
import { formatPlural } from "@/app/_components/format";
import { FormulaBody } from "@/app/_components/formula";
import { ReadFailure } from "@/app/_components/problem-note";
import { TextLink } from "@/app/_components/ui/text-link";
import { LoadingSkeleton } from "@/app/_components/ui/view-states";
import { usdRangeText } from "@/app/_components/usd-range";
import type { PipelineCost } from "@/lib/contract/costs";
import { billFormula, forecastFormula, perMillionFormula } from "./cost-formulas";
import { TAX_WORDS } from "./tax-words";

export type Figure = "monthToDate" | "forecast" | "perMillion" | "failureTax" | "bill";
type Props = { pipelineId: string; month: string; figure: Figure };

const MOST_LINES = 8;

/** What one figure of one pipeline is worked out from, asked for when it is opened. */
export function FigureBreakdown({ pipelineId, month, figure }: Props) {
  const answer = useAnswer("getPipelineCost", { id: pipelineId, month });
  if (answer.data)
    return (
      <>
        <BreakdownOf cost={answer.data} figure={figure} />
        <TextLink href={`/pipelines/${pipelineId}#cost`} className="justify-self-start text-xs">
          All lines with their formulas
        </TextLink>
      </>
    );
  if (answer.isError)
    return (
      <ReadFailure
        what="It could not be read."
        problem={problemOf(answer.error)}
        onRetry={() => void answer.refetch()}
      />
    );
  return <LoadingSkeleton rows={3} label="Reading what it is worked out from" />;
}

function BreakdownOf({ cost, figure }: { cost: PipelineCost; figure: Figure }) {
  const { sum } = cost;
  if (figure === "forecast") return <FormulaBody formula={forecastFormula(sum)} />;
  if (figure === "perMillion") return <FormulaBody formula={perMillionFormula(sum)} />;
  if (figure === "bill")
    return (
      <>
        {cost.bill ? <p className="text-xs text-ink-2">{`${cost.bill.name}, ${cost.bill.matchedBy}.`}</p> : null}
        <FormulaBody formula={billFormula(sum.monthToDate, sum.billUsd)} />
      </>
    );
  return figure === "failureTax" ? <TaxSum cost={cost} /> : <LineSum cost={cost} />;
}

function LineSum({ cost: { lines } }: { cost: PipelineCost }) {
  const counted = lines.filter(({ isShared }) => !isShared);
  const restCount = counted.length - MOST_LINES;
  return (
    <>
      <p className="text-xs text-ink-2">
        The sum of {formatPlural(counted.length, "line")}, the dearest first
        {lines.length > counted.length ? "; what several pipelines share is not in it" : ""}.
      </p>
      <Parts>
        {counted.slice(0, MOST_LINES).map((line) => (
          <Part key={`${line.arn} ${line.item}`} name={`${line.item}, ${line.name}`} usd={line.usd} note={line.note} />
        ))}
      </Parts>
      {restCount > 0 ? <p className="text-xs text-ink-2">and {formatPlural(restCount, "line")} more.</p> : null}
    </>
  );
}

function TaxSum({ cost: { failureTax } }: { cost: PipelineCost }) {
  return (
    <>
      <p className="text-xs text-ink-2">What failing cost: a part of the month to date, not besides it.</p>
      <Parts>
        {failureTax.map(({ item, usd, note }) => (
          <Part key={item} name={TAX_WORDS[item]} usd={usd} note={note} />
        ))}
      </Parts>
    </>
  );
}

function Parts({ children }: { children: ReactNode }) {
  return <dl className="grid rounded-sm bg-sunken px-3 py-1 text-xs">{children}</dl>;
}

type PartProps = { name: string; usd: { low: number; high: number } | null; note: string | null };

function Part({ name, usd, note }: PartProps) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 border-t py-1 first:border-t-0">
      <dt className="min-w-0 wrap-anywhere">{name}</dt>
      <dd className={usd ? "weight-emphasis text-right" : "text-right text-unknown"}>{usdRangeText(usd)}</dd>
      {note ? <dd className="col-span-2 text-ink-2">{note}</dd> : null}
    </div>
  );
}
