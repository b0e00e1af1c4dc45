"use client";

import { api, usePages } from "@/app/_components/api";
import { formatCount } from "@/app/_components/format";
import { VisibleText } from "@/app/_components/message/visible-text";
import { PagedRows } from "@/app/_components/tables/paged-rows";
import { Chip } from "@/app/_components/ui/chip";
import { CopyButton } from "@/app/_components/ui/copy-button";
import { Panel } from "@/app/_components/ui/panel";
import { Moment, RelativeTime } from "@/app/_components/ui/time";
import { EmptyState } from "@/app/_components/ui/view-states";
import type { FailureClassDetail } from "@/lib/contract/failures";
import type { FailedExecution } from "@/lib/contract/unrecorded";

const PAGE_ITEMS = 20;

/** The executions behind a class, with what each says of its end; Step Functions keeps them, not we. */
export function ExecutionsPanel({ failure: { id, totalCount } }: { failure: FailureClassDetail }) {
  const input = { id, limit: PAGE_ITEMS };
  const list = usePages<FailedExecution>(["listFailedExecutions", input], (cursor) =>
    api.listFailedExecutions(cursor === undefined ? input : { ...input, cursor }),
  );
  const hint = `${formatCount(list.totalCount ?? 0)} of ${formatCount(totalCount)} kept here`;
  return (
    <Panel title="Executions" hint={list.items ? hint : undefined} isFlush>
      <PagedRows list={list} what="The executions">
        {(items) => (items.length === 0 ? <NoExecutions /> : <ExecutionList executions={items} />)}
      </PagedRows>
    </Panel>
  );
}

function ExecutionList({ executions }: { executions: FailedExecution[] }) {
  return (
    <ol>
      {executions.map((execution) => (
        <ExecutionItem key={`${execution.executionArn} ${execution.stoppedAt}`} execution={execution} />
      ))}
    </ol>
  );
}

const ENDS: Record<FailedExecution["status"], string> = {
  FAILED: "failed",
  TIMED_OUT: "timed out",
  ABORTED: "aborted",
};

function ExecutionItem({ execution }: { execution: FailedExecution }) {
  const { name, executionArn, status, stoppedAt, redriveUntil } = execution;
  return (
    <li className="grid gap-1 border-t px-4 py-2 first:border-t-0">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="machine min-w-0 wrap-anywhere">
          <VisibleText text={name} />
        </span>
        <Chip>{ENDS[status]}</Chip>
        <CopyButton text={executionArn} label="Copy the ARN" />
        <span className="ml-auto text-xs text-ink-2">
          <Moment at={stoppedAt} isPlain />
        </span>
      </div>
      <WhatItSays execution={execution} />
      <p className="text-xs text-ink-3">
        {Date.parse(redriveUntil) > Date.now() ? (
          <>
            can be redriven for another <RelativeTime at={redriveUntil} isPlain />, not from here yet
          </>
        ) : (
          "too old to be redriven: start a new one with the same input"
        )}
      </p>
    </li>
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
