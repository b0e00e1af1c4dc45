"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/app/_components/ui/button";
import { Field, Select, TextInput } from "@/app/_components/ui/field";
import type { Plan } from "@/lib/contract/plans";
import { parseArn } from "@/lib/core/arn";
import { EXECUTION_DRIVERS, isAboutExecutions, type RedriveDriver } from "@/lib/core/plans/action";
import { isRedriveDriver, type PlanTerms } from "./plan-request";

type Props = { plan: Plan; isWholeQueue: boolean; onChange?: (changed: PlanTerms) => void };

const WORDS: Record<RedriveDriver, string> = {
  mover: "Our mover, to its source queue",
  "move-task": "SQS move task, the whole queue",
  redirect: "To a queue that you name",
  "eventbridge-target": "The rule's one target that failed",
  "put-events": "Onto the bus again, to every rule",
  "scheduler-target": "The schedule's one call",
  "lambda-invoke": "The function that failed",
  "sns-endpoint": "The one endpoint that missed it",
  "stream-pointer": "Its records, read from the stream again",
  "redrive-execution": "Where each execution failed",
  "start-execution": "From the beginning, as new executions",
};

/** The way back: the origin's own, and what may be chosen instead, with what follows from it. */
export function WayChoice({ plan, isWholeQueue, onChange }: Props) {
  const [wanted, setWanted] = useState<RedriveDriver>();
  const present = isRedriveDriver(plan.driver) ? plan.driver : "mover";
  const [own] = useState(present);
  const choices = choicesFor(own, isWholeQueue);
  const shown = wanted ?? present;
  const named = NAMED[shown];
  const choose = (driver: RedriveDriver) => {
    if (driver === "redirect") return setWanted(driver);
    setWanted(undefined);
    onChange?.({ driver, destinationArn: undefined });
  };
  return (
    <div className="grid justify-items-start gap-2">
      {onChange && choices.length > 1 && plan.action === "redrive" ? (
        <WaySelect choices={choices} value={shown} onChoose={choose} />
      ) : null}
      {onChange && named && plan.queueId ? (
        <NamedPlace
          key={shown}
          named={named}
          queueArn={plan.subject.arn}
          isAsked={wanted === "redirect"}
          onUse={(destinationArn) => {
            setWanted(undefined);
            onChange({ driver: shown, destinationArn });
          }}
        />
      ) : null}
      <ol className="grid gap-0.5 text-xs text-ink-2">
        {plan.steps.map(({ step, by }) => (
          <li key={step} className="first-letter:uppercase">
            <span className="text-ink">{step}</span>: {by}
          </li>
        ))}
      </ol>
      {plan.consequence ? <p className="text-xs text-warn">{plan.consequence}</p> : null}
    </div>
  );
}

type SelectProps = { choices: RedriveDriver[]; value: RedriveDriver; onChoose: (driver: RedriveDriver) => void };

function WaySelect({ choices, value, onChoose }: SelectProps) {
  return (
    <Select
      aria-label="Way back"
      value={value}
      className="w-full max-w-[380px]"
      onChange={(event) => isRedriveDriver(event.target.value) && onChoose(event.target.value)}
    >
      {choices.map((driver) => (
        <option key={driver} value={driver}>
          {WORDS[driver]}
        </option>
      ))}
    </Select>
  );
}

function choicesFor(own: RedriveDriver, isWholeQueue: boolean): RedriveDriver[] {
  if (isAboutExecutions(own)) return [...EXECUTION_DRIVERS];
  const all: RedriveDriver[] = [
    own,
    ...(own === "eventbridge-target" ? (["put-events"] as const) : []),
    ...(isWholeQueue ? (["mover", "move-task"] as const) : []),
    "redirect",
  ];
  return [...new Set(all)];
}

interface Named {
  readonly service: string;
  readonly ask: string;
  readonly label: string;
  readonly help: string;
  readonly error: string;
}
/** Ways whose place a person names, always or where the messages do not. */
const NAMED: Partial<Record<RedriveDriver, Named>> = {
  redirect: {
    service: "sqs",
    ask: "Name another queue…",
    label: "Queue that the messages go to",
    help: "Its ARN, in the same account and Region.",
    error: "The ARN of an SQS queue, another than this one.",
  },
  "lambda-invoke": {
    service: "lambda",
    ask: "Name the function…",
    label: "Function that failed on these",
    help: "Its ARN. It must give up into this queue.",
    error: "The ARN of a function.",
  },
  "sns-endpoint": {
    service: "sns",
    ask: "Name the subscription…",
    label: "Subscription that missed these",
    help: "Its ARN. It must give up into this queue.",
    error: "The ARN of a subscription.",
  },
};

function NamedPlace({ isAsked, onUse, ...form }: FormProps & { isAsked: boolean }) {
  const [isNaming, setNaming] = useState(false);
  if (!isAsked && !isNaming)
    return (
      <Button size="sm" variant="ghost" className="-ml-2 text-accent" onClick={() => setNaming(true)}>
        {form.named.ask}
      </Button>
    );
  return (
    <DestinationForm
      {...form}
      onUse={(arn) => {
        setNaming(false);
        onUse(arn);
      }}
    />
  );
}

type FormProps = { named: Named; queueArn: string; onUse: (arn: string) => void };

function DestinationForm({ named, queueArn, onUse }: FormProps) {
  const [text, setText] = useState("");
  const arn = text.trim();
  const isGood = parseArn(arn)?.service === named.service && arn !== queueArn;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isGood) onUse(arn);
  };
  return (
    <form onSubmit={submit} className="grid w-full gap-2">
      <Field label={named.label} help={named.help} error={arn === "" || isGood ? undefined : named.error}>
        <TextInput autoFocus isMachine value={text} onChange={(event) => setText(event.target.value)} />
      </Field>
      <span>
        <Button type="submit" size="sm">
          Use it
        </Button>
      </span>
    </form>
  );
}
