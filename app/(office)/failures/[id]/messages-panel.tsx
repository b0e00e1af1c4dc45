"use client";

import { useCallback, useMemo, useState } from "react";
import { api, usePages } from "@/app/_components/api";
import { answerTo, type FirstAnswer } from "@/app/_components/first-answer";
import { formatCount, formatPlural } from "@/app/_components/format";
import { useRefusal } from "@/app/_components/me";
import { PagedRows } from "@/app/_components/tables/paged-rows";
import { SelectionBar } from "@/app/_components/tables/table-bars";
import { onFailure } from "@/app/_components/targets";
import { Button, ButtonLink } from "@/app/_components/ui/button";
import { Panel } from "@/app/_components/ui/panel";
import { Segmented } from "@/app/_components/ui/segmented";
import { useSelection } from "@/app/_components/use-selection";
import { useUrlParams } from "@/app/_components/use-url-params";
import type { InputOf } from "@/lib/contract";
import type { FailedMessage, FailureClassDetail } from "@/lib/contract/failures";
import type { PlanRequest } from "../../plans/plan-request";
import { editAddress, MOST_IN_ADDRESS } from "./edit/edit-address";
import { MessageFilter, useFilterProblem } from "./message-filter";
import { type MessagesView, messagesChoice, messagesInput } from "./messages-input";
import { MessagesTable } from "./messages-table";
import { ScanFooter } from "./scan-footer";

type Props = {
  failure: FailureClassDetail;
  first?: FirstAnswer<"listFailedMessages">;
  onPlan: (request: PlanRequest, title: string) => void;
};

/** The messages of the class. Chosen ones make a plan of their own. */
export function MessagesPanel({ failure, first, onPlan }: Props) {
  const [parameters, change] = useUrlParams();
  const { view, q } = messagesChoice(parameters);
  const problem = useFilterProblem(q, onFailure(failure));
  const list = useMessages(messagesInput(failure.id, { view, q }), first, problem === undefined);
  const selection = useSelection(useSelectable(list.items));
  const within = useMemo(() => ({ classId: failure.id }), [failure.id]);
  const onFilter = useCallback((next: string) => change({ q: next }), [change]);
  return (
    <Panel
      title="Messages"
      hint={
        <ViewChoice
          failure={failure}
          view={view}
          onChange={(next) => change({ messages: next === "present" ? undefined : next })}
        />
      }
      isFlush
    >
      <MessageFilter q={q} problem={problem} list={list} onChange={onFilter} within={within} />
      {selection.selected.size > 0 ? (
        <ChosenBar
          key={q}
          failure={failure}
          q={q}
          matchCount={list.totalCount ?? undefined}
          selected={selection.selected}
          onClear={selection.clear}
          onPlan={onPlan}
        />
      ) : null}
      {problem ? null : (
        <PagedRows list={list} what="The messages">
          {(messages) => (
            <MessagesTable
              messages={messages}
              view={view}
              isFiltered={q !== ""}
              selection={selection}
              hasBystanders={failure.likelyBystanderCount > 0}
            />
          )}
        </PagedRows>
      )}
      <ScanFooter failure={failure} />
    </Panel>
  );
}

function useMessages(input: InputOf<"listFailedMessages">, first: Props["first"], isEnabled: boolean) {
  return usePages(
    ["listFailedMessages", input],
    (cursor) => api.listFailedMessages({ ...input, cursor }),
    first && answerTo(first, input),
    { isEnabled },
  );
}

type ChoiceProps = Pick<Props, "failure"> & { view: MessagesView; onChange: (view: string) => void };

function ViewChoice({ failure, view, onChange }: ChoiceProps) {
  return (
    <Segmented
      label="Which messages"
      size="sm"
      value={view}
      onChange={onChange}
      segments={[
        { value: "present", label: "In the queue", count: failure.presentCount },
        { value: "all", label: "All", count: failure.totalCount },
      ]}
    />
  );
}

/** Only what is in the queue can be chosen. */
function useSelectable(messages: readonly FailedMessage[] | undefined): string[] {
  return useMemo(
    () => (messages ?? []).filter((message) => message.state === "present").map((message) => message.id),
    [messages],
  );
}

type BarProps = Pick<Props, "failure" | "onPlan"> & {
  q: string;
  matchCount: number | undefined;
  selected: ReadonlySet<string>;
  onClear: () => void;
};

/** What is done with the chosen ones. "All that match" is a second step: the plan then freezes what the filter finds. */
function ChosenBar({ failure, q, matchCount, selected, onClear, onPlan }: BarProps) {
  const refusal = useRefusal("plans.create", onFailure(failure));
  const mayNotEdit = useRefusal("messages.edit", onFailure(failure));
  const mayNotRead = useRefusal("bodies.read", onFailure(failure));
  const [isAll, setAll] = useState(false);
  const isTooMany = !isAll && selected.size > MOST_IN_ADDRESS;
  const allCount = q === "" ? failure.presentCount : matchCount;
  const count = isAll ? (allCount ?? 0) : selected.size;
  const plan = (action: "redrive" | "discard") =>
    onPlan(
      { action, selection: isAll ? { classId: failure.id, ...(q && { q }) } : { messageIds: [...selected] } },
      `${action === "redrive" ? "Redrive" : "Discard"} ${formatPlural(count, "message")}`,
    );
  return (
    <div className="px-4 pt-2.5">
      <SelectionBar
        selectedCount={selected.size}
        {...(allCount === undefined ? {} : { matchCount: allCount })}
        isAllMatching={isAll}
        onSelectAllMatching={() => setAll(true)}
        onClear={onClear}
      >
        <Button size="sm" variant="danger-outline" disabledReason={refusal} onClick={() => plan("discard")}>
          Discard {formatCount(count)}…
        </Button>
        {mayNotEdit || mayNotRead || isTooMany ? null : (
          <ButtonLink size="sm" href={editAddress(failure.id, isAll ? { q } : { messageIds: [...selected] })}>
            Edit {formatCount(count)}…
          </ButtonLink>
        )}
        <Button size="sm" disabledReason={refusal} onClick={() => plan("redrive")}>
          Plan redrive of {formatCount(count)}
        </Button>
      </SelectionBar>
    </div>
  );
}
