"use client";

import { api, useAnswer, usePages } from "@/app/_components/api";
import { formatCount, formatPlural } from "@/app/_components/format";
import { choiceIn } from "@/app/_components/page-parameters";
import { scopeIn } from "@/app/_components/shell/scope-address";
import { PagedRows } from "@/app/_components/tables/paged-rows";
import { TableFooter, TableToolbar } from "@/app/_components/tables/table-bars";
import { Kbd } from "@/app/_components/ui/kbd";
import { PageHeader } from "@/app/_components/ui/page-header";
import { Panel } from "@/app/_components/ui/panel";
import { Segmented } from "@/app/_components/ui/segmented";
import { EmptyState } from "@/app/_components/ui/view-states";
import { useUrlParams } from "@/app/_components/use-url-params";
import type { InputOf, OutputOf } from "@/lib/contract";
import { RUN_VIEWS, type RunsView, runsInput } from "./runs-input";
import { RunsTable } from "./runs-table";

type Runs = OutputOf<"listRuns">;
type Props = { first: { input: InputOf<"listRuns">; page: Runs }; open: Runs };

/** Every redrive, discard and restore, newest first. */
export function RunsScreen({ first, open: firstOpen }: Props) {
  const [parameters, change] = useUrlParams();
  const view = choiceIn(parameters, "state", RUN_VIEWS);
  const scope = scopeIn(parameters);
  const input = runsInput(view, scope);
  const list = usePages(
    ["listRuns", input],
    (cursor) => api.listRuns({ ...input, cursor }),
    JSON.stringify(first.input) === JSON.stringify(input) ? first.page : undefined,
  );
  const open =
    useAnswer("listRuns", { ...scope, state: "open", limit: 1 }, { initialData: firstOpen }).data ?? firstOpen;
  const openCount = open.totalCount ?? open.items.length;
  return (
    <>
      <PageHeader
        title={openCount > 0 ? `${formatPlural(openCount, "run")} under way.` : "No run is under way."}
        lead="Redrives, discards and restores. A run belongs to the worker: closing this page stops nothing."
      />
      <TableToolbar sortedBy="time, newest first">
        <Segmented
          label="Which runs"
          value={view}
          onChange={(next) => change({ state: next === "all" ? undefined : next })}
          segments={[
            { value: "all", label: "All" },
            { value: "open", label: "Open", count: openCount },
            { value: "ended", label: "Ended" },
          ]}
        />
      </TableToolbar>
      <Panel isFlush>
        <PagedRows list={list} what="The runs">
          {(runs) => <RunsTable runs={runs} empty={<NoRuns view={view} />} />}
        </PagedRows>
      </Panel>
      <TableFooter count={`${formatCount(list.items?.length)} of ${formatCount(list.totalCount)}`}>
        <Kbd>j</Kbd>
        <Kbd>k</Kbd> move <Kbd>↵</Kbd> open
      </TableFooter>
    </>
  );
}

function NoRuns({ view }: { view: RunsView }) {
  if (view === "open") return <EmptyState title="Nothing is under way." evidence="Runs that ended are under Ended." />;
  return (
    <EmptyState
      title="No run so far."
      evidence="Open a failure and plan a redrive; the plan shows what would happen before anything is sent."
    />
  );
}
