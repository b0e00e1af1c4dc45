"use client";

import { useRouter } from "next/navigation";
import { useCallback } from "react";
import { api, problemOf, queryKey, usePages } from "@/app/_components/api";
import { answerTo, type FirstAnswer } from "@/app/_components/first-answer";
import { formatCount, formatPlural } from "@/app/_components/format";
import { ReadFailure } from "@/app/_components/problem-note";
import { useListKeys } from "@/app/_components/shell/use-list-keys";
import { type Column, DataTable } from "@/app/_components/tables/data-table";
import { ListFoot } from "@/app/_components/tables/list-foot";
import { TableToolbar } from "@/app/_components/tables/table-bars";
import { Select } from "@/app/_components/ui/field";
import { Kbd } from "@/app/_components/ui/kbd";
import { PageHeader } from "@/app/_components/ui/page-header";
import { Panel } from "@/app/_components/ui/panel";
import { EmptyState, LoadingSkeleton } from "@/app/_components/ui/view-states";
import { useUrlParams } from "@/app/_components/use-url-params";
import type { OutputOf } from "@/lib/contract";
import { PART_KINDS } from "@/lib/core/pipelines/pipeline";
import { PartLink } from "../part-link";
import { KIND_WORDS } from "../part-words";
import { PipelineTabs } from "../pipeline-tabs";
import { partKindIn, unassignedQuery } from "./unassigned-query";

type Unassigned = OutputOf<"listUnassigned">["items"][number];

/** What belongs to no pipeline, each with the reason. */
export function UnassignedScreen({ unassigned: first }: { unassigned: FirstAnswer<"listUnassigned"> }) {
  const [parameters] = useUrlParams();
  const input = unassignedQuery(parameters);
  const list = usePages(
    queryKey("listUnassigned", input),
    (cursor) => api.listUnassigned({ ...input, cursor }),
    answerTo(first, input),
  );
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Pipelines", href: "/pipelines" }, { label: "Unassigned" }]}
        title={titleOf(list.totalCount)}
        lead="Nothing leads to them and they lead nowhere, as far as their settings say. A rule of a pipeline can take one in."
      />
      <TableToolbar sortedBy="kind, then name">
        <PipelineTabs here="unassigned" />
        <KindChoice />
      </TableToolbar>
      <UnassignedTable list={list} />
    </>
  );
}

function titleOf(count: number | null): string {
  if (count === null) return "Resources that belong to no pipeline.";
  if (count === 0) return "Every resource belongs to a pipeline.";
  return `${formatPlural(count, "resource")} ${count === 1 ? "belongs" : "belong"} to no pipeline.`;
}

function KindChoice() {
  const [parameters, change] = useUrlParams();
  return (
    <Select
      aria-label="Kind"
      className="w-48 max-sm:w-full"
      value={partKindIn(parameters) ?? ""}
      onChange={(event) => change({ kind: event.target.value || undefined }, { isStep: true })}
    >
      <option value="">All kinds</option>
      {PART_KINDS.filter((kind) => kind !== "outside").map((kind) => (
        <option key={kind} value={kind}>
          {KIND_WORDS[kind]}
        </option>
      ))}
    </Select>
  );
}

function UnassignedTable({ list }: { list: ReturnType<typeof usePages<Unassigned>> }) {
  const rows = list.items ?? [];
  const keys = useUnassignedKeys(rows);
  return (
    <>
      <Panel isFlush>
        {list.items ? (
          <DataTable
            caption="Resources that belong to no pipeline, by kind and name"
            columns={columns}
            rows={rows}
            keyOf={({ arn }) => arn}
            density="fleet"
            activeIndex={keys.activeIndex}
            rowProps={keys.rowProps}
            phoneRow={(row) => <PhoneRow row={row} />}
            empty={<EmptyState title="None here." evidence="What is in the inventory belongs to a pipeline." />}
          />
        ) : list.isError ? (
          <ReadFailure what="They could not be read." problem={problemOf(list.error)} onRetry={list.refetch} />
        ) : (
          <LoadingSkeleton rows={8} label="Reading what is unassigned" />
        )}
      </Panel>
      <ListFoot
        count={`${formatCount(list.items?.length)} of ${formatCount(list.totalCount)} resources`}
        onMore={list.hasNextPage ? () => list.fetchNextPage() : undefined}
        isBusy={list.isFetchingNextPage}
      >
        <Kbd>j</Kbd> <Kbd>k</Kbd> move <Kbd>↵</Kbd> open <Kbd>?</Kbd> all keys
      </ListFoot>
    </>
  );
}

const columns: Column<Unassigned>[] = [
  { key: "kind", header: "Kind", width: 148, cell: ({ kind }) => KIND_WORDS[kind] },
  {
    key: "name",
    header: "Resource",
    cell: (row) => (
      <span className="block min-w-0">
        <PartLink part={row} />
        <span className="block truncate text-xs text-ink-3">
          {row.accountName} · {row.region}
        </span>
      </span>
    ),
  },
  {
    key: "reason",
    header: "Why",
    cell: ({ reason }) => (
      <span title={reason} className="line-clamp-2 text-ink-2">
        {reason}
      </span>
    ),
  },
];

function PhoneRow({ row }: { row: Unassigned }) {
  return (
    <>
      <span className="flex items-center justify-between gap-3">
        <span className="min-w-0 flex-1">
          <PartLink part={row} />
        </span>
        <span className="text-xs text-ink-3">{KIND_WORDS[row.kind]}</span>
      </span>
      <span className="block text-xs text-ink-2">{row.reason}</span>
    </>
  );
}

function useUnassignedKeys(rows: readonly Unassigned[]) {
  const router = useRouter();
  const onOpen = useCallback(
    (index: number) => {
      const href = rows[index]?.href;
      if (href) router.push(href);
    },
    [router, rows],
  );
  return useListKeys({ count: rows.length, onOpen });
}
