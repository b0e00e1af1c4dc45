import type { Toast } from "@/app/_components/ui/toasts";
import type { FailureClass } from "@/lib/contract/failures";

/** An undo for the one decision that stands; none where others stand too, since reopening takes back all of them. */
export function undoOf(
  { id, acknowledged, snooze, dismissed }: Pick<FailureClass, "id" | "acknowledged" | "snooze" | "dismissed">,
  reopen: (input: { id: string }) => void,
): Pick<Toast, "undo"> {
  const standing = [acknowledged, snooze, dismissed].filter((decision) => decision !== null);
  return standing.length === 1 ? { undo: { onUndo: () => reopen({ id }) } } : {};
}
