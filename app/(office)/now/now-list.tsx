"use client";

import { useRouter } from "next/navigation";
import { useCallback, useMemo } from "react";
import { useRefusal } from "@/app/_components/me";
import { useListKeys } from "@/app/_components/shell/use-list-keys";
import { type Column, DataTable } from "@/app/_components/tables/data-table";
import { isRedrivable } from "../failures/class-words";
import { LastRun } from "./last-run";
import { NextStep } from "./next-step";
import { CountCell, LossCell, PhoneNowRow, StateCell, TrendCell, WhatCell } from "./now-cells";
import { addressOf, type NowRow } from "./now-rows";

type Props = { rows: NowRow[]; onPlan: (row: NowRow) => void; empty: React.ReactNode };

/** The ranked list. j and k move, Enter opens, r plans a redrive of the active row. */
export function NowList({ rows, onPlan, empty }: Props) {
  const router = useRouter();
  const mayPlan = useRefusal("plans.create") === undefined;
  const onOpen = useCallback(
    (index: number) => {
      const row = rows[index];
      if (row) router.push(addressOf(row));
    },
    [rows, router],
  );
  const actions = useMemo(
    () =>
      mayPlan
        ? [
            {
              keys: "r",
              label: "Plan redrive",
              run: (index: number) => {
                const row = rows[index];
                if (row?.kind === "class" && isRedrivable(row.failure)) onPlan(row);
              },
            },
          ]
        : [],
    [rows, onPlan, mayPlan],
  );
  const keys = useListKeys({ count: rows.length, onOpen, actions, group: "Failures" });
  const columns = useMemo(() => columnsFor(mayPlan ? onPlan : undefined), [mayPlan, onPlan]);
  return (
    <DataTable
      caption="What needs somebody"
      density="fleet"
      columns={columns}
      rows={rows}
      keyOf={(row) => row.key}
      hrefOf={addressOf}
      phoneRow={(row) => <PhoneNowRow row={row} />}
      isHatched={(row) => row.kind === "blind"}
      activeIndex={keys.activeIndex}
      rowProps={keys.rowProps}
      empty={empty}
    />
  );
}

function columnsFor(onPlan: Props["onPlan"] | undefined): Column<NowRow>[] {
  return [
    { key: "state", header: "State", width: 112, cell: (row) => <StateCell row={row} /> },
    { key: "failure", header: "Failure", cell: (row) => <WhatCell row={row} /> },
    { key: "messages", header: "Messages", width: 132, isNumber: true, cell: (row) => <CountCell row={row} /> },
    { key: "trend", header: "Last 24 h", width: 120, from: "lg", cell: (row) => <TrendCell row={row} /> },
    { key: "loss", header: "Loss clock", width: 104, cell: (row) => <LossCell row={row} /> },
    {
      key: "run",
      header: "Last run",
      width: 148,
      from: "xl",
      cell: (row) =>
        row.kind === "class" ? (
          <LastRun run={row.failure.lastRun} />
        ) : (
          <span className="text-ink-3">{row.kind === "off" ? "needs index mode" : "no run possible"}</span>
        ),
    },
    {
      key: "next",
      header: "Next step",
      width: 128,
      isRight: true,
      cell: (row) => <NextStep row={row} onPlan={onPlan} />,
    },
  ];
}
