"use client";

import { useSearchParams } from "next/navigation";
import { formatCount } from "@/app/_components/format";
import { scopeIn, withScope } from "@/app/_components/shell/scope-address";
import { Segmented } from "@/app/_components/ui/segmented";

type Props = { here: "list" | "map" | "unassigned"; unassignedCount?: number | undefined };

/** The list, the map, and what belongs to no pipeline. List and map keep what is narrowed. */
export function PipelineTabs({ here, unassignedCount }: Props) {
  const parameters = useSearchParams();
  const kept = new URLSearchParams(parameters);
  for (const name of ["node", "zoom", "view", "sort", "kind"]) kept.delete(name);
  const narrowed = kept.size > 0 ? `?${kept}` : "";
  return (
    <Segmented
      label="View"
      value={here}
      segments={[
        { value: "list", label: "List", href: `/pipelines${narrowed}` },
        { value: "map", label: "Map", href: `/pipelines/map${narrowed}` },
        {
          value: "unassigned",
          label: unassignedCount === undefined ? "Unassigned" : `Unassigned ${formatCount(unassignedCount)}`,
          href: withScope("/pipelines/unassigned", scopeIn(parameters)),
        },
      ]}
    />
  );
}
