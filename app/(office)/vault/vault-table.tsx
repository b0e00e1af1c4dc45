"use client";

import { useMemo } from "react";
import { api, problemOf, queryKey, usePages } from "@/app/_components/api";
import { answerTo, type FirstAnswer } from "@/app/_components/first-answer";
import { formatCount } from "@/app/_components/format";
import { ReadFailure } from "@/app/_components/problem-note";
import { ListFoot } from "@/app/_components/tables/list-foot";
import { Kbd } from "@/app/_components/ui/kbd";
import { Panel } from "@/app/_components/ui/panel";
import { LoadingSkeleton } from "@/app/_components/ui/view-states";
import { useSelection } from "@/app/_components/use-selection";
import { useUrlParams } from "@/app/_components/use-url-params";
import { usePlanDrawer } from "../plans/use-plan-drawer";
import { vaultQuery } from "./vault-query";
import { VaultRows } from "./vault-rows";
import { VaultToolbar } from "./vault-toolbar";

/** The list with its filter, and the plan that restores what is selected. */
export function VaultTable({ first }: { first: FirstAnswer<"listVaultItems"> }) {
  const [parameters] = useUrlParams();
  const input = vaultQuery(parameters);
  const list = usePages(
    queryKey("listVaultItems", input),
    (cursor) => api.listVaultItems({ ...input, cursor }),
    answerTo(first, input),
  );
  const restorable = useMemo(
    () => (list.items ?? []).filter(({ state }) => state === "kept" || state === "restored").map(({ id }) => id),
    [list.items],
  );
  const selection = useSelection(restorable);
  const { openPlan, drawer } = usePlanDrawer();
  const restore = () => {
    const vaultItemIds = [...selection.selected];
    openPlan({ action: "restore", selection: { vaultItemIds } }, `Restore ${formatCount(vaultItemIds.length)}`);
  };
  return (
    <>
      <VaultToolbar
        selected={(list.items ?? []).filter(({ id }) => selection.selected.has(id))}
        selectedCount={selection.selected.size}
        onClear={selection.clear}
        onRestore={restore}
      />
      <Panel isFlush>
        {list.items ? (
          <VaultRows items={list.items} selection={selection} />
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
      <ListFoot
        count={`${formatCount(list.items?.length)} of ${formatCount(list.totalCount)} items`}
        onMore={list.hasNextPage ? () => list.fetchNextPage() : undefined}
        isBusy={list.isFetchingNextPage}
      >
        <Kbd>j</Kbd> <Kbd>k</Kbd> move <Kbd>x</Kbd> select <Kbd>↵</Kbd> open <Kbd>?</Kbd> all keys
      </ListFoot>
      {drawer}
    </>
  );
}
