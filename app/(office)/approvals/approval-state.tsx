import { StateLabel } from "@/app/_components/ui/state-label";
import type { ApprovalState } from "@/lib/core/approvals/standing";
import { approvalStatus } from "./approval-words";

/** Shape, word and colour of where an approval stands. */
export function ApprovalStateLabel({ state, className }: { state: ApprovalState; className?: string }) {
  const { status, word } = approvalStatus(state);
  return (
    <StateLabel status={status} className={className}>
      {word}
    </StateLabel>
  );
}
