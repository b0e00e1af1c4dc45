"use client";

import { formatCount, formatPlural } from "@/app/_components/format";
import { ConfirmDialog } from "@/app/_components/ui/confirm-dialog";
import type { Run } from "@/lib/contract/runs";
import { isAboutExecutions } from "@/lib/core/plans/action";
import { unsentCount } from "../run-words";
import { isBetweenStages } from "./brakes";

type Props = {
  run: Run;
  isOpen: boolean;
  isBusy: boolean;
  error?: string;
  onClose: () => void;
  onConfirm: () => void;
};

/** Asks before a run ends early, and says what stays as it is. */
export function CancelDialog(props: Props) {
  const { run } = props;
  if (run.state === "observing" && !isBetweenStages(run)) return <StopWatchingDialog {...props} />;
  if (run.driver === "move-task") return <MoveTaskDialog {...props} />;
  if (run.replay) return <ReplayDialog {...props} />;
  if (isAboutExecutions(run.driver)) return <ExecutionsDialog {...props} />;
  if (run.action === "rescue" || run.action === "raise-retention") return <LossRunDialog {...props} />;
  return <MessagesDialog {...props} />;
}

function StopWatchingDialog({ run, ...dialog }: Props) {
  return (
    <ConfirmDialog
      {...dialog}
      tone="filled"
      title={`Stop watching R-${run.number}?`}
      confirmLabel="Stop watching"
      cancelLabel="Go on watching"
    >
      <p>The run ends now. What is still unknown stays unknown; what comes back later is still recognised.</p>
    </ConfirmDialog>
  );
}

function MoveTaskDialog({ run, ...dialog }: Props) {
  return (
    <ConfirmDialog
      {...dialog}
      title={`Cancel R-${run.number}?`}
      confirmLabel="Cancel the move task"
      cancelLabel="Let it run"
    >
      <p>
        SQS stops moving after the messages under way. What it moved stays moved; the rest stays in {run.subject.name}.
      </p>
    </ConfirmDialog>
  );
}

function ReplayDialog({ run, ...dialog }: Props) {
  return (
    <ConfirmDialog
      {...dialog}
      title={`Cancel R-${run.number}?`}
      confirmLabel="Cancel the replay"
      cancelLabel="Let it run"
    >
      <p>
        EventBridge stops replaying. Events that it sent already are not recalled; the run says up to which time of the
        range it came.
      </p>
    </ConfirmDialog>
  );
}

function ExecutionsDialog({ run, ...dialog }: Props) {
  return (
    <ConfirmDialog
      {...dialog}
      title={`Cancel R-${run.number}?`}
      confirmLabel={`Cancel ${formatPlural(unsentCount(run), "execution")}`}
      cancelLabel="Let it run"
    >
      <p>Executions that were taken up already go on; the others stay as they failed.</p>
    </ConfirmDialog>
  );
}

function MessagesDialog({ run, ...dialog }: Props) {
  const unsent = unsentCount(run);
  return (
    <ConfirmDialog
      {...dialog}
      title={`Cancel R-${run.number}?`}
      confirmLabel={`Cancel ${formatPlural(unsent, "unsent message")}`}
      cancelLabel="Let it run"
    >
      <p>
        {formatCount(run.counters.sent)} sent {run.counters.sent === 1 ? "message is" : "messages are"} not recalled.{" "}
        {formatCount(unsent)} {unsent === 1 ? "stays" : "stay"} in{" "}
        {run.action === "restore" ? "the vault" : run.subject.name}.
      </p>
    </ConfirmDialog>
  );
}

/** Neither moves a message, so there is nothing unsent to speak of. */
function LossRunDialog({ run, ...dialog }: Props) {
  return (
    <ConfirmDialog
      {...dialog}
      tone="filled"
      title={`Cancel R-${run.number}?`}
      confirmLabel="Cancel the run"
      cancelLabel="Let it run"
    >
      <p>
        {run.action === "rescue"
          ? "The run ends after the look under way. Copies that were made stay in the vault; no message was deleted."
          : "What SQS was told already stays set; nothing else is changed."}
      </p>
    </ConfirmDialog>
  );
}
