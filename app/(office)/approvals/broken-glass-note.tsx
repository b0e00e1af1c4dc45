import type { ReactNode } from "react";
import { StateLabel } from "@/app/_components/ui/state-label";
import { RelativeTime } from "@/app/_components/ui/time";

type Props = { by: string; at: string; reason: string; children?: ReactNode };

/** Says loudly that somebody applied a plan without the approvals that it needed, and why. */
export function BrokenGlassNote({ by, at, reason, children }: Props) {
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-2.5 gap-y-1 rounded-md border border-danger-line bg-danger-soft px-3.5 py-2"
    >
      <StateLabel status="block">Glass broken</StateLabel>
      <span className="min-w-0 wrap-anywhere">
        {by} applied {children ?? "this plan"} without approval <RelativeTime at={at} suffix=" ago" isPlain />: {reason}
      </span>
    </div>
  );
}
