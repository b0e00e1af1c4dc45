"use client";

import { type FormEvent, useState } from "react";
import { formatRate } from "@/app/_components/format";
import { Button } from "@/app/_components/ui/button";
import { TextInput } from "@/app/_components/ui/field";
import { Segmented } from "@/app/_components/ui/segmented";
import type { Plan } from "@/lib/contract/plans";
import type { PlanTerms } from "./plan-request";

type Changeable = { plan: Plan; onChange?: (changed: PlanTerms) => void };

const DUPLICATES_TEXT = {
  resend: "It is sent again: every message arrives, one may arrive twice.",
  hold: "It is held as ambiguous for a person: none arrives twice, one may be missing.",
} as const;

/** What happens to a message whose send was not answered: nobody can know whether it arrived. */
export function DuplicatesChoice({ plan, onChange }: Changeable) {
  return (
    <div className="grid justify-items-start gap-1.5">
      {onChange ? (
        <Segmented
          label="When a send gets no answer"
          value={plan.duplicates}
          onChange={(value) => onChange({ duplicates: value === "hold" ? "hold" : "resend" })}
          segments={[
            { value: "resend", label: "Send again" },
            { value: "hold", label: "Hold" },
          ]}
        />
      ) : null}
      <p className="text-xs text-ink-2">{DUPLICATES_TEXT[plan.duplicates]}</p>
    </div>
  );
}

/** The rate, and a small form to change it. A new rate is a new plan with a new hash. */
export function RateFigure({ plan, error, onChange }: Changeable & { error?: string }) {
  const [isEditing, setEditing] = useState(false);
  if (plan.driver === "discard") return "as SQS answers";
  if (isEditing && onChange)
    return (
      <RateForm
        rate={plan.ratePerSecond}
        onCancel={() => setEditing(false)}
        onUse={(ratePerSecond) => {
          onChange({ ratePerSecond });
          setEditing(false);
        }}
      />
    );
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      {plan.ratePerSecond === null ? "SQS decides" : formatRate(plan.ratePerSecond, "s")}
      {onChange ? (
        <Button
          size="sm"
          variant="ghost"
          className="-my-1 text-accent"
          aria-label="Change the rate"
          onClick={() => setEditing(true)}
        >
          Change
        </Button>
      ) : null}
      {error ? <span className="w-full text-xs font-normal text-danger">{error}</span> : null}
    </span>
  );
}

type FormProps = { rate: number | null; onUse: (rate: number) => void; onCancel: () => void };

const SLOWEST = 0.1;
const FASTEST = 10_000;

function RateForm({ rate, onUse, onCancel }: FormProps) {
  const [text, setText] = useState(String(rate ?? 10));
  const value = Number(text);
  const isGood = Number.isFinite(value) && value >= SLOWEST && value <= FASTEST;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isGood) onUse(value);
  };
  return (
    <form onSubmit={submit} className="grid gap-1">
      <span className="flex items-center gap-1.5">
        <TextInput
          autoFocus
          inputMode="decimal"
          aria-label="Messages per second"
          aria-invalid={!isGood || undefined}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Escape") return;
            event.stopPropagation();
            onCancel();
          }}
          className="w-16"
        />
        <span className="font-normal text-ink-2">/ s</span>
        <Button type="submit" size="sm">
          Use
        </Button>
      </span>
      {isGood ? null : (
        <span className="text-xs font-normal text-danger">
          {SLOWEST} to {FASTEST} a second
        </span>
      )}
    </form>
  );
}
