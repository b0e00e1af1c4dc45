import { formatCount, formatPlural } from "@/app/_components/format";
import type { QueueDetail } from "@/lib/contract/queues";

/** "1,234 messages drained into the vault; 3 could not be deleted yet." */
export function drainedLine({
  drainedCount,
  undeletedCount,
}: Pick<NonNullable<QueueDetail["vault"]>, "drainedCount" | "undeletedCount">): string {
  if (drainedCount + undeletedCount === 0) return "Nothing was drained yet.";
  const drained = `${formatPlural(drainedCount, "message")} drained into the vault`;
  return undeletedCount === 0 ? `${drained}.` : `${drained}; ${formatCount(undeletedCount)} could not be deleted yet.`;
}
