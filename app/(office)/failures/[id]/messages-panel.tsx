"use client";

import { useMemo, useState } from "react";
import { api, problemOf, usePages } from "@/app/_components/api";
import { formatCount, formatPlural } from "@/app/_components/format";
import { useRefusal } from "@/app/_components/me";
import { choiceIn } from "@/app/_components/page-parameters";
import { ReadFailure } from "@/app/_components/problem-note";
import { SelectionBar } from "@/app/_components/tables/table-bars";
import { Button } from "@/app/_components/ui/button";
import { Panel } from "@/app/_components/ui/panel";
import { Segmented } from "@/app/_components/ui/segmented";
import { useSelection } from "@/app/_components/use-selection";
import { useUrlParams } from "@/app/_components/use-url-params";
import type { OutputOf } from "@/lib/contract";
import type { FailureClassDetail } from "@/lib/contract/failures";
import type { PlanRequest } from "../../plans/plan-request";
import { MESSAGE_VIEWS, type MessagesView, messagesInput } from "./messages-input";
import { MessagesTable } from "./messages-table";
import { ScanFooter } from "./scan-footer";

type Props = {
  failure: FailureClassDetail;
  first: { view: MessagesView; page: OutputOf<"listFailedMessages"> };
  onPlan: (request: PlanRequest, title: string) => void;
};

/** The messages of the class. Chosen ones make a plan of their own. */
export function MessagesPanel({ failure, first, onPlan }: Props) {
  const [parameters, change] = useUrlParams();
  const view = choiceIn(parameters, "messages", MESSAGE_VIEWS);
  const input = messagesInput(failure.id, view);
  const list = usePages(
    ["listFailedMessages", input],
    (cursor) => api.listFailedMessages({ ...input, cursor }),
    first.view === view ? first.page : undefined,
  );
  const items = useMemo(() => list.items ?? [], [list.items]);
  const selectable = useMemo(
    () => items.filter((message) => message.state === "present").map((message) => message.id),
    [items],
  );
  const selection = useSelection(selectable);
  return (
    <Panel
      title="Messages"
      hint={
        <Segmented
          label="Which messages"
          size="sm"
          value={view}
          onChange={(next) => change({ messages: next === "present" ? undefined : next })}
          segments={[
            { value: "present", label: "In the queue", count: failure.presentCount },
            { value: "all", label: "All", count: failure.totalCount },
          ]}
        />
      }
      isFlush
    >
      {selection.selected.size > 0 ? (
        <ChosenBar failure={failure} selected={selection.selected} onClear={selection.clear} onPlan={onPlan} />
      ) : null}
      {list.isError && !list.items ? (
        <ReadFailure
          what="The messages could not be read."
          problem={problemOf(list.error)}
          onRetry={() => void list.refetch()}
        />
      ) : (
        <MessagesTable messages={items} isLoading={list.isLoading} view={view} selection={selection} />
      )}
      {list.hasNextPage ? (
        <div className="border-t px-4 py-2">
          <Button size="sm" onClick={() => void list.fetchNextPage()} isBusy={list.isFetchingNextPage}>
            Show more
          </Button>
          <span className="ml-3 text-xs text-ink-3">
            {formatCount(items.length)} of {formatCount(list.totalCount)} shown
          </span>
        </div>
      ) : null}
      <ScanFooter failure={failure} />
    </Panel>
  );
}

type BarProps = Pick<Props, "failure" | "onPlan"> & { selected: ReadonlySet<string>; onClear: () => void };

/** What is done with the chosen ones. "All that match" is a second step and plans the whole class. */
function ChosenBar({ failure, selected, onClear, onPlan }: BarProps) {
  const refusal = useRefusal("plans.create");
  const [isAll, setAll] = useState(false);
  const count = isAll ? failure.presentCount : selected.size;
  const plan = (action: "redrive" | "discard") =>
    onPlan(
      { action, selection: isAll ? { classId: failure.id } : { messageIds: [...selected] } },
      `${action === "redrive" ? "Redrive" : "Discard"} ${formatPlural(count, "message")}`,
    );
  return (
    <div className="px-4 pt-2.5">
      <SelectionBar
        selectedCount={selected.size}
        matchCount={failure.presentCount}
        isAllMatching={isAll}
        onSelectAllMatching={() => setAll(true)}
        onClear={onClear}
      >
        <Button size="sm" variant="danger-outline" disabledReason={refusal} onClick={() => plan("discard")}>
          Discard {formatCount(count)}…
        </Button>
        <Button size="sm" disabledReason={refusal} onClick={() => plan("redrive")}>
          Plan redrive of {formatCount(count)}
        </Button>
      </SelectionBar>
    </div>
  );
}
