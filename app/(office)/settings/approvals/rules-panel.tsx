"use client";

import { useState } from "react";
import { useRefusal } from "@/app/_components/me";
import { Button } from "@/app/_components/ui/button";
import { Panel } from "@/app/_components/ui/panel";
import { StateLabel } from "@/app/_components/ui/state-label";
import { RelativeTime } from "@/app/_components/ui/time";
import { approvalsWords, conditionWords } from "@/lib/core/approvals/approvals-needed";
import type { ApprovalRule } from "@/lib/core/approvals/rule";
import type { AccountName } from "./approval-rules-screen";
import { RuleForm } from "./rule-form";
import type { RulesDraft } from "./use-approval-rules";

type Props = { rules: RulesDraft; accounts: readonly AccountName[] };

/** The rules; nothing holds before it is saved. */
export function RulesPanel({ rules, accounts }: Props) {
  const refusal = useRefusal("approvals.manage");
  const [editing, setEditing] = useState<number>();
  const all = rules.draft.rules;
  return (
    <Panel
      title="Which plans need approval"
      hint="of several rules the highest number counts"
      actions={<Changed rules={rules} />}
    >
      <Warnings rules={rules} />
      {all.length === 0 && editing === undefined ? (
        <p className="max-w-[72ch] pb-2 text-ink-2">
          <span className="weight-emphasis text-ink">No rules.</span> Whoever may apply a plan does so alone.
        </p>
      ) : null}
      <RuleList {...{ rules, accounts, editing, setEditing }} isLocked={refusal !== undefined} />
      {editing === all.length ? null : (
        <div className="mt-3">
          <Button align="start" disabledReason={refusal} onClick={() => setEditing(all.length)}>
            Add a rule
          </Button>
        </div>
      )}
    </Panel>
  );
}

type ListProps = Props & {
  /** The place of the rule in the form; one past the last is a new one. */
  editing: number | undefined;
  setEditing: (place: number | undefined) => void;
  isLocked: boolean;
};

function RuleList({ rules, accounts, editing, setEditing, isLocked }: ListProps) {
  const all = rules.draft.rules;
  const put = (index: number, rule: ApprovalRule) => {
    rules.setRules(index < all.length ? all.with(index, rule) : [...all, rule]);
    setEditing(undefined);
  };
  const form = (index: number, rule?: ApprovalRule) => (
    <RuleForm
      rule={rule}
      others={all.filter((_, place) => place !== index)}
      accounts={accounts}
      onDone={(made) => put(index, made)}
      onCancel={() => setEditing(undefined)}
    />
  );
  return (
    <>
      <ul className="grid gap-2">
        {all.map((rule, index) => (
          <li key={rule.id}>
            {editing === index ? (
              form(index, rule)
            ) : (
              <RuleRow
                rule={rule}
                accounts={accounts}
                isLocked={isLocked}
                onEdit={() => setEditing(index)}
                onSwitch={() => rules.setRules(all.with(index, { ...rule, isOn: !rule.isOn }))}
                onRemove={() => rules.setRules(all.toSpliced(index, 1))}
              />
            )}
          </li>
        ))}
      </ul>
      {editing === all.length ? form(all.length) : null}
    </>
  );
}

function Changed({ rules: { saved } }: Pick<Props, "rules">) {
  if (!saved.changedAt) return <span>as delivered</span>;
  return (
    <span>
      changed by {saved.changedBy ?? "somebody"} <RelativeTime at={saved.changedAt} suffix=" ago" isPlain />
    </span>
  );
}

function Warnings({ rules: { saved } }: Pick<Props, "rules">) {
  if (saved.warnings.length === 0) return null;
  return (
    <ul className="mb-3 grid gap-1 rounded-md border border-warn-line bg-warn-soft px-3.5 py-2">
      {saved.warnings.map((warning) => (
        <li key={warning} className="flex flex-wrap items-center gap-x-2.5">
          <StateLabel status="warn" />
          <span className="min-w-0 wrap-anywhere">{warning}</span>
        </li>
      ))}
    </ul>
  );
}

type RowProps = {
  rule: ApprovalRule;
  accounts: readonly AccountName[];
  isLocked: boolean;
  onEdit: () => void;
  onSwitch: () => void;
  onRemove: () => void;
};

function RuleRow({ rule, accounts, isLocked, onEdit, onSwitch, onRemove }: RowProps) {
  return (
    <div className="flex flex-wrap items-start gap-x-3 gap-y-2 border-t py-2">
      <div className="min-w-0 flex-1 basis-72">
        <p className="flex flex-wrap items-center gap-x-2.5">
          <span className="weight-emphasis wrap-anywhere">{rule.name}</span>
          {rule.isOn ? null : <StateLabel status="off">Off</StateLabel>}
        </p>
        <p className="text-xs wrap-anywhere text-ink-2">
          {capital(conditionWords(rule.when).join(", "))}
          {whereWords(rule, accounts)}: {approvalsWords(rule.approvals)}.
        </p>
      </div>
      {isLocked ? null : (
        <div className="flex gap-1.5">
          <Button
            size="sm"
            variant="ghost"
            aria-label={`Turn ${rule.isOn ? "off" : "on"} “${rule.name}”`}
            onClick={onSwitch}
          >
            Turn {rule.isOn ? "off" : "on"}
          </Button>
          <Button size="sm" aria-label={`Edit “${rule.name}”`} onClick={onEdit}>
            Edit
          </Button>
          <Button size="sm" aria-label={`Remove “${rule.name}”`} onClick={onRemove}>
            Remove
          </Button>
        </div>
      )}
    </div>
  );
}

function whereWords({ accountIds = [], environments = [] }: ApprovalRule, accounts: readonly AccountName[]): string {
  const names = accountIds.map((id) => accounts.find((account) => account.id === id)?.name ?? id);
  const places = [...names, ...environments.map((environment) => `environment ${environment}`)];
  return places.length > 0 ? `, in ${places.join(" or ")}` : "";
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
