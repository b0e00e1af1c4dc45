"use client";

import { useRouter } from "next/navigation";
import { useCallback, useMemo } from "react";
import { api, problemOf, queryKey, usePages } from "@/app/_components/api";
import { answerTo, type FirstAnswer } from "@/app/_components/first-answer";
import { formatCount } from "@/app/_components/format";
import { ReadFailure } from "@/app/_components/problem-note";
import { useListKeys } from "@/app/_components/shell/use-list-keys";
import { DataTable } from "@/app/_components/tables/data-table";
import { TableFooter } from "@/app/_components/tables/table-bars";
import { Button } from "@/app/_components/ui/button";
import { Kbd } from "@/app/_components/ui/kbd";
import { Panel } from "@/app/_components/ui/panel";
import { EmptyState, LoadingSkeleton } from "@/app/_components/ui/view-states";
import { useSelection } from "@/app/_components/use-selection";
import { useUrlParams } from "@/app/_components/use-url-params";
import type { VaultItem } from "@/lib/contract/vault";
import { usePlanDrawer } from "../plans/use-plan-drawer";
import { VaultPhoneRow, vaultColumns } from "./vault-columns";
import { stateIn, vaultQuery } from "./vault-query";
import { VaultToolbar } from "./vault-toolbar";

/** The list with its filter, and the plan that restores what is selected. */
export function VaultTable({ first }: { first: FirstAnswer<"listVaultItems"> }) {
  const [parameters, change] = useUrlParams();
  const input = vaultQuery(parameters);
  const list = usePages(
    queryKey("listVaultItems", input),
    (cursor) => api.listVaultItems({ ...input, cursor }),
    answerTo(first, input),
  );
  const rows = useMemo(() => list.items ?? [], [list.items]);
  const restorable = useMemo(() => rows.filter(({ state }) => state !== "restoring").map(({ id }) => id), [rows]);
  const selection = useSelection(restorable);
  const { openPlan, drawer } = usePlanDrawer();
  const keys = useVaultKeys(rows, selection.toggle);
  const restore = () => {
    const vaultItemIds = [...selection.selected];
    openPlan({ action: "restore", selection: { vaultItemIds } }, `Restore ${formatCount(vaultItemIds.length)}`);
  };
  const table = (
    <DataTable
      caption="Messages in the vault, newest first"
      columns={vaultColumns}
      rows={rows}
      keyOf={({ id }) => id}
      density="fleet"
      activeIndex={keys.activeIndex}
      rowProps={keys.rowProps}
      selection={{
        selected: selection.selected,
        onToggle: selection.toggle,
        onToggleAll: selection.toggleAll,
        nameOf: (id) => `Select message ${rows.find((row) => row.id === id)?.messageId ?? id}`,
      }}
      hrefOf={({ id }) => `/vault/${id}`}
      phoneRow={(item) => <VaultPhoneRow item={item} />}
      empty={
        <NothingKept
          isFiltered={stateIn(parameters) !== "all" || parameters.has("queue")}
          onClear={() => change({ state: undefined, queue: undefined })}
        />
      }
    />
  );
  return (
    <>
      <VaultToolbar selectedCount={selection.selected.size} onClear={selection.clear} onRestore={restore} />
      <Panel isFlush>
        {list.items ? (
          table
        ) : list.isError ? (
          <ReadFailure
            what="The vault could not be read."
            problem={problemOf(list.error)}
            onRetry={() => list.refetch()}
          />
        ) : (
          <LoadingSkeleton rows={6} label="Reading the vault" />
        )}
      </Panel>
      {list.hasNextPage ? (
        <Button className="mt-2.5" isBusy={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
          Show more
        </Button>
      ) : null}
      <TableFooter count={`${formatCount(rows.length)} of ${formatCount(list.totalCount)} items`}>
        <Kbd>j</Kbd> <Kbd>k</Kbd> move <Kbd>x</Kbd> select <Kbd>↵</Kbd> open <Kbd>?</Kbd> all keys
      </TableFooter>
      {drawer}
    </>
  );
}

function useVaultKeys(rows: readonly VaultItem[], onSelect: (id: string) => void) {
  const router = useRouter();
  const onOpen = useCallback(
    (index: number) => {
      const item = rows[index];
      if (item) router.push(`/vault/${item.id}`);
    },
    [router, rows],
  );
  const actions = useMemo(
    () => [
      {
        keys: "x",
        label: "Select",
        run: (index: number) => {
          const item = rows[index];
          if (item) onSelect(item.id);
        },
      },
    ],
    [rows, onSelect],
  );
  return useListKeys({ count: rows.length, onOpen, actions });
}

function NothingKept({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  if (isFiltered)
    return <EmptyState title="Nothing matches." action={<Button onClick={onClear}>Clear the filter</Button>} />;
  return (
    <EmptyState
      title="The vault is empty."
      evidence="A discard copies each message here before it is deleted from its queue, so that it can be sent back."
    />
  );
}
