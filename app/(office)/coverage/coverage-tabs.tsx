"use client";

import { useSearchParams } from "next/navigation";
import { scopeIn, withScope } from "@/app/_components/shell/scope-address";
import { Segmented } from "@/app/_components/ui/segmented";

/** The holes themselves, or the score of each account and owner. */
export function CoverageTabs({ here }: { here: "holes" | "scores" }) {
  const scope = scopeIn(useSearchParams());
  return (
    <Segmented
      label="View"
      value={here}
      segments={[
        { value: "holes", label: "Holes", href: withScope("/coverage", scope) },
        { value: "scores", label: "Scores", href: withScope("/coverage?view=scores", scope) },
      ]}
    />
  );
}
