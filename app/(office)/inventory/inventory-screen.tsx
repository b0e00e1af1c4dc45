"use client";

import { useRouter } from "next/navigation";
import { useCallback } from "react";
import { api, problemOf, queryKey, useAnswer, usePages } from "@/app/_components/api";
import { answerTo, type FirstAnswer } from "@/app/_components/first-answer";
import { formatCount, formatPlural } from "@/app/_components/format";
import { useSight } from "@/app/_components/me";
import { NotShown } from "@/app/_components/not-shown";
import { ReadFailure } from "@/app/_components/problem-note";
import { scopeIn } from "@/app/_components/shell/scope-address";
import { useListKeys } from "@/app/_components/shell/use-list-keys";
import { DataTable } from "@/app/_components/tables/data-table";
import { FilterInput } from "@/app/_components/tables/filter-input";
import { ListFoot } from "@/app/_components/tables/list-foot";
import { TableToolbar } from "@/app/_components/tables/table-bars";
import { Select } from "@/app/_components/ui/field";
import { Kbd } from "@/app/_components/ui/kbd";
import { PageHeader } from "@/app/_components/ui/page-header";
import { Panel } from "@/app/_components/ui/panel";
import { EmptyState, LoadingSkeleton } from "@/app/_components/ui/view-states";
import { useUrlParams } from "@/app/_components/use-url-params";
import type { OutputOf } from "@/lib/contract";
import type { ResourceRow } from "@/lib/contract/inventory";
import { HowFresh } from "./how-fresh";
import { kindIn, resourcesQuery } from "./inventory-query";
import { InventoryTabs } from "./inventory-tabs";
import { KIND_LABELS } from "./kind-labels";
import { hrefOfResource, ResourcePhoneRow, resourceColumns } from "./resource-columns";
import { Unread } from "./unread";

type Props = { inventory: FirstAnswer<"getInventory">; resources: FirstAnswer<"listResources"> };

/** Everything found, by kind and name, with how old that knowledge is. */
export function InventoryScreen({ inventory: first, resources }: Props) {
  const [parameters] = useUrlParams();
  const scope = scopeIn(parameters);
  const inventory = useAnswer("getInventory", scope, { initialData: answerTo(first, scope) }).data ?? first.output;
  const isAll = useSight() === "everything";
  return (
    <>
      <PageHeader
        title={`${formatPlural(inventory.resourceCount, "resource")} ${isAll ? "in the inventory" : "shown to you"}.`}
        lead={<HowFresh inventory={inventory} />}
      />
      <div className="grid gap-4">
        <Unread places={inventory.unreadPlaces} />
        <div className="min-w-0">
          <ResourceFilters inventory={inventory} />
          <ResourceTable first={resources} />
        </div>
      </div>
    </>
  );
}

function ResourceFilters({ inventory }: { inventory: OutputOf<"getInventory"> }) {
  const [parameters, change] = useUrlParams();
  const onName = useCallback((name: string) => change({ name }), [change]);
  return (
    <TableToolbar sortedBy="kind, then name">
      <InventoryTabs here="resources" />
      <Select
        aria-label="Kind"
        className="w-56 max-sm:w-full"
        value={kindIn(parameters) ?? ""}
        onChange={(event) => change({ kind: event.target.value || undefined }, { isStep: true })}
      >
        <option value="">All kinds</option>
        {inventory.kinds.map(({ kind, count }) => (
          <option key={kind} value={kind}>
            {KIND_LABELS[kind]} ({formatCount(count)})
          </option>
        ))}
      </Select>
      <FilterInput label="Part of the name" value={parameters.get("name") ?? ""} onChange={onName} />
    </TableToolbar>
  );
}

function ResourceTable({ first }: { first: Props["resources"] }) {
  const [parameters] = useUrlParams();
  const input = resourcesQuery(parameters);
  const list = usePages(
    queryKey("listResources", input),
    (cursor) => api.listResources({ ...input, cursor }),
    answerTo(first, input),
  );
  const rows = list.items ?? [];
  const keys = useResourceKeys(rows);
  return (
    <>
      <Panel isFlush>
        {list.items ? (
          <DataTable
            caption="Resources by kind and name"
            columns={resourceColumns}
            rows={rows}
            keyOf={(row) => row.id}
            activeIndex={keys.activeIndex}
            rowProps={keys.rowProps}
            hrefOf={hrefOfResource}
            phoneRow={(row) => <ResourcePhoneRow row={row} />}
            empty={<NoResources isFiltered={parameters.has("kind") || parameters.has("name")} />}
          />
        ) : list.isError ? (
          <ReadFailure what="The inventory could not be read." problem={problemOf(list.error)} onRetry={list.refetch} />
        ) : (
          <LoadingSkeleton rows={8} label="Reading the inventory" />
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

function NoResources({ isFiltered }: { isFiltered: boolean }) {
  const sight = useSight();
  if (!isFiltered && (sight === "resources" || sight === "nothing")) return <NotShown sight={sight} />;
  return <EmptyState title="Nothing matches." evidence="What could not be read is named above, where there is any." />;
}

function useResourceKeys(rows: readonly ResourceRow[]) {
  const router = useRouter();
  const onOpen = useCallback(
    (index: number) => {
      const row = rows[index];
      if (row) router.push(hrefOfResource(row));
    },
    [router, rows],
  );
  return useListKeys({ count: rows.length, onOpen });
}
