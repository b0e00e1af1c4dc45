"use client";

import { formatCount } from "@/app/_components/format";
import { useRefusalFor } from "@/app/_components/me";
import { SelectionBar, TableToolbar } from "@/app/_components/tables/table-bars";
import { firstRefusal } from "@/app/_components/targets";
import { Button } from "@/app/_components/ui/button";
import { Chip } from "@/app/_components/ui/chip";
import { Segmented } from "@/app/_components/ui/segmented";
import { useUrlParams } from "@/app/_components/use-url-params";
import type { VaultItem } from "@/lib/contract/vault";
import { stateIn } from "./vault-query";

const states = [
  { value: "all", label: "All" },
  { value: "kept", label: "Kept" },
  { value: "restoring", label: "Restoring" },
  { value: "restored", label: "Restored" },
  { value: "erased", label: "Erased" },
];

type Props = { selected: readonly VaultItem[]; selectedCount: number; onClear: () => void; onRestore: () => void };

/** The filter, or while rows are selected what can be done with them. */
export function VaultToolbar({ selected, selectedCount, onClear, onRestore }: Props) {
  const [parameters, change] = useUrlParams();
  const refusal = firstRefusal(selected, useRefusalFor("plans.create"));
  if (selectedCount > 0)
    return (
      <SelectionBar selectedCount={selectedCount} onClear={onClear}>
        <Button variant="filled" size="sm" disabledReason={refusal} onClick={onRestore}>
          Plan restore of {formatCount(selectedCount)}
        </Button>
      </SelectionBar>
    );
  return (
    <TableToolbar sortedBy="when it was kept, newest first">
      <Segmented
        label="State"
        segments={states}
        value={stateIn(parameters)}
        onChange={(state) => change({ state: state === "all" ? undefined : state }, { isStep: true })}
      />
      {parameters.has("queue") ? (
        <>
          <Chip>one queue</Chip>
          <Button size="sm" variant="ghost" onClick={() => change({ queue: undefined })}>
            All queues
          </Button>
        </>
      ) : null}
    </TableToolbar>
  );
}
