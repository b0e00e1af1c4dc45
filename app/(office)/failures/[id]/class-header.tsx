"use client";

import { HistoryLink } from "@/app/_components/history-link";
import { Button } from "@/app/_components/ui/button";
import { CauseChip, Chip } from "@/app/_components/ui/chip";
import { LeadDot, PageHeader } from "@/app/_components/ui/page-header";
import { StateLabel } from "@/app/_components/ui/state-label";
import type { FailureClassDetail } from "@/lib/contract/failures";
import type { PlanRequest } from "../../plans/plan-request";
import { errorLine, originWords, pathOf, rungWords, shownCause } from "../class-words";
import { useKeepSafe } from "../use-keep-safe";
import type { Triage } from "../use-triage";
import { TriageActions } from "./triage-actions";

type Props = {
  failure: FailureClassDetail;
  /** Why nothing can be planned; undefined when it can. */
  refusal: string | undefined;
  onPlan: (action: "redrive" | "discard") => void;
  triage: Triage;
  openPlan: (request: PlanRequest, title: string) => void;
};

export function ClassHeader({ failure, refusal, onPlan, triage, openPlan }: Props) {
  return (
    <PageHeader
      crumbs={[
        { label: "Now", href: "/" },
        {
          label: `${failure.accountName} · ${failure.region}`,
          href: failure.queueId ? `/queues/${failure.queueId}` : `/accounts/${failure.accountId}`,
        },
        { label: pathOf(failure) },
      ]}
      position={<span>F-{failure.number}</span>}
      title={errorLine(failure)}
      lead={
        <>
          <StateLabel status={failure.status} />
          <CauseChip cause={shownCause(failure)} />
          {failure.causeKind === "unknown" && failure.evidence && failure.evidence.rung !== "none" ? (
            <span className="text-ink-2">
              {failure.evidence.agreeingCount} of {failure.evidence.sampledCount} looked at, from{" "}
              {rungWords(failure.evidence.rung)}
            </span>
          ) : null}
          {failure.isProduction ? <Chip>production</Chip> : null}
          <LeadDot />
          {failure.owner ?? "nobody owns it"}
          <LeadDot />
          {originWords(failure.originKind)}
          {failure.mode ? (
            <>
              <LeadDot />
              {failure.mode} mode
            </>
          ) : null}
          <LeadDot />
          <code className="machine">{failure.id}</code>
          <HistoryLink object={failure.id} />
        </>
      }
      actions={
        <span className="grid justify-items-end gap-2">
          <TriageActions failure={failure} triage={triage} />
          <PlanActions {...{ failure, refusal, onPlan, openPlan }} />
        </span>
      }
    />
  );
}

function PlanActions({ failure, refusal, onPlan, openPlan }: Omit<Props, "triage">) {
  const safe = useKeepSafe(failure, openPlan);
  const disabledBy = refusal ? "class-refusal" : undefined;
  return (
    <span className="grid justify-items-end gap-1.5">
      <span className="flex gap-2">
        {safe.refusal ? null : <Button onClick={safe.keepSafe}>Keep safe</Button>}
        {failure.record === "messages" ? (
          <Button variant="danger-outline" disabledBy={disabledBy} onClick={() => onPlan("discard")}>
            Discard…
          </Button>
        ) : null}
        <Button variant="filled" shortcut="r" disabledBy={disabledBy} onClick={() => onPlan("redrive")}>
          Plan redrive
        </Button>
      </span>
      {refusal ? (
        <span id="class-refusal" className="max-w-[44ch] text-right text-xs text-ink-2">
          {refusal}
        </span>
      ) : null}
    </span>
  );
}
