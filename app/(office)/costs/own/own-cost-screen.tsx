"use client";

import { problemOf, useAnswer } from "@/app/_components/api";
import { answerTo, type FirstAnswer } from "@/app/_components/first-answer";
import { ReadFailure } from "@/app/_components/problem-note";
import { useNow } from "@/app/_components/ui/clock";
import { LeadDot, PageHeader } from "@/app/_components/ui/page-header";
import { Panel } from "@/app/_components/ui/panel";
import { RelativeTime } from "@/app/_components/ui/time";
import { LoadingSkeleton } from "@/app/_components/ui/view-states";
import { useUrlParams } from "@/app/_components/use-url-params";
import type { OwnCost } from "@/lib/contract/costs";
import { CostTabs } from "../cost-tabs";
import { monthOf, monthQuery } from "../costs-query";
import { MonthChoice } from "../month-choice";
import { CeilingPanel } from "./ceiling-panel";
import { HostingPanel } from "./hosting-panel";
import { InducedPanel } from "./induced-panel";
import { OwnFacts } from "./own-facts";
import { ownHeadline } from "./own-headline";
import { PurposesPanel } from "./purposes-panel";

/** What this tool costs by itself: its calls, its hosting, what its asking induces, and where it slows down. */
export function OwnCostScreen({ first }: { first: FirstAnswer<"getOwnCost"> }) {
  const [parameters] = useUrlParams();
  const now = useNow(3600);
  const input = monthQuery(parameters);
  const answer = useAnswer("getOwnCost", input, { initialData: answerTo(first, input) });
  const own = answer.data;
  return (
    <>
      <PageHeader
        title={own ? ownHeadline(own, monthOf(now)) : "Own cost"}
        lead={own ? <Basis own={own} /> : undefined}
      />
      <div className="mb-3 flex flex-wrap items-center justify-between gap-2.5">
        <CostTabs here="own" />
        <MonthChoice />
      </div>
      {own ? (
        <div className="grid gap-4">
          <OwnFacts own={own} isPresent={own.month === monthOf(now)} />
          <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,380px)]">
            <div className="grid min-w-0 gap-4">
              <PurposesPanel own={own} />
              <InducedPanel induced={own.induced} />
            </div>
            <div className="grid min-w-0 gap-4">
              <CeilingPanel own={own} />
              <HostingPanel own={own} />
            </div>
          </div>
        </div>
      ) : (
        <Panel isFlush>
          {answer.isError ? (
            <ReadFailure
              what="Our own cost could not be read."
              problem={problemOf(answer.error)}
              onRetry={() => void answer.refetch()}
            />
          ) : (
            <LoadingSkeleton rows={8} label="Reading our own cost" />
          )}
        </Panel>
      )}
    </>
  );
}

function Basis({ own: { pricedFrom, countedUntil } }: { own: OwnCost }) {
  return (
    <>
      <span>Counted by ourselves, priced from {pricedFrom}.</span>
      {countedUntil ? (
        <>
          <LeadDot />
          <span>
            counted until <RelativeTime at={countedUntil} suffix=" ago" />
          </span>
        </>
      ) : null}
    </>
  );
}
