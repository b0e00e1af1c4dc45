"use client";

import { problemOf, useAnswer } from "@/app/_components/api";
import { answerTo, type FirstAnswer } from "@/app/_components/first-answer";
import { ReadFailure } from "@/app/_components/problem-note";
import { buttonStyle } from "@/app/_components/ui/button-style";
import { useNow } from "@/app/_components/ui/clock";
import { Icon } from "@/app/_components/ui/icons";
import { LeadDot, PageHeader } from "@/app/_components/ui/page-header";
import { Panel } from "@/app/_components/ui/panel";
import { RelativeTime } from "@/app/_components/ui/time";
import { LoadingSkeleton } from "@/app/_components/ui/view-states";
import { useUrlParams } from "@/app/_components/use-url-params";
import type { OutputOf } from "@/lib/contract";
import { CostTable } from "./cost-table";
import { CostTabs } from "./cost-tabs";
import { costsHeadline } from "./costs-headline";
import { costsQuery, exportAddress, monthOf } from "./costs-query";
import { DaysPanel } from "./days-panel";
import { MissingNote } from "./missing-note";
import { MonthChoice } from "./month-choice";

/** What the pipelines cost in a month: in a sentence, by pipeline, and by day. */
export function CostsScreen({ first }: { first: FirstAnswer<"getCosts"> }) {
  const [parameters] = useUrlParams();
  const now = useNow(3600);
  const input = costsQuery(parameters);
  const answer = useAnswer("getCosts", input, { initialData: answerTo(first, input) });
  const costs = answer.data;
  const file = <ExportLink address={exportAddress(parameters)} />;
  return (
    <>
      <PageHeader
        title={costs ? costsHeadline(costs, monthOf(now)) : "Cost"}
        lead={costs ? <Basis costs={costs} /> : undefined}
        actions={file}
      />
      <div className="mb-3 flex flex-wrap items-center justify-between gap-2.5">
        <CostTabs here="pipelines" />
        <MonthChoice />
        <span className="sm:hidden">{file}</span>
      </div>
      {costs ? (
        <>
          <MissingNote missing={costs.sum.missing} />
          <CostTable costs={costs} />
          <div className="mt-4">
            <DaysPanel days={costs.days} month={costs.month} />
          </div>
        </>
      ) : (
        <Panel isFlush>
          {answer.isError ? (
            <ReadFailure
              what="The cost could not be read."
              problem={problemOf(answer.error)}
              onRetry={() => void answer.refetch()}
            />
          ) : (
            <LoadingSkeleton rows={8} label="Reading the cost" />
          )}
        </Panel>
      )}
    </>
  );
}

/** What the figures are and how old; said once for the page. */
function Basis({ costs: { pricedFrom, asOf } }: { costs: OutputOf<"getCosts"> }) {
  return (
    <>
      <span>An estimate from {pricedFrom}. Every figure opens how it is worked out.</span>
      <LeadDot />
      {asOf ? (
        <span>
          measured until <RelativeTime at={asOf} suffix=" ago" />
        </span>
      ) : (
        <span>nothing was measured yet</span>
      )}
    </>
  );
}

/** No page of ours but a file: the browser must ask for it itself. */
function ExportLink({ address }: { address: string }) {
  return (
    <a href={address} download className={buttonStyle({})}>
      <Icon name="download" /> Export as CSV
    </a>
  );
}
