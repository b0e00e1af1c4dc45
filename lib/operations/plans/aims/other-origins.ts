import { goesBackToQueue, otherWayBack } from "@/lib/core/failures/origins/back-to-queue";
import type { OriginKind } from "@/lib/core/failures/origins/origin";
import type { Selected } from "../selected";

/** What stands against sending messages of other origins this way, one sentence for each origin. */
export function otherOrigins(chosen: readonly Selected[], fitting: readonly OriginKind[]): string[] {
  const counts = new Map<string, number>();
  for (const { originKind } of chosen)
    if (!fitting.some((kind) => kind === originKind)) counts.set(originKind, (counts.get(originKind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => {
    const where = goesBackToQueue(kind) ? "the queue they came from" : otherWayBack(kind);
    return `${count} of these belong to ${where}: this is not their way back.`;
  });
}
