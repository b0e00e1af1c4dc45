"use client";

import { useRouter } from "next/navigation";
import { useCallback, useMemo } from "react";
import { useListKeys } from "@/app/_components/shell/use-list-keys";
import { DataTable } from "@/app/_components/tables/data-table";
import { Button } from "@/app/_components/ui/button";
import { EmptyState } from "@/app/_components/ui/view-states";
import type { useSelection } from "@/app/_components/use-selection";
import { useUrlParams } from "@/app/_components/use-url-params";
import type { VaultItem } from "@/lib/contract/vault";
import { VaultPhoneRow, vaultColumns } from "./vault-columns";

type Props = { items: VaultItem[]; selection: ReturnType<typeof useSelection> };

/** The items, to be walked by j and k, selected by x and opened by Enter. */
export function VaultRows({ items, selection }: Props) {
  const keys = useVaultKeys(items, selection.toggle);
  return (
    <DataTable
      caption="Messages in the vault, newest first"
      columns={vaultColumns}
      rows={items}
      keyOf={({ id }) => id}
      density="fleet"
      activeIndex={keys.activeIndex}
      rowProps={keys.rowProps}
      selection={{
        selected: selection.selected,
        onToggle: selection.toggle,
        onToggleAll: selection.toggleAll,
        nameOf: (id) => `Select message ${items.find((item) => item.id === id)?.messageId ?? id}`,
      }}
      hrefOf={({ id }) => `/vault/${id}`}
      phoneRow={(item) => <VaultPhoneRow item={item} />}
      empty={<NothingKept />}
    />
  );
}

function useVaultKeys(items: readonly VaultItem[], onSelect: (id: string) => void) {
  const router = useRouter();
  const onOpen = useCallback(
    (index: number) => {
      const item = items[index];
      if (item) router.push(`/vault/${item.id}`);
    },
    [router, items],
  );
  const actions = useMemo(() => {
    const select = (index: number) => {
      const item = items[index];
      if (item) onSelect(item.id);
    };
    return [{ keys: "x", label: "Select", run: select }];
  }, [items, onSelect]);
  return useListKeys({ count: items.length, onOpen, actions });
}

function NothingKept() {
  const [parameters, change] = useUrlParams();
  if (parameters.has("state") || parameters.has("queue"))
    return (
      <EmptyState
        title="Nothing matches."
        action={<Button onClick={() => change({ state: undefined, queue: undefined })}>Clear the filter</Button>}
      />
    );
  return (
    <EmptyState
      title="The vault is empty."
      evidence="A discard, a rescue and vault mode copy each message here, whole, so that it can be sent back."
    />
  );
}
