"use client";

import { useSearchParams } from "next/navigation";
import { scopeIn, withScope } from "@/app/_components/shell/scope-address";
import { Segmented } from "@/app/_components/ui/segmented";

/** The four lists of EventBridge. */
export function EventTabs({ here }: { here: "rules" | "buses" | "archives" | "replays" }) {
  const scope = scopeIn(useSearchParams());
  return (
    <Segmented
      label="View"
      value={here}
      segments={[
        { value: "rules", label: "Rules", href: withScope("/events", scope) },
        { value: "buses", label: "Buses", href: withScope("/events/buses", scope) },
        { value: "archives", label: "Archives", href: withScope("/events/archives", scope) },
        { value: "replays", label: "Replays", href: withScope("/events/replays", scope) },
      ]}
    />
  );
}
