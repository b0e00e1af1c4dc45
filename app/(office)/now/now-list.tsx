"use client";

import { useRouter } from "next/navigation";
import { useCallback, useMemo } from "react";
import { useRefusalFor } from "@/app/_components/me";
import { useListKeys } from "@/app/_components/shell/use-list-keys";
import { type Column, DataTable } from "@/app/_components/tables/data-table";
import { onFailure } from "@/app/_components/targets";
import type { FailureClass } from "@/lib/contract/failures";
import { isRedrivable } from "../failures/class-words";
import type { TriageVerb } from "../failures/triage-words";
import type { Triage } from "../failures/use-triage";
import { LastRun } from "./last-run";
import { NextStep } from "./next-step";
import { CountCell, LossCell, OwnerCell, PhoneNowRow, StateCell, TrendCell, WhatCell } from "./now-cells";
import { addressOf, type NowRow } from "./now-rows";

type Props = { rows: NowRow[]; onPlan: (row: NowRow) => void; triage: Triage; empty: React.ReactNode };

/** The ranked list. j and k move, Enter opens; a, s, d and r act on the active row. */
export function NowList({ rows, onPlan, triage, empty }: Props) {
  const router = useRouter();
  const mayNotPlan = useRefusalFor("plans.create");
  const planOf = useCallback(
    (row: NowRow) => {
      if (row.kind !== "class" || mayNotPlan(onFailure(row.failure))) return undefined;
      return () => onPlan(row);
    },
    [mayNotPlan, onPlan],
  );
  const onOpen = useCallback(
    (index: number) => {
      const row = rows[index];
      if (row) router.push(addressOf(row));
    },
    [rows, router],
  );
  const actions = useRowActions(rows, planOf, triage);
  const keys = useListKeys({ count: rows.length, onOpen, actions, group: "Failures" });
  const { reopen, refusalOf } = triage;
  const columns = useMemo(() => columnsFor({ planOf, reopen, refusalOf }), [planOf, reopen, refusalOf]);
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

type RowAction = { keys: string; label: string; run: (index: number) => void };

/** Makes a plan of a row's failure; undefined where this person may not. */
type PlanOf = (row: NowRow) => (() => void) | undefined;

function useRowActions(rows: NowRow[], planOf: PlanOf, triage: Triage): RowAction[] {
  const { acknowledge, askSnooze, askDismiss, refusalOf } = triage;
  return useMemo(() => {
    const decide = (verb: TriageVerb, act: (failure: FailureClass) => void) => (index: number) => {
      const row = rows[index];
      if (row?.kind === "class" && refusalOf(verb, row.failure) === undefined) act(row.failure);
    };
    const plan = (index: number) => {
      const row = rows[index];
      if (row?.kind === "class" && isRedrivable(row.failure)) planOf(row)?.();
    };
    return [
      { keys: "a", label: "Acknowledge", run: decide("acknowledge", acknowledge) },
      { keys: "s", label: "Snooze", run: decide("snooze", (failure) => askSnooze(failure)) },
      { keys: "d", label: "Dismiss", run: decide("dismiss", askDismiss) },
      ...(rows.some(planOf) ? [{ keys: "r", label: "Plan redrive", run: plan }] : []),
    ];
  }, [rows, planOf, acknowledge, askSnooze, askDismiss, refusalOf]);
}

type StepActions = { planOf: PlanOf } & Pick<Triage, "reopen" | "refusalOf">;

function columnsFor({ planOf, reopen, refusalOf }: StepActions): Column<NowRow>[] {
  return [
    { key: "state", header: "State", width: 124, cell: (row) => <StateCell row={row} /> },
    { key: "failure", header: "Failure", cell: (row) => <WhatCell row={row} /> },
    { key: "owner", header: "Owner, pipeline", width: 112, from: "lg", cell: (row) => <OwnerCell row={row} /> },
    { key: "messages", header: "Messages", width: 132, isNumber: true, cell: (row) => <CountCell row={row} /> },
    { key: "trend", header: "Last 24 h", width: 112, from: "lg", cell: (row) => <TrendCell row={row} /> },
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
      cell: (row) => <NextStep row={row} onPlan={planOf(row)} onReopen={reopen} refusalOf={refusalOf} />,
    },
  ];
}
