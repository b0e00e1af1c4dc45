"use client";

import { type ReactNode, useState } from "react";
import { useAnswer, useCommand } from "@/app/_components/api";
import { Checkbox } from "@/app/_components/ui/checkbox";
import { ConfirmDialog } from "@/app/_components/ui/confirm-dialog";
import { Field, TextInput } from "@/app/_components/ui/field";
import { useToast } from "@/app/_components/ui/toasts";
import type { OutputOf } from "@/lib/contract";
import type { QueueDetail } from "@/lib/contract/queues";

export type Mode = QueueDetail["mode"];
type Consequences = OutputOf<"getModeConsequences">;
type Props = {
  queue: QueueDetail;
  /** The mode that was asked for. */
  mode: Mode;
  onClose: () => void;
};

const DONE: Record<Mode, string> = {
  off: "Nothing is received any more.",
  index: "Index mode is on. The first scan comes within seconds.",
  vault: "Vault mode is on. Draining begins within seconds.",
};
const LABELS: Record<Mode, string> = { off: "Stop reading", index: "Turn index on", vault: "Drain into the vault" };

/** Asks once more before a mode is changed, with everything that it does, costs and leaves behind. */
export function ModeDialog({ queue, mode, onClose }: Props) {
  const toast = useToast();
  const told = useAnswer("getModeConsequences", { id: queue.id }).data;
  const [terms, setTerms] = useState<Terms>({ singleCopyReason: "", overrideReason: "", requiresSecondCopy: false });
  const update = useCommand("updateQueue", {
    onDone: () => {
      onClose();
      toast({ text: DONE[mode] });
    },
  });
  const isVault = mode === "vault";
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={titleOf(queue.name, mode)}
      confirmLabel={LABELS[mode]}
      tone={isVault ? "danger" : "filled"}
      isBusy={update.isBusy}
      error={update.problem?.detail}
      disabledReason={told ? blockOf(told, mode, terms) : "Its consequences are being read."}
      {...(isVault && queue.isProduction ? { typedPhrase: queue.name } : {})}
      onConfirm={() => update.run({ id: queue.id, mode, ...(isVault && told ? inputOf(told, terms) : {}) })}
    >
      {told ? <Told told={told} mode={mode} before={queue.mode} /> : <p>Reading what this would do…</p>}
      {isVault && told ? <TermFields told={told} queue={queue} terms={terms} onChange={setTerms} /> : null}
    </ConfirmDialog>
  );
}

function titleOf(name: string, mode: Mode): string {
  if (mode === "vault") return `Drain ${name} into the vault?`;
  return mode === "index" ? `Read the messages of ${name}?` : `Stop reading ${name}?`;
}

function Told({ told, mode, before }: { told: Consequences; mode: Mode; before: Mode }) {
  const of = (wanted: Mode) => told.modes.find((one) => one.mode === wanted);
  const leaving = before === mode ? [] : (of(before)?.leaving ?? []);
  return (
    <>
      <Sentences>{of(mode)?.does ?? []}</Sentences>
      {before === "vault" && leaving.length > 0 ? (
        <>
          <p className="weight-emphasis text-ink">What leaving vault mode leaves behind</p>
          <Sentences>{leaving}</Sentences>
        </>
      ) : null}
    </>
  );
}

function Sentences({ children }: { children: readonly string[] }): ReactNode {
  return (
    <ul className="list-disc space-y-1 pl-4">
      {children.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}

type Terms = { singleCopyReason: string; overrideReason: string; requiresSecondCopy: boolean };
/** Fields that a person can fill in here; what else stands against it is mended elsewhere. */
const ANSWERABLE = ["acceptsSingleCopy", "overrideReason"];

function refusalsOf(told: Consequences, mode: Mode) {
  return told.modes.find((one) => one.mode === mode)?.refusals ?? [];
}
function isAsked(told: Consequences, field: string): boolean {
  return refusalsOf(told, "vault").some((refusal) => refusal.field === field);
}

function blockOf(told: Consequences, mode: Mode, terms: Terms): string | undefined {
  const refusals = refusalsOf(told, mode);
  const fixed = refusals.find(({ field }) => !ANSWERABLE.includes(field));
  if (fixed) return `${fixed.message.charAt(0).toUpperCase()}${fixed.message.slice(1)}.`;
  if (isAsked(told, "acceptsSingleCopy") && terms.singleCopyReason.trim().length < 5)
    return "Say why one copy is enough.";
  if (isAsked(told, "overrideReason") && terms.overrideReason.trim().length < 5)
    return "Say why it must be drained anyway.";
  return undefined;
}

function inputOf(told: Consequences, terms: Terms) {
  return {
    ...(isAsked(told, "acceptsSingleCopy")
      ? { acceptsSingleCopy: true, singleCopyReason: terms.singleCopyReason.trim() }
      : {}),
    ...(isAsked(told, "overrideReason") ? { overrideReason: terms.overrideReason.trim() } : {}),
    ...(terms.requiresSecondCopy ? { requiresSecondCopy: true } : {}),
  };
}

type FieldsProps = { told: Consequences; queue: QueueDetail; terms: Terms; onChange: (terms: Terms) => void };

function TermFields({ told, queue, terms, onChange }: FieldsProps) {
  const { secondCopy } = told;
  const canChoose = secondCopy !== null && secondCopy.problem === null && !queue.isProduction;
  return (
    <>
      {canChoose ? (
        <Checkbox
          label="Delete only after a second copy"
          help={`Sealed, in the versioned bucket ${secondCopy.bucket}, and read back before each delete.`}
          checked={terms.requiresSecondCopy}
          onChange={(event) => onChange({ ...terms, requiresSecondCopy: event.target.checked })}
        />
      ) : null}
      {isAsked(told, "acceptsSingleCopy") ? (
        <Field
          label="Why one copy is enough"
          help="This is production, and there is no second copy. The reason is kept in the audit log."
        >
          <TextInput
            value={terms.singleCopyReason}
            onChange={(event) => onChange({ ...terms, singleCopyReason: event.target.value })}
          />
        </Field>
      ) : null}
      {isAsked(told, "overrideReason") ? (
        <Field
          label="Why it must be drained anyway"
          help="This queue has a consumer or a redrive policy of its own. The reason is kept in the audit log."
        >
          <TextInput
            value={terms.overrideReason}
            onChange={(event) => onChange({ ...terms, overrideReason: event.target.value })}
          />
        </Field>
      ) : null}
    </>
  );
}
