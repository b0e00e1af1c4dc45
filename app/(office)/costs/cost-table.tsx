"use client";

import { useRouter } from "next/navigation";
import { useCallback, useMemo } from "react";
import { formatPlural } from "@/app/_components/format";
import { useListKeys } from "@/app/_components/shell/use-list-keys";
import { DataTable } from "@/app/_components/tables/data-table";
import { ListFoot } from "@/app/_components/tables/list-foot";
import { Kbd } from "@/app/_components/ui/kbd";
import { Panel } from "@/app/_components/ui/panel";
import { EmptyState } from "@/app/_components/ui/view-states";
import type { OutputOf } from "@/lib/contract";
import { CostPhoneRow, costColumns, hrefOfCost, type Shown } from "./cost-columns";

type Costs = OutputOf<"getCosts">;

/** The pipelines of a month, dearest first, what is shared at its place, and their sum. */
export function CostTable({ costs }: { costs: Costs }) {
  const shown = useMemo(() => shownOf(costs), [costs]);
  const columns = useMemo(() => costColumns(shown), [shown]);
  const rows = costs.rows.length > 0 ? [...costs.rows, shown.sumRow] : [];
  const keys = useCostKeys(costs.rows);
  return (
    <>
      <Panel isFlush>
        <DataTable
          caption="Pipelines, dearest first, and their sum"
          columns={columns}
          rows={rows}
          keyOf={({ pipelineId, name }) => pipelineId ?? name}
          density="fleet"
          activeIndex={keys.activeIndex}
          rowProps={keys.rowProps}
          phoneRow={(row) => <CostPhoneRow row={row} shown={shown} />}
          empty={<NoPipelines />}
        />
      </Panel>
      <ListFoot count={formatPlural(costs.rows.filter(({ pipelineId }) => pipelineId).length, "pipeline")}>
        <Kbd>j</Kbd> <Kbd>k</Kbd> move <Kbd>↵</Kbd> open <Kbd>?</Kbd> all keys
      </ListFoot>
    </>
  );
}

function shownOf({ rows, month, sum }: Costs): Shown {
  const { monthToDate, forecast, perMillion, failureTax, billUsd } = sum;
  const figures = { monthToDate, forecast, perMillion, failureTax, billUsd };
  return {
    month,
    sum,
    most: Math.max(0, ...rows.map((row) => row.monthToDate?.high ?? 0)),
    hasBill: rows.some((row) => row.billUsd !== null),
    sumRow: { pipelineId: null, name: "All together", owner: null, note: null, isOfPart: false, ...figures },
  };
}

function useCostKeys(rows: Costs["rows"]) {
  const router = useRouter();
  const onOpen = useCallback(
    (index: number) => {
      const row = rows[index];
      const href = row && hrefOfCost(row);
      if (href) router.push(href);
    },
    [router, rows],
  );
  return useListKeys({ count: rows.length, onOpen });
}

function NoPipelines() {
  return (
    <EmptyState
      title="No pipeline costs anything yet."
      evidence="Pipelines are recognised from the inventory, and their use is asked of CloudWatch once an hour. Nothing is known until then, which is not $0."
    />
  );
}
