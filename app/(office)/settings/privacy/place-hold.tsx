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

/** Places a hold on what an id names. */
export function PlaceHold() {
  const [kind, setKind] = useState<Kind>("queue");
  const [id, setId] = useState("");
  const [reason, setReason] = useState("");
  const [day, setDay] = useState("");
  const toast = useToast();
  const place = useCommand("placeHold", {
    onDone: () => {
      setId("");
      setReason("");
      toast({ text: "Held. Nothing of it is erased any more." });
    },
  });
  const missing = id === "" ? "Say what is held." : reason.trim().length < 5 ? "Say why." : undefined;
  const until = day === "" ? null : new Date(`${day}T23:59:59Z`).toISOString();
  return (
    <div className="mt-3 grid gap-2">
      <div className="flex flex-wrap items-start gap-2">
        <Field label="Hold" className="w-32">
          <Select
            value={kind}
            onChange={(event) => setKind(KINDS.find((one) => one.kind === event.target.value)?.kind ?? "queue")}
          >
            {KINDS.map((one) => (
              <option key={one.kind} value={one.kind}>
                {one.label}
              </option>
            ))}
          </Select>
        </Field>
        <Field
          label="Its id"
          help={`as in its address: ${KINDS.find((one) => one.kind === kind)?.help}`}
          className="min-w-56 flex-1"
        >
          <TextInput isMachine value={id} onChange={(event) => setId(event.target.value.trim())} />
        </Field>
        <Field label="Reason" help="kept in the audit log" className="min-w-56 flex-1">
          <TextInput value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
        </Field>
        <Field label="Until" isOptional help="the end of that day, UTC" className="w-40">
          <TextInput type="date" value={day} onChange={(event) => setDay(event.target.value)} />
        </Field>
      </div>
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
