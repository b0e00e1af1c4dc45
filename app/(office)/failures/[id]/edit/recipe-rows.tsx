"use client";

import { Button } from "@/app/_components/ui/button";
import { Field, Select, TextInput } from "@/app/_components/ui/field";
import { Panel } from "@/app/_components/ui/panel";
import { isKind, KINDS, newStep, readStep, type StepDraft } from "./recipe-draft";

const MOST_STEPS = 20;

type Props = {
  steps: readonly StepDraft[];
  onChange: (steps: readonly StepDraft[]) => void;
  /** Whether somebody has tried: before that an empty field is no mistake. */
  isTried: boolean;
};

/** The steps that are made in each message, in this order. */
export function RecipeRows({ steps, onChange, isTried }: Props) {
  const set = (step: StepDraft) => onChange(steps.map((one) => (one.key === step.key ? step : one)));
  const add = () => onChange([...steps, newStep(Math.max(-1, ...steps.map(({ key }) => key)) + 1)]);
  return (
    <Panel title="Steps" hint="made in each message, in this order" isFlush>
      <ol>
        {steps.map((step, index) => (
          <Row
            key={step.key}
            number={index + 1}
            step={step}
            isTried={isTried}
            onChange={set}
            onRemove={steps.length > 1 ? () => onChange(steps.filter(({ key }) => key !== step.key)) : undefined}
          />
        ))}
      </ol>
      <div className="px-4 py-2.5">
        <Button
          size="sm"
          align="start"
          disabledReason={steps.length >= MOST_STEPS ? `At most ${MOST_STEPS} steps.` : undefined}
          onClick={add}
        >
          Add a step
        </Button>
      </div>
    </Panel>
  );
}

type RowProps = {
  number: number;
  step: StepDraft;
  isTried: boolean;
  onChange: (step: StepDraft) => void;
  onRemove: (() => void) | undefined;
};

function Row({ number, step, isTried, onChange, onRemove }: RowProps) {
  const { problems } = readStep(step);
  return (
    <li className="grid items-start gap-x-3 gap-y-2 border-b px-4 py-2.5 sm:grid-cols-[minmax(0,1fr)_minmax(0,1.2fr)_minmax(0,1.2fr)_minmax(0,1fr)_auto]">
      <Field label={`Step ${number}`}>
        <Select
          value={step.kind}
          onChange={(event) => isKind(event.target.value) && onChange({ ...step, kind: event.target.value })}
        >
          {Object.entries(KINDS).map(([kind, { label }]) => (
            <option key={kind} value={kind}>
              {label}
            </option>
          ))}
        </Select>
      </Field>
      {KINDS[step.kind].fields.map(({ part, member, label, help }) => (
        <Field
          key={part}
          label={label}
          help={help}
          error={isTried && problems[member] ? sentence(problems[member]) : undefined}
        >
          <TextInput
            isMachine
            spellCheck={false}
            autoCapitalize="off"
            autoComplete="off"
            value={step[part]}
            onChange={(event) => onChange({ ...step, [part]: event.target.value })}
          />
        </Field>
      ))}
      {onRemove ? (
        <div className="self-start sm:col-start-5 sm:row-start-1 sm:pt-[23px]">
          <Button variant="ghost" aria-label={`Remove step ${number}`} onClick={onRemove}>
            Remove
          </Button>
        </div>
      ) : null}
    </li>
  );
}

function sentence(problem: string): string {
  return `${problem.charAt(0).toUpperCase()}${problem.slice(1)}.`;
}
