"use client";

import { useCallback, useMemo } from "react";
import { api, usePages } from "@/app/_components/api";
import { answerTo, type FirstAnswer } from "@/app/_components/first-answer";
import { SavedViews } from "@/app/_components/saved-views";
import type { ScopeChoice } from "@/app/_components/shell/shell-facts";
import { PagedRows } from "@/app/_components/tables/paged-rows";
import { TableToolbar } from "@/app/_components/tables/table-bars";
import { PageHeader } from "@/app/_components/ui/page-header";
import { Panel } from "@/app/_components/ui/panel";
import { Segmented } from "@/app/_components/ui/segmented";
import { useSelection } from "@/app/_components/use-selection";
import { useUrlParams } from "@/app/_components/use-url-params";
import { MessageFilter, useFilterProblem } from "../failures/[id]/message-filter";
import { useEachDrawer } from "../plans/each-drawer";
import { usePlanDrawer } from "../plans/use-plan-drawer";
import { FoundBar } from "./found-bar";
import { FoundTable } from "./found-table";
import { searchChoice, searchInput } from "./search-query";

type Props = { scope: ScopeChoice; first: FirstAnswer<"listFailedMessages"> | undefined };

/** Every failed message of every queue, narrowed by a filter that the address holds. */
export function SearchScreen({ scope, first }: Props) {
  const [parameters, change] = useUrlParams();
  const choice = searchChoice(parameters);
  const problem = useFilterProblem(choice.q);
  const input = searchInput(choice, scope);
  const list = usePages(
    ["listFailedMessages", input],
    (cursor) => api.listFailedMessages({ ...input, cursor }),
    first && answerTo(first, input),
    { isEnabled: problem === undefined },
  );
  const present = useMemo(
    () => (list.items ?? []).filter(({ state }) => state === "present").map(({ id }) => id),
    [list.items],
  );
  const selection = useSelection(present);
  const { openPlan, drawer } = usePlanDrawer();
  const each = useEachDrawer();
  const onFilter = useCallback((next: string) => change({ q: next }), [change]);
  return (
    <>
      <PageHeader title="Search" lead="Failed messages of every queue that is read. Looking costs no receive." />
      <ViewToolbar
        query={parameters.toString()}
        view={choice.view}
        onView={(next) => change({ messages: next === "present" ? undefined : next }, { isStep: true })}
      />
      <Panel isFlush className="overflow-visible">
        <MessageFilter q={choice.q} problem={problem} list={list} onChange={onFilter} />
        {problem ? null : (
          <>
            <FoundBar
              list={list}
              choice={choice}
              q={input.q}
              selection={selection}
              onPlan={openPlan}
              onEach={each.open}
            />
            <PagedRows list={list} what="The messages">
              {(messages) => <FoundTable messages={messages} view={choice.view} selection={selection} />}
            </PagedRows>
          </>
        )}
      </Panel>
      {drawer}
      {each.drawer}
    </>
  );
}

type ToolbarProps = { query: string; view: string; onView: (view: string) => void };

function ViewToolbar({ query, view, onView }: ToolbarProps) {
  return (
    <TableToolbar
      sortedBy="first seen, newest first"
      filters={<SavedViews place="messages" path="/messages" query={query} />}
    >
      <Segmented
        label="Which messages"
        value={view}
        onChange={onView}
        segments={[
          { value: "present", label: "In the queue" },
          { value: "all", label: "All ever seen" },
        ]}
      />
    </TableToolbar>
  );
}
