"use client";

import { useRouter } from "next/navigation";
import { useCallback } from "react";
import { api, problemOf, queryKey, usePages } from "@/app/_components/api";
import { answerTo, type FirstAnswer } from "@/app/_components/first-answer";
import { formatCount } from "@/app/_components/format";
import { ReadFailure } from "@/app/_components/problem-note";
import { useListKeys } from "@/app/_components/shell/use-list-keys";
import { DataTable } from "@/app/_components/tables/data-table";
import { ListFoot } from "@/app/_components/tables/list-foot";
import { TableToolbar } from "@/app/_components/tables/table-bars";
import { Kbd } from "@/app/_components/ui/kbd";
import { PageHeader } from "@/app/_components/ui/page-header";
import { Panel } from "@/app/_components/ui/panel";
import { Segmented } from "@/app/_components/ui/segmented";
import { EmptyState, LoadingSkeleton } from "@/app/_components/ui/view-states";
import { useUrlParams } from "@/app/_components/use-url-params";
import type { OutputOf } from "@/lib/contract";
import type { Loss } from "@/lib/contract/losses";
import { UnreadableDestinations } from "../inventory/unreadable-destinations";
import { LossPhoneRow, lossColumns } from "./loss-columns";
import { lossesHeadline } from "./losses-headline";
import { lossesQuery, withinIn } from "./losses-query";

/** What dies first, from counters and age alone: no message is read for this page. */
export function LossesScreen({ losses: first }: { losses: FirstAnswer<"listLosses"> }) {
  const [parameters, change] = useUrlParams();
  const input = lossesQuery(parameters);
  const list = usePages(
    queryKey("listLosses", input),
    (cursor) => api.listLosses({ ...input, cursor }),
    answerTo(first, input),
  );
  const newest = (list.data?.pages.at(-1) ?? first.output) as OutputOf<"listLosses">;
  const { title, lead } = lossesHeadline(newest);
  return (
    <>
      <PageHeader title={title} lead={lead} />
      <TableToolbar sortedBy="what dies first">
        <Segmented
          label="Time left"
          segments={[
            { value: "all", label: "All" },
            { value: "day", label: "Within 24 h", count: newest.within24hCount },
            { value: "week", label: "Within 7 days", count: newest.within7dCount },
          ]}
          value={withinIn(parameters)}
          onChange={(within) => change({ within: within === "all" ? undefined : within }, { isStep: true })}
        />
      </TableToolbar>
      <LossTable rows={list.items} list={list} />
      <UnreadableDestinations
        {...(input.accountId && { accountId: input.accountId })}
        {...(input.region && { region: input.region })}
      />
    </>
  );
}

type List = ReturnType<typeof usePages<Loss>>;

function LossTable({ rows, list }: { rows: Loss[] | undefined; list: List }) {
  const keys = useLossKeys(rows ?? []);
  return (
    <>
      <Panel isFlush>
        {rows ? (
          <DataTable
            caption="Dead-letter queues, what dies first on top"
            columns={lossColumns}
            rows={rows}
            keyOf={(loss) => loss.queueId}
            density="fleet"
            activeIndex={keys.activeIndex}
            rowProps={keys.rowProps}
            isHatched={(loss) => loss.isBlind}
            hrefOf={(loss) => `/queues/${loss.queueId}`}
            phoneRow={(loss) => <LossPhoneRow loss={loss} />}
            empty={
              <EmptyState
                title="Nothing here."
                evidence="No dead-letter queue that is looked at holds a message, as far as its counters tell."
              />
            }
          />
        ) : list.isError ? (
          <ReadFailure what="The losses could not be read." problem={problemOf(list.error)} onRetry={list.refetch} />
        ) : (
          <LoadingSkeleton rows={8} label="Reading the losses" />
        )}
      </Panel>
      <ListFoot
        count={`${formatCount(rows?.length)} of ${formatCount(list.totalCount)} queues · counters are approximate`}
        onMore={list.hasNextPage ? () => list.fetchNextPage() : undefined}
        isBusy={list.isFetchingNextPage}
      >
        <Kbd>j</Kbd> <Kbd>k</Kbd> move <Kbd>↵</Kbd> open <Kbd>?</Kbd> all keys
      </ListFoot>
    </>
  );
}

function useLossKeys(rows: readonly Loss[]) {
  const router = useRouter();
  const onOpen = useCallback(
    (index: number) => {
      const loss = rows[index];
      if (loss) router.push(`/queues/${loss.queueId}`);
    },
    [router, rows],
  );
  return useListKeys({ count: rows.length, onOpen });
}
