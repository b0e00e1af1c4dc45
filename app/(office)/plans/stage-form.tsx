"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/app/_components/ui/button";
import { Checkbox } from "@/app/_components/ui/checkbox";
import { Field, TextInput } from "@/app/_components/ui/field";
import type { Plan } from "@/lib/contract/plans";
import { isAboutExecutions } from "@/lib/core/plans/action";
import { MOST_STAGES } from "@/lib/core/plans/stages";
import type { PlanTerms } from "./plan-request";

type Props = { plan: Plan; onUse: (changed: PlanTerms) => void; onCancel: () => void };

/** Sizes, window and threshold of the stages; what is used makes a new plan. */
export function StageForm({ plan, onUse, onCancel }: Props) {
  const { text, put, errors, chosen } = useStageTerms(plan);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (chosen) onUse(chosen);
  };
  return (
    <form onSubmit={submit} className="mt-3 grid gap-3">
      <Field label="Sizes of the first stages" help="What they leave is the last stage." error={errors.sizes}>
        <TextInput
          autoFocus
          inputMode="numeric"
          value={text.sizes}
          onChange={(event) => put({ sizes: event.target.value })}
        />
      </Field>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="Watch each stage, in seconds" error={errors.seconds}>
          <TextInput
            inputMode="numeric"
            value={text.seconds}
            onChange={(event) => put({ seconds: event.target.value })}
          />
        </Field>
        <Field label="Pause when more came back than, in %" error={errors.percent}>
          <TextInput
            inputMode="decimal"
            value={text.percent}
            onChange={(event) => put({ percent: event.target.value })}
          />
        </Field>
      </div>
      {isAboutExecutions(plan.driver) ? null : <MessageChoices text={text} put={put} />}
      <FormButtons onCancel={onCancel} />
    </form>
  );
}

/** What only messages have. */
function MessageChoices({ text, put }: Pick<ReturnType<typeof useStageTerms>, "text" | "put">) {
  return (
    <>
      <Checkbox
        label="Likely bystanders of a bad batch first"
        checked={text.isBystanders}
        onChange={(event) => put({ isBystanders: event.target.checked })}
      />
      <Checkbox
        label="Mark each message with the attribute dlo-run"
        help="It changes the message: its consumer sees one attribute more."
        checked={text.doesMark}
        onChange={(event) => put({ doesMark: event.target.checked })}
      />
    </>
  );
}

function FormButtons({ onCancel }: Pick<Props, "onCancel">) {
  return (
    <span className="flex gap-2">
      <Button type="submit" size="sm">
        Use these
      </Button>
      <Button size="sm" variant="ghost" onClick={onCancel}>
        Keep as they are
      </Button>
    </span>
  );
}

function useStageTerms(plan: Plan) {
  const [text, setText] = useState({
    sizes: plan.stages.slice(0, -1).join(", "),
    seconds: String(plan.stageObservationSeconds),
    percent: String(plan.returnThresholdPercent),
    isBystanders: plan.itemOrder === "bystanders-first",
    doesMark: plan.doesMark,
  });
  const stages = sizesFrom(text.sizes, plan.itemCount);
  const errors = {
    sizes: stages ? undefined : `Up to ${MOST_STAGES} whole numbers, such as 1, 10, 100.`,
    seconds: isBetween(text.seconds, 0, 3_600) ? undefined : "0 to 3,600 seconds.",
    percent: isBetween(text.percent, 0, 100) ? undefined : "0 to 100.",
  };
  const chosen: PlanTerms | undefined =
    stages && !errors.seconds && !errors.percent
      ? {
          stages,
          stageObservationSeconds: Math.round(Number(text.seconds)),
          returnThresholdPercent: Number(text.percent),
          itemOrder: text.isBystanders ? "bystanders-first" : "oldest-first",
          doesMark: text.doesMark,
        }
      : undefined;
  const put = (changed: Partial<typeof text>) => setText((before) => ({ ...before, ...changed }));
  return { text, put, errors, chosen };
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
