"use client";

import { useId, useState } from "react";
import { Button } from "../ui/button";
import { ConfirmDialog } from "../ui/confirm-dialog";
import { Field, TextInput } from "../ui/field";
import { Icon } from "../ui/icons";
import { Moment } from "../ui/time";
import { Tooltip } from "../ui/tooltip";
import type { ShellFacts } from "./shell-facts";

export type StopWritesProps = {
  stopped: ShellFacts["writesStopped"];
  onStop: (reason: string) => Promise<void>;
  onAllow: () => Promise<void>;
  /** Why this person may not. */
  disabledReason?: string;
  /** Whether there is room to say that under the button; else it is said when the button is pointed at or has the focus. */
  hasRoom?: boolean;
};

/** The brake: stops every write, running runs included, within five seconds. Reading goes on. */
export function StopWrites({ stopped, onStop, onAllow, disabledReason, hasRoom = false }: StopWritesProps) {
  const [isAsking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const confirm = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await (stopped ? onAllow() : onStop(reason));
      setAsking(false);
    } catch (cause) {
      // Any failure of the door is shown in the dialog, where the person can try again.
      setError(cause instanceof Error ? cause.message : "The request failed.");
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <BrakeButton
        isStopped={Boolean(stopped)}
        disabledReason={disabledReason}
        hasRoom={hasRoom}
        onClick={() => setAsking(true)}
      />
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={stopped ? "Allow writes again?" : "Stop all writes?"}
        confirmLabel={stopped ? "Allow writes" : "Stop all writes"}
        tone={stopped ? "filled" : "danger"}
        onConfirm={confirm}
        isBusy={isBusy}
        error={error}
      >
        {stopped ? <AllowText stopped={stopped} /> : <StopText reason={reason} onReason={setReason} />}
      </ConfirmDialog>
    </>
  );
}

function AllowText({ stopped }: { stopped: NonNullable<ShellFacts["writesStopped"]> }) {
  return (
    <p>
      {stopped.by} stopped them <Moment at={stopped.at} isPlain />
      {stopped.reason ? `: ${stopped.reason}` : ""}. Paused runs stay paused until somebody resumes them.
    </p>
  );
}

function StopText({ reason, onReason }: { reason: string; onReason: (reason: string) => void }) {
  return (
    <>
      <p>
        No message is sent, deleted or moved from five seconds on, in any account. Running runs pause. Sent messages are
        not recalled. Reading goes on.
      </p>
      <Field label="Reason" isOptional help="Shown to everybody while writes are stopped.">
        <TextInput value={reason} onChange={(event) => onReason(event.target.value)} />
      </Field>
    </>
  );
}

type BrakeProps = { isStopped: boolean; disabledReason?: string; hasRoom: boolean; onClick: () => void };

function BrakeButton({ isStopped, disabledReason, hasRoom, onClick }: BrakeProps) {
  const reasonId = useId();
  const isNotedAside = disabledReason !== undefined && !hasRoom;
  const button = (
    <Button
      size="sm"
      variant="outline"
      align="start"
      disabledReason={hasRoom ? disabledReason : undefined}
      disabledBy={isNotedAside ? reasonId : undefined}
      onClick={onClick}
      className={isStopped ? "border-warn-line bg-warn-soft text-warn" : undefined}
    >
      <Icon name="stop" />
      <span className="max-lg:sr-only">{isStopped ? "Writes are stopped" : "Stop all writes"}</span>
    </Button>
  );
  if (!isNotedAside) return button;
  return (
    <>
      <Tooltip text={disabledReason} side="bottom">
        {button}
      </Tooltip>
      <span id={reasonId} className="sr-only">
        {disabledReason}
      </span>
    </>
  );
}
