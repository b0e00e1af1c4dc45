import { endKey } from "@/lib/core/executions/execution-names";
import { sha256Of } from "@/lib/db/bodies";
import type { ItemRow } from "@/lib/db/run-items";

/** Whether an execution still stands at the very end that the plan is about. */
export function isPlannedEnd(
  { messageId, bodySha256 }: ItemRow,
  now: { readonly stoppedAt: Date | null } | undefined,
): boolean {
  return now?.stoppedAt != null && sha256Of(endKey(messageId, now.stoppedAt.toISOString())) === bodySha256;
}
