import { type GroupingPart, whyGrouped } from "@/lib/core/failures/explain";
import type { Merge } from "@/lib/db/class-merges";
import type { ClassView } from "@/lib/db/classes";

/** Why these messages are one class, and what was merged into it. `shape` is that of one of them. */
export function whyInClass(row: ClassView, shape: string | null, merges: readonly Merge[]): GroupingPart[] {
  return [
    // Classes that were merged may have shapes of their own.
    ...whyGrouped({ ...row, shape: merges.length === 0 ? shape : null }),
    ...merges.map(({ number, by, at }) => ({
      part: "merged",
      value: `F-${number} was merged into it by ${by} on ${at.slice(0, 10)}`,
    })),
  ];
}
