"use client";

import { useState } from "react";
import { useAnswer, useCommand } from "@/app/_components/api";
import { useRefusal, useRefusalFor } from "@/app/_components/me";
import { ProblemNote } from "@/app/_components/problem-note";
import { Button } from "@/app/_components/ui/button";
import { ConfirmDialog } from "@/app/_components/ui/confirm-dialog";
import { Field, TextInput } from "@/app/_components/ui/field";
import { Panel } from "@/app/_components/ui/panel";
import { Moment, RelativeTime } from "@/app/_components/ui/time";
import type { OutputOf } from "@/lib/contract";
import type { LegalHold } from "@/lib/contract/holds";
import { PlaceHold } from "./place-hold";

/** What must not be erased: by nothing and nobody, until a day or until it is lifted. */
export function HoldsPanel({ first }: { first: OutputOf<"listHolds"> }) {
  const { data } = useAnswer("listHolds", {}, { initialData: first });
  const refusal = useRefusal("messages.erase");
  const refusalFor = useRefusalFor("messages.erase");
  const items = data?.items ?? first.items;
  return (
    <Panel title="Legal holds" hint="retention, erasure, lower capture levels and account removal all keep to them">
      {items.length === 0 ? <p className="text-xs text-ink-2">There are none.</p> : null}
      <ul className="grid">
        {items.map((hold) => (
          <HoldRow key={hold.id} hold={hold} refusal={refusalFor({ accountId: hold.accountId })} />
        ))}
      </ul>
      {refusal ? <p className="mt-2 text-xs text-ink-2">{refusal}</p> : <PlaceHold />}
    </Panel>
  );
}

function HoldRow({ hold, refusal }: { hold: LegalHold; refusal: string | undefined }) {
  const [isAsking, setAsking] = useState(false);
  const { scope, isStanding, until, liftedAt } = hold;
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-1 border-b py-2">
      <div className="min-w-0 flex-1 basis-60">
        <p className={isStanding ? "weight-emphasis wrap-anywhere" : "wrap-anywhere text-ink-3"}>
          {scope.kind === "class" ? "failure" : scope.kind} {scope.name ?? scope.id}
        </p>
        <p className="text-xs wrap-anywhere text-ink-2">{hold.reason}</p>
        <p className="text-xs text-ink-3">
          <code className="machine">{hold.id}</code> · {hold.placedBy}{" "}
          <RelativeTime at={hold.placedAt} suffix=" ago" isPlain /> ·{" "}
          {liftedAt ? (
            <>
              lifted by {hold.liftedBy}: {hold.liftReason}
            </>
          ) : until ? (
            <>
              {isStanding ? "until" : "ended"} <Moment at={until} isPlain />
            </>
          ) : (
            "until it is lifted"
          )}
        </p>
      </div>
      {isStanding && !refusal ? (
        <Button size="sm" aria-label={`Lift the hold on ${scope.name ?? scope.id}`} onClick={() => setAsking(true)}>
          Lift…
        </Button>
      ) : null}
      {isAsking ? <LiftDialog hold={hold} onClose={() => setAsking(false)} /> : null}
    </li>
  );
}

function LiftDialog({ hold, onClose }: { hold: LegalHold; onClose: () => void }) {
  const [reason, setReason] = useState("");
  const lift = useCommand("liftHold", { onDone: onClose });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={`Lift the hold on ${hold.scope.name ?? hold.scope.id}?`}
      confirmLabel="Lift hold"
      disabledReason={reason.trim().length < 5 ? "Say why first." : undefined}
      onConfirm={() => lift.run({ id: hold.id, reason: reason.trim() })}
      isBusy={lift.isBusy}
      error={lift.problem ? <ProblemNote problem={lift.problem} /> : undefined}
    >
      <p>What it kept back goes by retention at its next round, within five minutes, and may be erased.</p>
      <Field label="Reason" help="kept in the audit log">
        <TextInput value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </ConfirmDialog>
  );
}
