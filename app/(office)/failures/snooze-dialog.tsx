"use client";

import { useState } from "react";
import { useCommand } from "@/app/_components/api";
import { ProblemNote } from "@/app/_components/problem-note";
import { type Choice, ChoiceList } from "@/app/_components/ui/choice-list";
import { useNow } from "@/app/_components/ui/clock";
import { ConfirmDialog } from "@/app/_components/ui/confirm-dialog";
import { Field, TextInput } from "@/app/_components/ui/field";
import { useToast } from "@/app/_components/ui/toasts";
import type { FailureClass } from "@/lib/contract/failures";
import { snoozeChoiceRefusal } from "./triage-words";
import { undoOf } from "./undo-triage";
import type { SnoozeForm, SnoozeUntil } from "./use-triage";

type Kind = SnoozeUntil["kind"];
type Props = { failure: FailureClass; form: SnoozeForm | undefined; onClose: () => void };
type Draft = { kind: Kind; at: string; moreCount: string };

const KINDS: Choice<Kind>[] = [
  { value: "time", label: "Until a time", help: "It is back then, whatever happened." },
  { value: "count", label: "Until more arrive", help: "It is back with the last of them." },
  { value: "escalates", label: "Until it escalates", help: "It is back when it comes faster than its own forecast." },
  { value: "loss", label: "Until it is about to lose one", help: "It is back 24 h before an unsaved message is lost." },
];

/** Lets a class rest, with what brings it back. Resolving it ends the rest in any case. */
export function SnoozeDialog({ failure, form, onClose }: Props) {
  const now = useNow(60);
  const [draft, setDraft] = useState<Draft>(() => ({
    kind: form ?? "time",
    at: localInHours(now, 8),
    moreCount: "20",
  }));
  const set = (changes: Partial<Draft>) => setDraft((before) => ({ ...before, ...changes }));
  const toast = useToast();
  const reopen = useCommand("reopenFailureClass");
  const snooze = useCommand("snoozeFailureClass", {
    onDone: (after) => {
      toast({ text: "Snoozed. It comes back by itself.", ...undoOf(after, reopen.run) });
      onClose();
    },
  });
  const refusal = snoozeChoiceRefusal(draft.kind, failure, now);
  const until = untilOf(draft);
  const submit = () => {
    if (until && !refusal) snooze.run({ id: failure.id, until });
  };
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={`Snooze F-${failure.number}`}
      confirmLabel="Snooze"
      tone="filled"
      onConfirm={submit}
      isBusy={snooze.isBusy}
      error={snooze.problem ? <ProblemNote problem={snooze.problem} /> : undefined}
    >
      <ChoiceList label="Until when" choices={KINDS} value={draft.kind} onChange={(kind) => set({ kind })} />
      {refusal ? <p className="text-xs text-danger">{refusal} Choose another.</p> : null}
      <SnoozeField draft={draft} onChange={set} isMissing={until === undefined} />
    </ConfirmDialog>
  );
}

type FieldProps = { draft: Draft; onChange: (changes: Partial<Draft>) => void; isMissing: boolean };

function SnoozeField({ draft, onChange, isMissing }: FieldProps) {
  if (draft.kind === "time")
    return (
      <Field
        label="Back at"
        help="In the time zone of this device; at most 90 days."
        error={isMissing ? "Choose a day and a time." : undefined}
      >
        <TextInput type="datetime-local" value={draft.at} onChange={(event) => onChange({ at: event.target.value })} />
      </Field>
    );
  if (draft.kind === "count")
    return (
      <Field
        label="More messages"
        help="Counted from now on."
        error={isMissing ? "A whole number from 1 to 1,000,000." : undefined}
      >
        <TextInput
          inputMode="numeric"
          value={draft.moreCount}
          onChange={(event) => onChange({ moreCount: event.target.value })}
        />
      </Field>
    );
  return null;
}

function untilOf({ kind, at, moreCount }: Draft): SnoozeUntil | undefined {
  if (kind === "escalates" || kind === "loss") return { kind };
  if (kind === "time") {
    const time = new Date(at);
    return Number.isNaN(time.getTime()) ? undefined : { kind, at: time.toISOString() };
  }
  const count = Number(moreCount);
  return Number.isInteger(count) && count >= 1 && count <= 1_000_000 ? { kind, moreCount: count } : undefined;
}

/** What a datetime-local input takes: the device's own time to the minute, without a zone. */
function localInHours(now: number, hours: number): string {
  const at = new Date(now + hours * 3_600_000);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
