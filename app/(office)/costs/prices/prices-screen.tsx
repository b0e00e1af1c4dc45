"use client";

import { problemOf, useAnswer } from "@/app/_components/api";
import { ReadFailure } from "@/app/_components/problem-note";
import { scopeIn } from "@/app/_components/shell/scope-address";
import { PageHeader } from "@/app/_components/ui/page-header";
import { Panel } from "@/app/_components/ui/panel";
import { StateLabel } from "@/app/_components/ui/state-label";
import { LoadingSkeleton } from "@/app/_components/ui/view-states";
import { useUrlParams } from "@/app/_components/use-url-params";
import type { OutputOf } from "@/lib/contract";
import { CostTabs } from "../cost-tabs";
import { PricesPanel } from "./prices-panel";

/** The price table with its date: what is shipped, what people put over it, and the Regions it says nothing of. */
export function PricesScreen({ first }: { first: OutputOf<"listPrices"> }) {
  const [parameters] = useUrlParams();
  // Own prices are put as a whole, so that all are asked for, whatever Region is shown.
  const answer = useAnswer("listPrices", {}, { initialData: first });
  const prices = answer.data;
  return (
    <>
      <PageHeader
        title="Prices"
        lead={
          prices
            ? `${prices.pricedFrom}. Free units are for the payer account as a whole, so nothing is taken off for them.`
            : undefined
        }
      />
      <div className="mb-3">
        <CostTabs here="prices" />
      </div>
      {prices ? (
        <>
          <MissingRegions regions={prices.missingRegions} />
          <PricesPanel prices={prices} region={scopeIn(parameters).region} />
        </>
      ) : (
        <Panel isFlush>
          {answer.isError ? (
            <ReadFailure
              what="The prices could not be read."
              problem={problemOf(answer.error)}
              onRetry={() => void answer.refetch()}
            />
          ) : (
            <LoadingSkeleton rows={8} label="Reading the prices" />
          )}
        </Panel>
      )}
    </>
  );
}

/** Regions in which you have resources, but of which prices are missing: their cost is in no sum. */
function MissingRegions({ regions }: { regions: readonly string[] }) {
  if (regions.length === 0) return null;
  return (
    <p className="hatch mb-4 flex flex-wrap items-center gap-x-2.5 rounded-md border border-unknown-line bg-unknown-soft px-3.5 py-2">
      <StateLabel status="unknown" className="rounded-xs bg-unknown-soft px-1">
        Prices missing
      </StateLabel>
      <span className="bg-unknown-soft px-1">
        {regions.join(", ")}: what is used there without a price is in no sum, and nothing is guessed. Put your own.
      </span>
    </p>
  );
}
