"use client";

import { api, problemOf, usePages } from "@/app/_components/api";
import { formatCount } from "@/app/_components/format";
import { choiceIn } from "@/app/_components/page-parameters";
import { ReadFailure } from "@/app/_components/problem-note";
import { DataTable } from "@/app/_components/tables/data-table";
import { Button } from "@/app/_components/ui/button";
import { Panel } from "@/app/_components/ui/panel";
import { Segmented } from "@/app/_components/ui/segmented";
import { EmptyState, LoadingSkeleton } from "@/app/_components/ui/view-states";
import { useUrlParams } from "@/app/_components/use-url-params";
import type { OutputOf } from "@/lib/contract";
import type { Run } from "@/lib/contract/runs";
import { EvidenceButton } from "./evidence-button";
import { itemColumns, PhoneItem } from "./item-columns";
import { type ItemsView, itemsInput, itemViewsOf } from "./items-input";

type Props = { run: Run; first: { view: ItemsView; page: OutputOf<"listRunItems"> } };

/** What happened to each message, from the ledger. */
export function ItemsPanel({ run, first }: Props) {
  const [parameters, change] = useUrlParams();
  const views = itemViewsOf(run);
  const view = choiceIn(parameters, "items", views);
  const input = itemsInput(run.id, view);
  const list = usePages(
    ["listRunItems", input],
    (cursor) => api.listRunItems({ ...input, cursor }),
    first.view === view ? first.page : undefined,
  );
  return (
    <Panel
      title="Per message"
      hint={
        <Segmented
          label="Which messages"
          size="sm"
          value={view}
          onChange={(next) => change({ items: next === views[0] ? undefined : next })}
          segments={views.map((one) => ({ value: one, label: LABELS[one], ...countOf(one, run) }))}
        />
      }
      actions={<EvidenceButton run={run} />}
      isFlush
    >
      {list.isError && !list.items ? (
        <ReadFailure
          what="The messages could not be read."
          problem={problemOf(list.error)}
          onRetry={() => void list.refetch()}
        />
      ) : list.items ? (
        <DataTable
          caption="Messages of this run"
          columns={itemColumns(run)}
          rows={list.items}
          keyOf={(item) => item.id}
          hrefOf={(item) => `/messages/${item.messageRowId}`}
          phoneRow={(item) => <PhoneItem item={item} />}
          empty={<EmptyState title={EMPTY[view]} />}
        />
      ) : (
        <LoadingSkeleton rows={6} label="Reading the messages" />
      )}
      {list.hasNextPage ? (
        <div className="border-t px-4 py-2">
          <Button size="sm" onClick={() => void list.fetchNextPage()} isBusy={list.isFetchingNextPage}>
            Show more
          </Button>
          <span className="ml-3 text-xs text-ink-3">
            {formatCount(list.items?.length)} of {formatCount(list.totalCount)}
          </span>
        </div>
      ) : null}
    </Panel>
  );
}

const LABELS: Record<ItemsView, string> = { "not-gone": "Not gone", ambiguous: "Ambiguous", all: "All" };
const EMPTY: Record<ItemsView, string> = {
  "not-gone": "Every message left the DLQ and was not seen again.",
  ambiguous: "No send went without an answer.",
  all: "No message is in this run.",
};

function countOf(view: ItemsView, { counters }: Run): { count?: number } {
  if (view === "not-gone") return { count: counters.selected - counters.gone };
  return view === "all" ? { count: counters.selected } : {};
}
