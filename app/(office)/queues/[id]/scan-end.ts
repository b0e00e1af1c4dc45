import type { QueueDetail } from "@/lib/contract/queues";

type Scan = Pick<NonNullable<QueueDetail["lastScan"]>, "isComplete" | "stoppedBecause">;

/** How a scan ended, and whether anything may be left that it did not meet. */
export function scanEnd({ isComplete, stoppedBecause }: Scan): string {
  if (isComplete) return "It met at least as many as SQS counted.";
  if (stoppedBecause === null) return "How it ended is not known.";
  if (stoppedBecause === "quiet") return "It went on until SQS gave nothing more; some may be left.";
  return `It ended early: ${stoppedBecause}. Some may be left.`;
}
