"use client";

import { type FormEvent, useState } from "react";
import { useCommand } from "@/app/_components/api";
import { formatRate } from "@/app/_components/format";
import { useRefusal } from "@/app/_components/me";
import { inAccount } from "@/app/_components/targets";
import { Button } from "@/app/_components/ui/button";
import { TextInput } from "@/app/_components/ui/field";
import { ClockTime } from "@/app/_components/ui/time";
import type { Run } from "@/lib/contract/runs";
import { isOpen } from "@/lib/core/runs/run";

const SLOWEST = 0.1;
const FASTEST = 10_000;

/** What is asked for, what AWS lets through, and a small form to change it while the run goes on. */
export function RunRate({ run }: { run: Run }) {
  const [isEditing, setEditing] = useState(false);
  const refusal = useRefusal("plans.apply", inAccount(run));
  const change = useCommand("setRunRate", { onDone: () => setEditing(false) });
  const isChangeable = isOpen(run.state) && run.driver !== "move-task" && run.action !== "discard";
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1 border-b px-4 py-2 text-xs text-ink-2">
      <Rates run={run} />
      {isChangeable && !isEditing ? (
        <Button
          size="sm"
          variant="ghost"
          className="-my-1 text-accent"
          aria-label="Change the rate"
          disabledReason={refusal}
          onClick={() => setEditing(true)}
        >
          Change
        </Button>
      ) : null}
      {isEditing ? (
        <RateForm
          rate={run.ratePerSecond}
          isBusy={change.isBusy}
          onUse={(ratePerSecond) => change.run({ id: run.id, ratePerSecond })}
          onCancel={() => {
            setEditing(false);
            change.reset();
          }}
        />
      ) : null}
      {change.problem ? (
        <span role="alert" className="w-full text-danger">
          {change.problem.detail}
        </span>
      ) : null}
    </div>
  );
}

function Rates({ run: { ratePerSecond, effectiveRatePerSecond, throttledAt } }: { run: Run }) {
  return (
    <>
      <span>
        Asked for <b className="weight-emphasis text-ink">{rateWords(ratePerSecond)}</b>
      </span>
      {effectiveRatePerSecond === null ? null : (
        <span>
          · now <b className="weight-emphasis text-ink">{formatRate(effectiveRatePerSecond, "s")}</b>
        </span>
      )}
      {throttledAt ? (
        <span className="text-warn">
          · slowed by AWS at <ClockTime at={throttledAt} isPlain />
        </span>
      ) : null}
    </>
  );
}

function rateWords(rate: number | null): string {
  return rate === null ? "as fast as it goes" : formatRate(rate, "s");
}

type FormProps = { rate: number | null; isBusy: boolean; onUse: (rate: number) => void; onCancel: () => void };

function RateForm({ rate, isBusy, onUse, onCancel }: FormProps) {
  const [text, setText] = useState(String(rate ?? 10));
  const value = Number(text);
  const isGood = Number.isFinite(value) && value >= SLOWEST && value <= FASTEST;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isGood) onUse(value);
  };
  return (
    <form onSubmit={submit} className="flex flex-wrap items-center gap-1.5">
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
        className="w-20"
      />
      <span>/ s</span>
      <Button type="submit" size="sm" isBusy={isBusy}>
        Use
      </Button>
      {isGood ? null : <span className="text-danger">0.1 to 10,000 a second</span>}
    </form>
  );
}
