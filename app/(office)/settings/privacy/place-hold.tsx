"use client";

import { useState } from "react";
import { useCommand } from "@/app/_components/api";
import { ProblemNote } from "@/app/_components/problem-note";
import { Button } from "@/app/_components/ui/button";
import { Field, Select, TextInput } from "@/app/_components/ui/field";
import { useToast } from "@/app/_components/ui/toasts";
import type { LegalHold } from "@/lib/contract/holds";

type Kind = LegalHold["scope"]["kind"];
const KINDS: readonly { readonly kind: Kind; readonly label: string; readonly help: string }[] = [
  { kind: "account", label: "account", help: "acc_…" },
  { kind: "queue", label: "queue", help: "q_…" },
  { kind: "class", label: "failure", help: "fc_…" },
  { kind: "message", label: "message", help: "msg_…" },
];

const EMPTY = { kind: "queue" as Kind, id: "", reason: "", day: "" };
type Draft = typeof EMPTY;

/** Places a hold on what an id names. */
export function PlaceHold() {
  const [draft, setDraft] = useState(EMPTY);
  const toast = useToast();
  const place = useCommand("placeHold", {
    onDone: () => {
      setDraft({ ...EMPTY, kind: draft.kind });
      toast({ text: "Held. Nothing of it is erased any more." });
    },
  });
  const { kind, id, reason, day } = draft;
  const missing = id === "" ? "Say what is held." : reason.trim().length < 5 ? "Say why." : undefined;
  const until = day === "" ? null : new Date(`${day}T23:59:59Z`).toISOString();
  return (
    <div className="mt-3 grid gap-2">
      <HoldFields draft={draft} change={(part) => setDraft((before) => ({ ...before, ...part }))} />
      <div>
        <Button
          align="start"
          isBusy={place.isBusy}
          disabledReason={missing}
          onClick={() => place.run({ scope: { kind, id }, reason: reason.trim(), until })}
        >
          Place hold
        </Button>
      </div>
      {place.problem ? <ProblemNote problem={place.problem} /> : null}
    </div>
  );
}

function HoldFields({ draft, change }: { draft: Draft; change: (part: Partial<Draft>) => void }) {
  const kindOf = (value: string) => KINDS.find(({ kind }) => kind === value);
  return (
    <div className="flex flex-wrap items-start gap-2">
      <Field label="Hold" className="w-32">
        <Select
          value={draft.kind}
          onChange={(event) => change({ kind: kindOf(event.target.value)?.kind ?? "queue", id: "" })}
        >
          {KINDS.map(({ kind, label }) => (
            <option key={kind} value={kind}>
              {label}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Its id" help={`as in its address: ${kindOf(draft.kind)?.help}`} className="min-w-56 flex-1">
        <TextInput isMachine value={draft.id} onChange={(event) => change({ id: event.target.value.trim() })} />
      </Field>
      <Field label="Reason" help="kept in the audit log" className="min-w-56 flex-1">
        <TextInput value={draft.reason} maxLength={500} onChange={(event) => change({ reason: event.target.value })} />
      </Field>
      <Field label="Until" isOptional help="the end of that day, UTC" className="w-40">
        <TextInput type="date" value={draft.day} onChange={(event) => change({ day: event.target.value })} />
      </Field>
    </div>
  );
}
