"use client";

import { AlertDialog } from "radix-ui";
import { type ReactNode, useId, useState } from "react";
import { Button } from "./button";
import { Field, TextInput } from "./field";

type Props = {
  isOpen: boolean;
  onClose: () => void;
  title: ReactNode;
  /** What will happen, and what stays: "sent messages are not recalled". */
  children: ReactNode;
  /** Verb and number: "Discard 91". */
  confirmLabel: string;
  onConfirm: () => void;
  /** The person must type this; only where no undo exists. */
  typedPhrase?: string;
  tone?: "danger" | "filled";
  isBusy?: boolean;
  /** Why it cannot be confirmed yet. */
  disabledReason?: string | undefined;
  /** What failed when it was tried; the dialog stays open. */
  error?: ReactNode;
  cancelLabel?: string;
};

/** Asks before something that cannot be taken back lightly. Escape and Cancel do nothing. */
export function ConfirmDialog(props: Props) {
  const { isOpen, onClose, title, children, confirmLabel, onConfirm, typedPhrase, tone = "danger" } = props;
  const [typed, setTyped] = useState("");
  const bodyId = useId();
  const isMissingPhrase = typedPhrase !== undefined && typed !== typedPhrase;
  const close = () => {
    setTyped("");
    onClose();
  };
  return (
    <AlertDialog.Root open={isOpen} onOpenChange={(open) => !open && close()}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="fixed inset-0 z-50 bg-scrim data-[state=closed]:animate-fade-out data-[state=open]:animate-fade-in" />
        <AlertDialog.Content
          aria-describedby={bodyId}
          className="fixed top-[18vh] left-1/2 z-50 max-h-[78vh] w-[min(460px,calc(100vw-32px))] -translate-x-1/2 animate-fade-in overflow-y-auto rounded-lg border bg-raised p-4 shadow-menu outline-none"
        >
          <AlertDialog.Title className="text-lg font-semibold wrap-anywhere">{title}</AlertDialog.Title>
          <div id={bodyId} className="mt-1.5 grid gap-2 text-ink-2">
            {children}
          </div>
          {typedPhrase === undefined ? null : <PhraseField phrase={typedPhrase} typed={typed} onType={setTyped} />}
          {props.error ? <Problem>{props.error}</Problem> : null}
          <div className="mt-4 flex flex-wrap items-start justify-end gap-2">
            <AlertDialog.Cancel asChild>
              <Button>{props.cancelLabel ?? "Cancel"}</Button>
            </AlertDialog.Cancel>
            <Button
              variant={tone}
              onClick={onConfirm}
              isBusy={props.isBusy}
              disabledReason={props.disabledReason ?? (isMissingPhrase ? "Type the name first." : undefined)}
            >
              {confirmLabel}
            </Button>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}

type PhraseProps = { phrase: string; typed: string; onType: (typed: string) => void };

function PhraseField({ phrase, typed, onType }: PhraseProps) {
  const label = (
    <span className="font-normal">
      Type <code className="machine weight-emphasis">{phrase}</code> to go on
    </span>
  );
  return (
    <Field label={label} className="mt-3">
      <TextInput
        isMachine
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => onType(event.target.value)}
      />
    </Field>
  );
}

function Problem({ children }: { children: ReactNode }) {
  return (
    <div role="alert" className="mt-3 rounded-md border border-danger-line bg-danger-soft px-3 py-2 text-danger">
      {children}
    </div>
  );
}
