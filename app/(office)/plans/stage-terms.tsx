"use client";

import { type FormEvent, useState } from "react";
import { formatCount, formatDuration, formatRate } from "@/app/_components/format";
import { Button } from "@/app/_components/ui/button";
import { Checkbox } from "@/app/_components/ui/checkbox";
import { DrawerSection } from "@/app/_components/ui/drawer";
import { Field, TextInput } from "@/app/_components/ui/field";
import { StageCards } from "@/app/_components/ui/stage-cards";
import type { Plan } from "@/lib/contract/plans";
import { MOST_STAGES } from "@/lib/core/plans/stages";
import type { PlanTerms } from "./plan-request";

type Props = { plan: Plan; onChange?: (changed: PlanTerms) => void };

/** How many go first, how long each stage is watched, and how many may come back before the run stops by itself. */
export function StageTerms({ plan, onChange }: Props) {
  const [isEditing, setEditing] = useState(false);
  if (plan.stages.length === 0)
    return (
      <DrawerSection title="Stages">
        <p className="text-ink-2">None: SQS runs one task over the whole queue. Results are counts, not messages.</p>
      </DrawerSection>
    );
  return (
    <DrawerSection title="Stages" hint="stops by itself at the first denied delete">
      <StageCards stages={plan.stages.map((size, index) => cardOf(plan, size, index))} />
      {isEditing && onChange ? (
        <StageForm
          plan={plan}
          onCancel={() => setEditing(false)}
          onUse={(changed) => {
            onChange(changed);
            setEditing(false);
          }}
        />
      ) : (
        <p className="mt-2 flex flex-wrap items-center gap-x-2 text-xs text-ink-2">
          <span>{watchText(plan)}</span>
          {onChange ? (
            <Button size="sm" variant="ghost" className="-my-1 text-accent" onClick={() => setEditing(true)}>
              Change
            </Button>
          ) : null}
        </p>
      )}
    </DrawerSection>
  );
}

function cardOf(plan: Plan, size: number, index: number) {
  const rate = plan.ratePerSecond === null ? "" : formatRate(plan.ratePerSecond, "s");
  const isLast = index === plan.stages.length - 1;
  const word = index === 0 && !isLast ? "proves that it works" : isLast && index > 0 ? "the rest" : "";
  return {
    key: String(index),
    value: formatCount(size),
    detail: [word, index === 0 && !isLast ? "" : rate].filter(Boolean).join(", "),
  };
}

function watchText(plan: Plan): string {
  if (plan.action === "discard") return "Nothing comes back from a discard, so no stage is watched.";
  const back =
    plan.expectedReturnSeconds === null
      ? "When a message that fails again would be back, no setting tells."
      : `A message that fails again is back after about ${formatDuration(plan.expectedReturnSeconds)}.`;
  if (plan.stages.length === 1) return back;
  const order = plan.itemOrder === "bystanders-first" ? " Likely bystanders go first." : "";
  return `${back} Each stage is watched for ${formatDuration(plan.stageObservationSeconds)}; the run pauses by itself when more than ${plan.returnThresholdPercent} % came back.${order}`;
}

type FormProps = Required<Props> & { onCancel: () => void; onUse: (changed: PlanTerms) => void };

function StageForm({ plan, onUse, onCancel }: Omit<FormProps, "onChange">) {
  const [sizes, setSizes] = useState(plan.stages.slice(0, -1).join(", "));
  const [seconds, setSeconds] = useState(String(plan.stageObservationSeconds));
  const [percent, setPercent] = useState(String(plan.returnThresholdPercent));
  const [isBystanders, setBystanders] = useState(plan.itemOrder === "bystanders-first");
  const [doesMark, setMark] = useState(plan.doesMark);
  const stages = sizesFrom(sizes, plan.itemCount);
  const errors = {
    sizes: stages ? undefined : `Up to ${MOST_STAGES} whole numbers, such as 1, 10, 100.`,
    seconds: isBetween(seconds, 0, 3_600) ? undefined : "0 to 3,600 seconds.",
    percent: isBetween(percent, 0, 100) ? undefined : "0 to 100.",
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!stages || errors.seconds || errors.percent) return;
    onUse({
      stages,
      stageObservationSeconds: Math.round(Number(seconds)),
      returnThresholdPercent: Number(percent),
      itemOrder: isBystanders ? "bystanders-first" : "oldest-first",
      doesMark,
    });
  };
  return (
    <form onSubmit={submit} className="mt-3 grid gap-3">
      <Field label="Sizes of the first stages" help="What they leave is the last stage." error={errors.sizes}>
        <TextInput autoFocus inputMode="numeric" value={sizes} onChange={(event) => setSizes(event.target.value)} />
      </Field>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="Watch each stage, in seconds" error={errors.seconds}>
          <TextInput inputMode="numeric" value={seconds} onChange={(event) => setSeconds(event.target.value)} />
        </Field>
        <Field label="Pause when more came back than, in %" error={errors.percent}>
          <TextInput inputMode="decimal" value={percent} onChange={(event) => setPercent(event.target.value)} />
        </Field>
      </div>
      <Checkbox
        label="Likely bystanders of a bad batch first"
        checked={isBystanders}
        onChange={(event) => setBystanders(event.target.checked)}
      />
      <Checkbox
        label="Mark each message with the attribute dlo-run"
        help="It changes the message: its consumer sees one attribute more."
        checked={doesMark}
        onChange={(event) => setMark(event.target.checked)}
      />
      <span className="flex gap-2">
        <Button type="submit" size="sm">
          Use these
        </Button>
        <Button size="sm" variant="ghost" onClick={onCancel}>
          Keep as they are
        </Button>
      </span>
    </form>
  );
}

function isBetween(text: string, from: number, to: number): boolean {
  const value = Number(text);
  return text.trim() !== "" && Number.isFinite(value) && value >= from && value <= to;
}

function sizesFrom(text: string, count: number): number[] | undefined {
  const sizes = text
    .split(/[\s,→]+/)
    .filter(Boolean)
    .map(Number);
  if (sizes.length > MOST_STAGES || sizes.some((size) => !Number.isInteger(size) || size < 1 || size > 100_000))
    return undefined;
  return sizes.length === 0 ? [count] : sizes;
}
