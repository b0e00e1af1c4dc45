"use client";

import { useRouter } from "next/navigation";
import { useCallback } from "react";
import { api, problemOf, queryKey, useAnswer, usePages } from "@/app/_components/api";
import { answerTo, type FirstAnswer } from "@/app/_components/first-answer";
import { formatCount } from "@/app/_components/format";
import { ReadFailure } from "@/app/_components/problem-note";
import { useListKeys } from "@/app/_components/shell/use-list-keys";
import { DataTable } from "@/app/_components/tables/data-table";
import { ListFoot } from "@/app/_components/tables/list-foot";
import { Kbd } from "@/app/_components/ui/kbd";
import { PageHeader } from "@/app/_components/ui/page-header";
import { Panel } from "@/app/_components/ui/panel";
import { LoadingSkeleton } from "@/app/_components/ui/view-states";
import { useUrlParams } from "@/app/_components/use-url-params";
import type { PipelineRow } from "@/lib/contract/pipeline-fields";
import { AssembledLead } from "./assembled-lead";
import { NoPipelines } from "./no-pipelines";
import { hrefOfPipeline, PipelinePhoneRow, pipelineColumns } from "./pipeline-columns";
import { PipelineFilters } from "./pipeline-filters";
import { PipelineTabs } from "./pipeline-tabs";
import { pipelinesHeadline } from "./pipelines-headline";
import { countsQuery, PIPELINE_FILTERS, pipelinesQuery } from "./pipelines-query";
import { SortChoice } from "./sort-choice";

type Props = { pipelines: FirstAnswer<"listPipelines">; counts: FirstAnswer<"listPipelines"> };

/** Every pipeline of the scope, those that need somebody first, each with its state and the reason for it. */
export function PipelinesScreen({ pipelines, counts: firstCounts }: Props) {
  const [parameters] = useUrlParams();
  const asked = countsQuery(parameters);
  const counted = useAnswer("listPipelines", asked, { initialData: answerTo(firstCounts, asked) }).data;
  const isNarrowed = Object.keys(PIPELINE_FILTERS).some((name) => name !== "state" && parameters.has(name));
  return (
    <>
      <PageHeader
        title={counted ? pipelinesHeadline(counted.counts, { isNarrowed }) : "Pipelines"}
        lead={<AssembledLead assembledAt={counted?.assembledAt} />}
      />
      <PipelineFilters
        counts={counted?.counts}
        tabs={<PipelineTabs here="list" unassignedCount={counted?.unassignedCount} />}
        sort={<SortChoice />}
      />
      <PipelineTable first={pipelines} assembledAt={counted?.assembledAt} />
    </>
  );
}

type TableProps = { first: FirstAnswer<"listPipelines">; assembledAt: string | null | undefined };

function PipelineTable({ first, assembledAt }: TableProps) {
  const [parameters] = useUrlParams();
  const input = pipelinesQuery(parameters);
  const list = usePages(
    queryKey("listPipelines", input),
    (cursor) => api.listPipelines({ ...input, cursor }),
    answerTo(first, input),
  );
  const rows = list.items ?? [];
  const keys = usePipelineKeys(rows);
  return (
    <>
      <Panel isFlush>
        {list.items ? (
          <DataTable
            caption="Pipelines, those that need attention first"
            columns={pipelineColumns}
            rows={rows}
            keyOf={({ id }) => id}
            density="fleet"
            activeIndex={keys.activeIndex}
            rowProps={keys.rowProps}
            isHatched={({ health }) => health.state === "blind"}
            hrefOf={hrefOfPipeline}
            phoneRow={(row) => <PipelinePhoneRow row={row} />}
            empty={<NoPipelines assembledAt={assembledAt} />}
          />
        ) : list.isError ? (
          <ReadFailure what="The pipelines could not be read." problem={problemOf(list.error)} onRetry={list.refetch} />
        ) : (
          <LoadingSkeleton rows={8} label="Reading the pipelines" />
        )}
      </Panel>
      <ListFoot
        count={`${formatCount(list.items?.length)} of ${formatCount(list.totalCount)} pipelines`}
        onMore={list.hasNextPage ? () => list.fetchNextPage() : undefined}
        isBusy={list.isFetchingNextPage}
      >
        <Kbd>j</Kbd> <Kbd>k</Kbd> move <Kbd>↵</Kbd> open <Kbd>?</Kbd> all keys
      </ListFoot>
    </>
  );
}

function usePipelineKeys(rows: readonly PipelineRow[]) {
  const router = useRouter();
  const onOpen = useCallback(
    (index: number) => {
      const row = rows[index];
      if (row) router.push(hrefOfPipeline(row));
    },
    [router, rows],
  );
  return useListKeys({ count: rows.length, onOpen });
}
