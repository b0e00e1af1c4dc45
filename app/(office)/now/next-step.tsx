"use client";

import { Button, ButtonLink } from "@/app/_components/ui/button";
import { isRedrivable } from "../failures/class-words";
import type { Triage } from "../failures/use-triage";
import { isOpenState } from "./last-run";
import { addressOf, type NowRow } from "./now-rows";

type Props = {
  row: NowRow;
  /** Absent where the person may not make plans. */
  onPlan: (() => void) | undefined;
  onReopen: Triage["reopen"];
  refusalOf: Triage["refusalOf"];
};

/** The one next step of a row; the filled button stands on the top row only. */
export function NextStep({ row, onPlan, onReopen, refusalOf }: Props) {
  if (row.kind === "off") return <Step href={addressOf(row)}>Turn on…</Step>;
  if (row.kind === "blind") return <Step href={addressOf(row)}>Fix access</Step>;
  const { failure } = row;
  if (failure.lastRun && isOpenState(failure.lastRun.state))
    return <Step href={`/runs/${failure.lastRun.id}`}>Open run</Step>;
  if ((failure.dismissed || failure.snooze) && refusalOf("reopen", failure) === undefined)
    return (
      <Button size="sm" onClick={() => onReopen(failure)}>
        Reopen
      </Button>
    );
  if (failure.status === "backlog")
    return (
      <Step href={addressOf(row)} isFirst={row.isFirst}>
        Review
      </Step>
    );
  if (!onPlan || !isRedrivable(failure)) return <Step href={addressOf(row)}>Open</Step>;
  return (
    <Button size="sm" variant={row.isFirst ? "filled" : "outline"} onClick={onPlan}>
      Plan redrive
    </Button>
  );
}

type StepProps = { href: string; children: string; isFirst?: boolean };

function Step({ href, children, isFirst = false }: StepProps) {
  return (
    <ButtonLink size="sm" variant={isFirst ? "filled" : "outline"} href={href}>
      {children}
    </ButtonLink>
  );
}
