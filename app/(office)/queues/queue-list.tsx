"use client";

import { useRouter } from "next/navigation";
import { useCallback } from "react";
import { api, problemOf, queryKey, useAnswer, usePages } from "@/app/_components/api";
import { answerTo, type FirstAnswer } from "@/app/_components/first-answer";
import { formatCount } from "@/app/_components/format";
import { useSight } from "@/app/_components/me";
import { ReadFailure } from "@/app/_components/problem-note";
import { scopeIn } from "@/app/_components/shell/scope-address";
import { useListKeys } from "@/app/_components/shell/use-list-keys";
import { DataTable } from "@/app/_components/tables/data-table";
import { ListFoot } from "@/app/_components/tables/list-foot";
import { Kbd } from "@/app/_components/ui/kbd";
import { PageHeader } from "@/app/_components/ui/page-header";
import { Panel } from "@/app/_components/ui/panel";
import { LoadingSkeleton } from "@/app/_components/ui/view-states";
import { useUrlParams } from "@/app/_components/use-url-params";
import type { Queue } from "@/lib/contract/queues";
import { NoQueues } from "./no-queues";
import { QueuePhoneRow, queueColumns } from "./queue-columns";
import { QueueFilters } from "./queue-filters";
import { queueHeadline } from "./queue-headline";
import { holdingQuery, queueQuery } from "./queue-query";

type Props = {
  queues: FirstAnswer<"listQueues">;
  holding: FirstAnswer<"listQueues">;
  now: FirstAnswer<"getNow">;
};

/** Every queue of the scope, dead-letter queues first, with its newest counters. */
export function QueueList({ queues, holding, now }: Props) {
  const [parameters] = useUrlParams();
  const scope = scopeIn(parameters);
  const held = holdingQuery(parameters);
  const facts = useAnswer("getNow", scope, { initialData: answerTo(now, scope) }).data ?? now.output;
  const holdingCount = useAnswer("listQueues", held, { initialData: answerTo(holding, held) }).data?.totalCount ?? null;
  const { title, lead } = queueHeadline(facts, holdingCount, useSight() === "everything");
  return (
    <>
      <PageHeader title={title} lead={lead} />
      <QueueFilters />
      <QueueTable first={queues} readAt={facts.readAt} />
    </>
  );
}

function QueueTable({ first, readAt }: { first: FirstAnswer<"listQueues">; readAt: string | null }) {
  const [parameters] = useUrlParams();
  const input = queueQuery(parameters);
  const list = usePages(
    queryKey("listQueues", input),
    (cursor) => api.listQueues({ ...input, cursor }),
    answerTo(first, input),
  );
  const rows = list.items ?? [];
  const keys = useQueueKeys(rows);
  return (
    <>
      <Panel isFlush>
        {list.items ? (
          <DataTable
            caption="Queues, dead-letter queues first"
            columns={queueColumns}
            rows={rows}
            keyOf={(queue) => queue.id}
            density="fleet"
            activeIndex={keys.activeIndex}
            rowProps={keys.rowProps}
            isHatched={(queue) => queue.isBlind}
            hrefOf={(queue) => `/queues/${queue.id}`}
            phoneRow={(queue) => <QueuePhoneRow queue={queue} />}
            empty={<NoQueues readAt={readAt} />}
          />
        ) : list.isError ? (
          <ReadFailure what="The queues could not be read." problem={problemOf(list.error)} onRetry={list.refetch} />
        ) : (
          <LoadingSkeleton rows={8} label="Reading the queues" />
        )}
      </Panel>
      <ListFoot
        count={`${formatCount(list.items?.length)} of ${formatCount(list.totalCount)} queues`}
        onMore={list.hasNextPage ? () => list.fetchNextPage() : undefined}
        isBusy={list.isFetchingNextPage}
      >
        <Kbd>j</Kbd> <Kbd>k</Kbd> move <Kbd>↵</Kbd> open <Kbd>?</Kbd> all keys
      </ListFoot>
    </>
  );
}

function useQueueKeys(rows: readonly Queue[]) {
  const router = useRouter();
  const onOpen = useCallback(
    (index: number) => {
      const queue = rows[index];
      if (queue) router.push(`/queues/${queue.id}`);
    },
    [router, rows],
  );
  return useListKeys({ count: rows.length, onOpen });
}
