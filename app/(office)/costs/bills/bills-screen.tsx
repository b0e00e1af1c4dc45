"use client";

import { api, problemOf, queryKey, usePages } from "@/app/_components/api";
import { formatPlural } from "@/app/_components/format";
import { ReadFailure } from "@/app/_components/problem-note";
import { ListFoot } from "@/app/_components/tables/list-foot";
import { PageHeader } from "@/app/_components/ui/page-header";
import { Panel } from "@/app/_components/ui/panel";
import { LoadingSkeleton } from "@/app/_components/ui/view-states";
import type { OutputOf } from "@/lib/contract";
import { CostTabs } from "../cost-tabs";
import { BillList } from "./bill-list";
import { BILLS_INPUT } from "./bills-input";
import { ImportPanel } from "./import-panel";

/** Bills that AWS wrote, to see the model beside them. */
export function BillsScreen({ first }: { first: OutputOf<"listBills"> }) {
  const list = usePages(
    queryKey("listBills", BILLS_INPUT),
    (cursor) => api.listBills({ ...BILLS_INPUT, ...(cursor ? { cursor } : {}) }),
    first,
  );
  const count = list.totalCount ?? list.items?.length;
  return (
    <>
      <PageHeader
        title={count === 0 ? "No bill was imported." : `${formatPlural(count, "bill")} imported.`}
        lead="What AWS billed, from a Cost and Usage Report, stands beside the model as model ÷ bill. The model is never bent to fit it."
      />
      <div className="mb-3">
        <CostTabs here="bills" />
      </div>
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,380px)]">
        <div className="min-w-0">
          <Panel title="Imported" hint="newest first" isFlush>
            {list.items ? (
              <BillList bills={list.items} />
            ) : list.isError ? (
              <ReadFailure
                what="The bills could not be read."
                problem={problemOf(list.error)}
                onRetry={() => void list.refetch()}
              />
            ) : (
              <LoadingSkeleton rows={3} label="Reading the bills" />
            )}
          </Panel>
          <ListFoot
            count={formatPlural(count, "bill")}
            onMore={list.hasNextPage ? () => list.fetchNextPage() : undefined}
            isBusy={list.isFetchingNextPage}
          />
        </div>
        <ImportPanel />
      </div>
    </>
  );
}
