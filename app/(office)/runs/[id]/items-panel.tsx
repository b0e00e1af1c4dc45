"use client";

import { api, usePages } from "@/app/_components/api";
import { choiceIn } from "@/app/_components/page-parameters";
import { DataTable } from "@/app/_components/tables/data-table";
import { PagedRows } from "@/app/_components/tables/paged-rows";
import { Panel } from "@/app/_components/ui/panel";
import { Segmented } from "@/app/_components/ui/segmented";
import { EmptyState } from "@/app/_components/ui/view-states";
import { useUrlParams } from "@/app/_components/use-url-params";
import type { OutputOf } from "@/lib/contract";
import type { Run, RunItem } from "@/lib/contract/runs";
import { nounOf } from "../run-words";
import { EvidenceButton } from "./evidence-button";
import { itemColumns, PhoneItem } from "./item-columns";
import { type ItemsView, itemsInput, itemViewsOf } from "./items-input";

type Props = { run: Run; first: { view: ItemsView; page: OutputOf<"listRunItems"> } };

/** What happened to each message, from the ledger. */
export function ItemsPanel({ run, first }: Props) {
  const [parameters, change] = useUrlParams();
  const views = itemViewsOf(run);
  const noun = nounOf(run);
  const view = choiceIn(parameters, "items", views);
  const input = itemsInput(run.id, view);
  const list = usePages(
    ["listRunItems", input],
    (cursor) => api.listRunItems({ ...input, cursor }),
    first.view === view ? first.page : undefined,
  );
  return (
    <Panel
      title={`Per ${noun}`}
      hint={
        <Segmented
          label={`Which ${noun}s`}
          size="sm"
          value={view}
          onChange={(next) => change({ items: next === views[0] ? undefined : next })}
          segments={views
            .filter((one) => one === view || isWorthShowing(one, run))
            .map((one) => ({
              value: one,
              label: one === "not-gone" && noun === "execution" ? "Not succeeded" : LABELS[one],
              ...countOf(one, run),
            }))}
        />
      }
      actions={<EvidenceButton run={run} />}
      isFlush
    >
      <PagedRows list={list} what={`The ${noun}s`}>
        {(items) => (
          <DataTable
            caption={noun === "message" ? "Messages of this run" : "Executions of this run"}
            columns={itemColumns(run)}
            rows={items}
            keyOf={(item) => item.id}
            {...(noun === "message" ? { hrefOf: (item: RunItem) => `/messages/${item.messageRowId}` } : {})}
            phoneRow={(item) => <PhoneItem item={item} />}
            empty={<EmptyState title={noun === "execution" ? EMPTY_OF_EXECUTIONS[view] : EMPTY[view]} />}
          />
        )}
      </PagedRows>
    </Panel>
  );
}

const LABELS: Record<ItemsView, string> = {
  "not-gone": "Not gone",
  returned: "Came back",
  rejected: "Rejected",
  skipped: "Skipped",
  ambiguous: "Ambiguous",
  all: "All",
};
const EMPTY: Record<ItemsView, string> = {
  "not-gone": "Every message left the DLQ and was not seen again.",
  returned: "None was seen to come back.",
  rejected: "None was refused.",
  skipped: "None was skipped.",
  ambiguous: "No send went without an answer.",
  all: "No message is in this run.",
};

const EMPTY_OF_EXECUTIONS: Record<ItemsView, string> = {
  "not-gone": "Every execution succeeded.",
  returned: "None failed again.",
  rejected: "None was refused.",
  skipped: "None was skipped.",
  ambiguous: "No call went without an answer.",
  all: "No execution is in this run.",
};

function isWorthShowing(view: ItemsView, { counters }: Run): boolean {
  return view === "not-gone" || view === "all" || view === "ambiguous" || counters[view] > 0;
}

function countOf(view: ItemsView, { counters }: Run): { count?: number } {
  if (view === "not-gone") return { count: counters.selected - counters.gone };
  if (view === "all") return { count: counters.selected };
  return view === "ambiguous" ? {} : { count: counters[view] };
}
