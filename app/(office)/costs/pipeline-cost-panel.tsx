"use client";

import { problemOf, useAnswer } from "@/app/_components/api";
import { ReadFailure } from "@/app/_components/problem-note";
import { Panel, PanelHeader } from "@/app/_components/ui/panel";
import { RelativeTime } from "@/app/_components/ui/time";
import { LoadingSkeleton } from "@/app/_components/ui/view-states";
import { useUrlParams } from "@/app/_components/use-url-params";
import type { PipelineCost } from "@/lib/contract/costs";
import { BillComparison } from "./bill-comparison";
import { CostFigures } from "./cost-figures";
import { CostLines } from "./cost-lines";
import { monthName, monthQuery } from "./costs-query";
import { DayChart } from "./day-chart";
import { DayLegend } from "./days-panel";
import { MissingNote } from "./missing-note";
import { MonthChoice } from "./month-choice";
import { TaxItems } from "./tax-items";

type Props = {
  pipelineId: string;
  /** What the server has read already. */
  first?: PipelineCost;
};

/** What one pipeline costs in the month of the address: sums, days, lines, failure tax and bill, each with its formula. */
export function PipelineCostPanel({ pipelineId, first }: Props) {
  const [parameters] = useUrlParams();
  const input = { id: pipelineId, ...monthQuery(parameters) };
  const isFirst = first !== undefined && input.month === undefined;
  const answer = useAnswer("getPipelineCost", input, isFirst ? { initialData: first } : {});
  const cost = answer.data;
  return (
    <div id="cost" className="scroll-mt-16">
      <Panel
        title="Cost"
        hint={cost ? `an estimate from ${cost.pricedFrom}` : undefined}
        actions={<MonthChoice />}
        isFlush
      >
        {cost ? (
          <CostParts cost={cost} />
        ) : answer.isError ? (
          <ReadFailure
            what="The cost could not be read."
            problem={problemOf(answer.error)}
            onRetry={() => void answer.refetch()}
          />
        ) : (
          <LoadingSkeleton rows={5} label="Reading the cost" />
        )}
      </Panel>
    </div>
  );
}

function CostParts({ cost }: { cost: PipelineCost }) {
  const isMeasured = cost.days.some(({ usd }) => usd !== null);
  return (
    <>
      <CostFigures cost={cost} />
      {cost.sum.missing.length > 0 ? (
        <div className="px-4 pt-3 [&>*]:mb-3">
          <MissingNote missing={cost.sum.missing} />
        </div>
      ) : null}
      <p className="px-4 py-2 text-xs text-ink-3">
        {cost.asOf ? (
          <>
            Measured until <RelativeTime at={cost.asOf} suffix=" ago" />.
          </>
        ) : (
          `CloudWatch was not asked about ${monthName(cost.month)} yet: nothing is known, which is not $0.`
        )}
        {cost.isOfPart ? " Only of the parts that you see." : ""}
      </p>
      {isMeasured ? (
        <>
          <PanelHeader
            title="By day"
            hint="days of UTC"
            actions={<DayLegend days={cost.days} />}
            className="border-t border-b-0"
          />
          <div className="px-4 pb-3">
            <DayChart label="Cost by day in dollars" days={cost.days} month={cost.month} hasTax={false} height={150} />
          </div>
        </>
      ) : null}
      <CostLines lines={cost.lines} />
      <TaxItems items={cost.failureTax} />
      <BillComparison cost={cost} />
    </>
  );
}
