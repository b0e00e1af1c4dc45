"use client";

import { useSearchParams } from "next/navigation";
import { scopeIn, withScope } from "@/app/_components/shell/scope-address";
import { Segmented } from "@/app/_components/ui/segmented";
import { monthIn } from "./costs-query";

export type CostTab = "pipelines" | "own" | "prices" | "bills";

/** What the pipelines cost, what this tool costs, and what both are reckoned with. */
export function CostTabs({ here }: { here: CostTab }) {
  const parameters = useSearchParams();
  const month = monthIn(parameters);
  const to = (path: string) => withScope(month ? `${path}?month=${month}` : path, scopeIn(parameters));
  return (
    <Segmented
      label="View"
      value={here}
      segments={[
        { value: "pipelines", label: "Pipelines", href: to("/costs") },
        { value: "own", label: "Own cost", href: to("/costs/own") },
        { value: "prices", label: "Prices", href: to("/costs/prices") },
        { value: "bills", label: "Bills", href: to("/costs/bills") },
      ]}
    />
  );
}
