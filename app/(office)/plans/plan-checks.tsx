"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/app/_components/ui/button";
import { CheckList, checkSummary } from "@/app/_components/ui/check-list";
import { DrawerSection } from "@/app/_components/ui/drawer";
import { Field, TextInput } from "@/app/_components/ui/field";
import type { Plan } from "@/lib/contract/plans";
import type { PlanTerms } from "./plan-request";

type Props = { plan: Plan; onChange?: (changed: PlanTerms) => void };
const SHORTEST_REASON = 10;

/** What was looked at before anything happens. A block that may be overridden takes a reason, which is kept and approved with the plan. */
export function PlanChecks({ plan, onChange }: Props) {
  const [asked, setAsked] = useState<string>();
  const checks = plan.checks.map(({ id, result, text, fix, canOverride, overriddenBecause }) => ({
    key: id,
    result,
    text: (
      <>
        {text}
        {fix ? <span className="text-ink-2"> {fix}</span> : null}
        {overriddenBecause ? <span className="text-ink-2"> Overridden: {overriddenBecause}</span> : null}
      </>
    ),
    action:
      canOverride && result === "block" && onChange && asked !== id ? (
        <Button size="sm" variant="ghost" className="-my-1" onClick={() => setAsked(id)}>
          Go on anyway…
        </Button>
      ) : undefined,
  }));
  const given = plan.checks.flatMap(({ id, overriddenBecause }) =>
    overriddenBecause ? [{ check: id, reason: overriddenBecause }] : [],
  );
  return (
    <DrawerSection title="Checks" hint={checkSummary(checks)}>
      <CheckList checks={checks} />
      {asked && onChange ? (
        <OverrideForm
          check={asked}
          onCancel={() => setAsked(undefined)}
          onUse={(reason) => {
            setAsked(undefined);
            onChange({ overrides: [...given, { check: asked, reason }] });
          }}
        />
      ) : null}
    </DrawerSection>
  );
}

type FormProps = { check: string; onUse: (reason: string) => void; onCancel: () => void };

function OverrideForm({ check, onUse, onCancel }: FormProps) {
  const [reason, setReason] = useState("");
  const isLong = reason.trim().length >= SHORTEST_REASON;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isLong) onUse(reason.trim());
  };
  return (
    <form onSubmit={submit} className="mt-2 grid gap-2">
      <Field
        label={
          <>
            Why go on against <code className="machine">{check}</code>
          </>
        }
        help="It is kept with the plan, shown to whoever approves it, and audited. It may need an approval."
        error={reason !== "" && !isLong ? `${SHORTEST_REASON} characters or more.` : undefined}
      >
        <TextInput autoFocus value={reason} onChange={(event) => setReason(event.target.value)} maxLength={500} />
      </Field>
      <span className="flex gap-2">
        <Button type="submit" size="sm">
          Go on with this reason
        </Button>
        <Button size="sm" variant="ghost" onClick={onCancel}>
          Leave it
        </Button>
      </span>
    </form>
  );
}
