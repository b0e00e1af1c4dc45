"use client";

import { useState } from "react";
import { Button } from "../ui/button";
import { ConfirmDialog } from "../ui/confirm-dialog";
import { Field, TextInput } from "../ui/field";
import { Icon } from "../ui/icons";
import { Moment } from "../ui/time";
import type { ShellFacts } from "./shell-facts";

export type StopWritesProps = {
  stopped: ShellFacts["writesStopped"];
  onStop: (reason: string) => Promise<void>;
  onAllow: () => Promise<void>;
  /** Why this person may not. */
  disabledReason?: string;
};

/** The brake: stops every write, running runs included, within five seconds. Reading goes on. */
export function StopWrites({ stopped, onStop, onAllow, disabledReason }: StopWritesProps) {
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
      <BrakeButton isStopped={Boolean(stopped)} disabledReason={disabledReason} onClick={() => setAsking(true)} />
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

type BrakeProps = { isStopped: boolean; disabledReason?: string; onClick: () => void };

function BrakeButton({ isStopped, disabledReason, onClick }: BrakeProps) {
  return (
    <>
      <Button
        size="sm"
        variant="outline"
        title={disabledReason}
        disabledBy={disabledReason ? "stop-writes-reason" : undefined}
        onClick={onClick}
        className={isStopped ? "border-warn-line bg-warn-soft text-warn" : undefined}
      >
        <Icon name="stop" />
        <span className="max-lg:sr-only">{isStopped ? "Writes are stopped" : "Stop all writes"}</span>
      </Button>
      {disabledReason ? (
        <span id="stop-writes-reason" className="sr-only">
          {disabledReason}
        </span>
      ) : null}
    </>
  );
}
