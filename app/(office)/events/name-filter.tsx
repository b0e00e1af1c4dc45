"use client";

import { type ReactNode, useCallback } from "react";
import { FilterInput } from "@/app/_components/tables/filter-input";
import { TableToolbar } from "@/app/_components/tables/table-bars";
import { useUrlParams } from "@/app/_components/use-url-params";

/** The tabs and a filter by name, over a list that has no other. */
export function NameFilter({ tabs }: { tabs: ReactNode }) {
  const [parameters, change] = useUrlParams();
  const onName = useCallback((name: string) => change({ name }), [change]);
  return (
    <TableToolbar sortedBy="name">
      {tabs}
      <FilterInput label="Part of the name" value={parameters.get("name") ?? ""} onChange={onName} />
    </TableToolbar>
  );
}
