"use client";

import { useCallback } from "react";
import { FilterInput } from "@/app/_components/tables/filter-input";
import { TableToolbar } from "@/app/_components/tables/table-bars";
import { Checkbox } from "@/app/_components/ui/checkbox";
import { Segmented } from "@/app/_components/ui/segmented";
import { useUrlParams } from "@/app/_components/use-url-params";
import { kindIn } from "./queue-query";

const kinds = [
  { value: "all", label: "All" },
  { value: "dead-letter", label: "Dead-letter queues" },
  { value: "source", label: "Other queues" },
];

/** Narrows the list by kind, name and content. Account and Region are chosen at the top, for every page. */
export function QueueFilters() {
  const [parameters, change] = useUrlParams();
  const onName = useCallback((name: string) => change({ name }), [change]);
  return (
    <TableToolbar sortedBy="kind, then name">
      <Segmented
        label="Kind of queue"
        segments={kinds}
        value={kindIn(parameters)}
        onChange={(kind) => change({ kind: kind === "all" ? undefined : kind }, { isStep: true })}
      />
      <FilterInput label="Part of the name" value={parameters.get("name") ?? ""} onChange={onName} />
      <Checkbox
        label="With messages"
        checked={parameters.get("with") === "messages"}
        onChange={(event) => change({ with: event.target.checked ? "messages" : undefined }, { isStep: true })}
      />
    </TableToolbar>
  );
}
