"use client";

import { useSearchParams } from "next/navigation";
import { scopeIn, withScope } from "@/app/_components/shell/scope-address";
import { Segmented } from "@/app/_components/ui/segmented";

/** Things, or what changed in them. */
export function InventoryTabs({ here }: { here: "resources" | "changes" }) {
  const scope = scopeIn(useSearchParams());
  return (
    <Segmented
      label="View"
      value={here}
      segments={[
        { value: "resources", label: "Resources", href: withScope("/inventory", scope) },
        { value: "changes", label: "Changes", href: withScope("/inventory/changes", scope) },
      ]}
    />
  );
}
