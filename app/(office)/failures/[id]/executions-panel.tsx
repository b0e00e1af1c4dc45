"use client";

import { useMemo } from "react";
import { api, usePages } from "@/app/_components/api";
import { formatCount, formatPlural } from "@/app/_components/format";
import { useRefusal } from "@/app/_components/me";
import { VisibleText } from "@/app/_components/message/visible-text";
import { PagedRows } from "@/app/_components/tables/paged-rows";
import { SelectionBar } from "@/app/_components/tables/table-bars";
import { onFailure } from "@/app/_components/targets";
import { Button } from "@/app/_components/ui/button";
import { CheckBoxInput } from "@/app/_components/ui/checkbox";
import { Chip } from "@/app/_components/ui/chip";
import { CopyButton } from "@/app/_components/ui/copy-button";
import { Panel } from "@/app/_components/ui/panel";
import { Moment, RelativeTime } from "@/app/_components/ui/time";
import { EmptyState } from "@/app/_components/ui/view-states";
import { useSelection } from "@/app/_components/use-selection";
import type { FailureClassDetail } from "@/lib/contract/failures";
import type { FailedExecution } from "@/lib/contract/unrecorded";
import type { PlanRequest } from "../../plans/plan-request";

const PAGE_ITEMS = 20;

type Props = { failure: FailureClassDetail; onPlan: (request: PlanRequest, title: string) => void };

/** The executions behind a class, with what each says of its end and what became of it; Step Functions keeps them, not we. */
export function ExecutionsPanel({ failure, onPlan }: Props) {
  const { id, totalCount } = failure;
  const input = { id, limit: PAGE_ITEMS };
  const list = usePages<FailedExecution>(["listFailedExecutions", input], (cursor) =>
    api.listFailedExecutions(cursor === undefined ? input : { ...input, cursor }),
  );
  const selection = useSelection(useOpenArns(list.items));
  const plan = (driver: "redrive-execution" | "start-execution") => {
    const title = `${driver === "start-execution" ? "Start anew" : "Redrive"} ${formatPlural(selection.selected.size, "execution")}`;
    onPlan({ action: "redrive", driver, selection: { executionArns: [...selection.selected] } }, title);
  };
  const hint = `${formatCount(list.totalCount ?? 0)} of ${formatCount(totalCount)} kept here`;
  return (
    <Panel title="Executions" hint={list.items ? hint : undefined} isFlush>
      {selection.selected.size > 0 ? (
        <SelectionBar selectedCount={selection.selected.size} noun="execution" onClear={selection.clear}>
          <ChosenActions failure={failure} onPlan={plan} />
        </SelectionBar>
      ) : null}
      <PagedRows list={list} what="The executions">
        {(items) =>
          items.length === 0 ? <NoExecutions /> : <ExecutionList executions={items} selection={selection} />
        }
      </PagedRows>
    </Panel>
  );
}

/** Those that still stand as they ended: only they can be taken up again. */
function useOpenArns(items: readonly FailedExecution[] | undefined): string[] {
  return useMemo(() => (items ?? []).filter(isOpen).map(({ executionArn }) => executionArn), [items]);
}

function isOpen({ nowStatus }: FailedExecution): boolean {
  return nowStatus === "failed";
}

type ActionsProps = {
  failure: FailureClassDetail;
  onPlan: (driver: "redrive-execution" | "start-execution") => void;
};

function ChosenActions({ failure, onPlan }: ActionsProps) {
  const refusal = useRefusal("plans.create", onFailure(failure));
  return (
    <>
      <Button size="sm" variant="filled" disabledReason={refusal} onClick={() => onPlan("redrive-execution")}>
        Plan redrive
      </Button>
      <Button size="sm" disabledReason={refusal} onClick={() => onPlan("start-execution")}>
        Start anew…
      </Button>
    </>
  );
}

type Selection = ReturnType<typeof useSelection>;

function ExecutionList({ executions, selection }: { executions: FailedExecution[]; selection: Selection }) {
  return (
    <ol>
      {executions.map((execution) => (
        <ExecutionItem
          key={`${execution.executionArn} ${execution.stoppedAt}`}
          execution={execution}
          selection={selection}
        />
      ))}
    </ol>
  );
}

const ENDS: Record<FailedExecution["status"], string> = {
  FAILED: "failed",
  TIMED_OUT: "timed out",
  ABORTED: "aborted",
};

function ExecutionItem({ execution, selection }: { execution: FailedExecution; selection: Selection }) {
  const { name, executionArn, status, stoppedAt, failedState } = execution;
  return (
    <li className="grid gap-1 border-t px-4 py-2 first:border-t-0">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        {isOpen(execution) ? (
          <CheckBoxInput
            aria-label={`Select ${name}`}
            checked={selection.selected.has(executionArn)}
            onChange={() => selection.toggle(executionArn)}
          />
        ) : null}
        <span className="machine min-w-0 wrap-anywhere">
          <VisibleText text={name} />
        </span>
        <Chip>{failedState ? `${ENDS[status]} in ${failedState}` : ENDS[status]}</Chip>
        <CopyButton text={executionArn} label="Copy the ARN" />
        <span className="ml-auto text-xs text-ink-2">
          <Moment at={stoppedAt} isPlain />
        </span>
      </div>
      <WhatItSays execution={execution} />
      <p className="text-xs text-ink-3">
        <NowLine execution={execution} />
      </p>
    </li>
  );
}

/** What became of it, or whether and how long Step Functions would redrive it. */
function NowLine({
  execution: { isRedrivable, whyNotRedrivable, redriveUntil, nowStatus },
}: {
  execution: FailedExecution;
}) {
  if (nowStatus === "succeeded-after-redrive") return <span className="text-ok">{whyNotRedrivable}</span>;
  if (isRedrivable !== true) return whyNotRedrivable;
  return (
    <>
      can be redriven for another <RelativeTime at={redriveUntil} isPlain />
    </>
  );
}

function WhatItSays({ execution: { error, cause, isRead } }: { execution: FailedExecution }) {
  if (!isRead)
    return <p className="text-xs text-ink-2">Not asked what it says: taken for the same as the nearest that was.</p>;
  if (error === null && cause === null) return <p className="text-xs text-ink-2">It says nothing of why.</p>;
  return (
    <p className="machine leading-[18px] wrap-anywhere">
      {error === null ? null : <VisibleText text={cause === null ? error : `${error}: `} />}
      {cause === null ? null : (
        <span className="text-ink-2">
          <VisibleText text={cause} />
        </span>
      )}
    </p>
  );
}

function NoExecutions() {
  return (
    <EmptyState
      title="No execution is known, only how many."
      evidence="Their state machine could not be listed, or they ended more than 90 days ago."
    />
  );
}
