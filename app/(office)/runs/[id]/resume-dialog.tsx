"use client";

import { formatCount } from "@/app/_components/format";
import { ConfirmDialog } from "@/app/_components/ui/confirm-dialog";
import type { Run } from "@/lib/contract/runs";

type Props = {
  run: Run;
  isOpen: boolean;
  isBusy: boolean;
  error?: string;
  onClose: () => void;
  onConfirm: () => void;
};

/** Asks before a run goes on against what was seen: messages came back from it. */
export function ResumeDialog({ run, ...dialog }: Props) {
  const { returned, sent, waiting } = run.counters;
  return (
    <ConfirmDialog
      {...dialog}
      title={`Go on although ${formatCount(returned)} of ${formatCount(sent)} came back?`}
      confirmLabel={`Go on with ${formatCount(waiting)}`}
      cancelLabel="Leave it paused"
    >
      <p>
        The consumer failed on them again. The next stage sends more of the same; the run pauses again when more than{" "}
        {run.returnThresholdPercent} % came back. That you went on is audited.
      </p>
    </ConfirmDialog>
  );
}
