"use client";

import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { formatPlural } from "@/app/_components/format";
import { ProblemNote } from "@/app/_components/problem-note";
import { Button, ButtonLink } from "@/app/_components/ui/button";
import { Checkbox } from "@/app/_components/ui/checkbox";
import { ChoiceList } from "@/app/_components/ui/choice-list";
import { Field, TextInput } from "@/app/_components/ui/field";
import { Panel } from "@/app/_components/ui/panel";
import type { Problem } from "@/lib/contract/problem";
import { suggestedRoleArn } from "@/lib/core/iam/role-policies";
import { type AccountDraft, EMPTY_DRAFT } from "./account-draft";

type Props = {
  first: AccountDraft;
  /** The account number is part of what an account is: only a new one has it asked for. */
  isNew: boolean;
  isBusy: boolean;
  problem?: Problem;
  disabledReason?: string;
  submitLabel: string;
  cancelHref: string;
  onSubmit: (draft: AccountDraft) => void;
};

/** The settings of an account, new or known. What is wrong stands under its field. */
export function AccountForm({ first, isNew, isBusy, problem, onSubmit, ...rest }: Props) {
  const [draft, setDraft] = useState(first);
  const form = useFirstWrong(problem);
  const set = (changes: Partial<AccountDraft>) => setDraft((before) => ({ ...before, ...changes }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit(draft);
  };
  const part = { draft, set, errorOf: (field: string) => errorIn(problem, field) };
  return (
    <form ref={form} onSubmit={submit} noValidate className="grid max-w-[760px] gap-4">
      <Panel title="The account">
        <AccountFields {...part} isNew={isNew} />
      </Panel>
      <Panel title="Roles" hint="each is optional; with read alone everything works, reduced">
        <RoleFields {...part} />
      </Panel>
      <Panel title="Dead-letter queues found from now on">
        <ChoiceList
          label="Mode of new dead-letter queues"
          value={draft.defaultMode}
          onChange={(defaultMode) => set({ defaultMode })}
          choices={[
            { value: "off", label: "Off", help: "Only counted, until somebody turns index mode on for a queue." },
            {
              value: "index",
              label: "Index",
              help: "Read at once: messages are received and given back, hidden for seconds, and their receive count rises.",
            },
          ]}
        />
      </Panel>
      {problem ? <FormProblem problem={problem} /> : null}
      <div className="flex flex-wrap items-start gap-2">
        <Button type="submit" variant="filled" align="start" isBusy={isBusy} disabledReason={rest.disabledReason}>
          {rest.submitLabel}
        </Button>
        <ButtonLink href={rest.cancelHref}>Cancel</ButtonLink>
      </div>
    </form>
  );
}

type PartProps = {
  draft: AccountDraft;
  set: (changes: Partial<AccountDraft>) => void;
  errorOf: (field: string) => string | undefined;
};

function AccountFields({ draft, set, errorOf, isNew }: PartProps & { isNew: boolean }) {
  return (
    <div className="grid gap-3">
      <div className="grid gap-3 sm:grid-cols-2">
        {isNew ? (
          <Field label="AWS account" help="Its 12 digits." error={errorOf("awsAccountId")}>
            <TextInput
              isMachine
              inputMode="numeric"
              autoComplete="off"
              value={draft.awsAccountId}
              onChange={(event) => set({ awsAccountId: event.target.value })}
            />
          </Field>
        ) : null}
        <Field label="Name" help="As people call it: orders-prod." error={errorOf("name")}>
          <TextInput value={draft.name} onChange={(event) => set({ name: event.target.value })} />
        </Field>
        <Field label="Environment" help="ci, eng, sat, prd or a word of yours." error={errorOf("environment")}>
          <TextInput value={draft.environment} onChange={(event) => set({ environment: event.target.value })} />
        </Field>
        <Field label="Regions" help="One or more: eu-central-1, eu-west-1." error={errorOf("regions")}>
          <TextInput isMachine value={draft.regions} onChange={(event) => set({ regions: event.target.value })} />
        </Field>
      </div>
      <Checkbox
        label="Production"
        help="Plans are held to 100 messages, and pages say so."
        checked={draft.isProduction}
        onChange={(event) => set({ isProduction: event.target.checked })}
      />
    </div>
  );
}

const roles = [
  ["read", "readRoleArn", "Counters, age, settings. Never receives."],
  ["inspect", "inspectRoleArn", "Reads messages of dead-letter queues and gives them back."],
  ["operate", "operateRoleArn", "Sends and deletes, for one run at a time."],
] as const;

function RoleFields({ draft, set, errorOf }: PartProps) {
  const awsAccountId = /^\d{12}$/.test(draft.awsAccountId.trim()) ? draft.awsAccountId.trim() : "111122223333";
  const partition = draft.regions.trim().startsWith("cn-") ? "aws-cn" : "aws";
  return (
    <div className="grid gap-3">
      {roles.map(([role, field, what]) => (
        <Field
          key={role}
          label={`ARN of the ${role} role`}
          isOptional
          help={
            <RoleHelp
              example={suggestedRoleArn(role, { awsAccountId, partition })}
              onUse={(arn) => set({ [field]: arn })}
            >
              {what}
            </RoleHelp>
          }
          error={errorOf(field)}
        >
          <TextInput
            isMachine
            autoComplete="off"
            spellCheck={false}
            value={draft[field]}
            onChange={(event) => set({ [field]: event.target.value })}
          />
        </Field>
      ))}
    </div>
  );
}

type HelpProps = { children: ReactNode; example: string; onUse: (arn: string) => void };

function RoleHelp({ children, example, onUse }: HelpProps) {
  return (
    <span className="inline-flex flex-wrap items-center gap-x-1.5">
      {children} For example <code className="machine">{example}</code>
      <button
        type="button"
        className="rounded-xs text-accent underline decoration-accent/35 underline-offset-2 max-sm:min-h-11"
        onClick={() => onUse(example)}
      >
        Use it
      </button>
    </span>
  );
}

/** Brings the first field that was refused into view and gives it the focus. */
function useFirstWrong(problem: Problem | undefined) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (problem?.fields?.length) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [problem]);
  return form;
}

/** Each field says what is wrong with it; anything else is said here in full. */
function FormProblem({ problem }: { problem: Problem }) {
  const isSaidThere = problem.fields?.every(({ field }) => (field.split(".")[0] ?? "") in EMPTY_DRAFT) ?? false;
  if (!isSaidThere || !problem.fields?.length) return <ProblemNote problem={problem} />;
  return (
    <p role="alert" className="text-danger">
      {formatPlural(problem.fields.length, "field")} to put right; each says how.
    </p>
  );
}

/** The first complaint about a field or about one of its elements. */
function errorIn(problem: Problem | undefined, field: string): string | undefined {
  const found = problem?.fields?.find((one) => one.field === field || one.field.startsWith(`${field}.`));
  return found ? capital(found.message) : undefined;
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;
}
