"use client";

import { api, problemOf, queryKey, usePages } from "@/app/_components/api";
import { answerTo, type FirstAnswer } from "@/app/_components/first-answer";
import { formatCount } from "@/app/_components/format";
import { ReadFailure } from "@/app/_components/problem-note";
import { ListFoot } from "@/app/_components/tables/list-foot";
import { TableToolbar } from "@/app/_components/tables/table-bars";
import { PageHeader } from "@/app/_components/ui/page-header";
import { Panel } from "@/app/_components/ui/panel";
import { EmptyState, LoadingSkeleton } from "@/app/_components/ui/view-states";
import { useUrlParams } from "@/app/_components/use-url-params";
import { ChangeList } from "../change-list";
import { changesQuery } from "../inventory-query";
import { InventoryTabs } from "../inventory-tabs";

/** Settings that changed anywhere, newest first, with who it was where CloudTrail may be asked. */
export function ChangesScreen({ changes: first }: { changes: FirstAnswer<"listChanges"> }) {
  const [parameters] = useUrlParams();
  const input = changesQuery(parameters);
  const list = usePages(
    queryKey("listChanges", input),
    (cursor) => api.listChanges({ ...input, cursor }),
    answerTo(first, input),
  );
  return (
    <>
      <PageHeader
        title="What changed, and who it was."
        lead="A change lies between two looks. The name comes from CloudTrail, about a quarter of an hour later, where that is allowed."
      />
      <TableToolbar sortedBy="time, newest first">
        <InventoryTabs here="changes" />
      </TableToolbar>
      <Panel isFlush>
        {list.items ? (
          list.items.length > 0 ? (
            <ChangeList changes={list.items} />
          ) : (
            <EmptyState title="No change was seen yet." evidence="What the first look found is no change." />
          )
        ) : list.isError ? (
          <ReadFailure what="The changes could not be read." problem={problemOf(list.error)} onRetry={list.refetch} />
        ) : (
          <LoadingSkeleton rows={8} label="Reading the changes" />
        )}
      </Panel>
      <ListFoot
        count={`${formatCount(list.items?.length)} of ${formatCount(list.totalCount)} changes`}
        onMore={list.hasNextPage ? () => list.fetchNextPage() : undefined}
        isBusy={list.isFetchingNextPage}
      />
    </>
  );
}
