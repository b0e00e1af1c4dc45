"use client";

import { type ReactNode, useState } from "react";
import { Button } from "@/app/_components/ui/button";
import { Checkbox } from "@/app/_components/ui/checkbox";
import { Field, Select, TextInput } from "@/app/_components/ui/field";
import { type ApprovalRule, RULE_ACTIONS } from "@/lib/core/approvals/rule";
import type { AccountName } from "./approval-rules-screen";
import { draftOf, EMPTY_DRAFT, type RuleDraft, ruleOf, ruleProblems } from "./rule-draft";

type Props = {
  /** Absent for a new one. */
  rule?: ApprovalRule | undefined;
  others: readonly ApprovalRule[];
  accounts: readonly AccountName[];
  onDone: (rule: ApprovalRule) => void;
  onCancel: () => void;
};
type PartProps = {
  draft: RuleDraft;
  change: (part: Partial<RuleDraft>) => void;
  problems: Readonly<Record<string, string>>;
};

/** One rule: which plans, where, and how many other people. What is wrong is said at its field. */
export function RuleForm({ rule, others, accounts, onDone, onCancel }: Props) {
  const [draft, setDraft] = useState<RuleDraft>(rule ? draftOf(rule) : EMPTY_DRAFT);
  const [isTried, setTried] = useState(false);
  const made = ruleOf(draft, rule, others);
  const found = ruleProblems(made, others);
  const problems = isTried ? found : {};
  const change = (part: Partial<RuleDraft>) => setDraft((before) => ({ ...before, ...part }));
  const finish = () => (Object.keys(found).length === 0 ? onDone(made) : setTried(true));
  return (
    <div className="grid gap-4 rounded-md border bg-sunken p-4">
      <div className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_200px]">
        <Field label="Name" error={problems.name}>
          <TextInput value={draft.name} maxLength={80} onChange={({ target }) => change({ name: target.value })} />
        </Field>
        <Field label="Needs">
          <Select
            value={draft.approvals}
            onChange={({ target }) => change({ approvals: target.value === "2" ? 2 : 1 })}
          >
            <option value={1}>1 other person</option>
            <option value={2}>2 other people</option>
          </Select>
        </Field>
      </div>
      <When {...{ draft, change, problems }} />
      <Where {...{ draft, change, problems, accounts }} />
      <div className="flex flex-wrap gap-2">
        <Button onClick={finish}>{rule ? "Use this rule" : "Add this rule"}</Button>
        <Button variant="ghost" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </div>
  );
}

const FLAGS = [
  { key: "production", label: "In production" },
  { key: "fifo", label: "FIFO queue" },
  { key: "editedBodies", label: "With edited bodies" },
  { key: "overriddenCheck", label: "With a check overridden" },
] as const;

function When({ draft, change, problems }: PartProps) {
  return (
    <Part title="Plans of which all of this is true" problem={problems.when}>
      <Field label="Action" isOptional help="A rescue only copies: it needs approval only where it is named here.">
        <Select
          value={draft.action}
          onChange={({ target }) => change({ action: RULE_ACTIONS.find((one) => one === target.value) ?? "" })}
        >
          <option value="">any</option>
          {RULE_ACTIONS.map((action) => (
            <option key={action} value={action}>
              {action.replace("-", " ")}
            </option>
          ))}
        </Select>
      </Field>
      <Field
        label="More messages than"
        isOptional
        help="An unknown number is more than any."
        error={problems["when.messagesOver"] ? "A number from 0 to 1,000,000." : undefined}
      >
        <TextInput
          inputMode="numeric"
          value={draft.messagesOver}
          onChange={({ target }) => change({ messagesOver: target.value })}
        />
      </Field>
      <div className="grid content-start gap-1">
        {FLAGS.map(({ key, label }) => (
          <Checkbox
            key={key}
            label={label}
            checked={draft[key]}
            onChange={({ target }) => change({ [key]: target.checked })}
          />
        ))}
      </div>
    </Part>
  );
}

function Where({ draft, change, problems, accounts }: PartProps & Pick<Props, "accounts">) {
  const toggle = (id: string) =>
    change({
      accountIds: draft.accountIds.includes(id)
        ? draft.accountIds.filter((one) => one !== id)
        : [...draft.accountIds, id],
    });
  return (
    <Part title="Everywhere, or only in these" problem={undefined}>
      <Field
        label="Environments"
        isOptional
        help="As they are called, with commas between."
        error={problems.environments}
      >
        <TextInput value={draft.environments} onChange={({ target }) => change({ environments: target.value })} />
      </Field>
      <fieldset className="grid max-h-48 content-start gap-1 overflow-y-auto sm:col-span-2">
        <legend className="weight-emphasis mb-1">Accounts</legend>
        {accounts.map(({ id, name }) => (
          <Checkbox key={id} label={name} checked={draft.accountIds.includes(id)} onChange={() => toggle(id)} />
        ))}
      </fieldset>
    </Part>
  );
}

function Part({ title, problem, children }: { title: string; problem: string | undefined; children: ReactNode }) {
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-2 text-xs text-ink-2">{title}</legend>
      <div className="grid gap-3 sm:grid-cols-3">{children}</div>
      {problem ? <p role="alert" className="text-xs text-danger">{`It ${problem}.`}</p> : null}
    </fieldset>
  );
}
