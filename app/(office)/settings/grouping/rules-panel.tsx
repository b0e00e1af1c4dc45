"use client";

import { useState } from "react";
import { useRefusal } from "@/app/_components/me";
import { ProblemNote } from "@/app/_components/problem-note";
import { Button } from "@/app/_components/ui/button";
import { Panel } from "@/app/_components/ui/panel";
import { RelativeTime } from "@/app/_components/ui/time";
import type { GroupingRule } from "@/lib/core/failures/rules/rule";
import { RulesSaveBar } from "../rules-save-bar";
import { RuleForm } from "./rule-form";
import { doesWords, whereWords } from "./rule-words";
import type { Rules } from "./use-rules";

/** The rules in their order; nothing holds before it is saved. */
export function RulesPanel({ rules }: { rules: Rules }) {
  const [editing, setEditing] = useState<number>();
  const refusal = useRefusal("grouping.edit", "everything");
  const { drafts, saved } = rules;
  const taken = drafts.filter((_, index) => index !== editing).map(({ name }) => name);
  const put = (index: number, rule: GroupingRule) => {
    rules.change(index < drafts.length ? drafts.with(index, rule) : [...drafts, rule]);
    setEditing(undefined);
  };
  const form = (index: number, rule?: GroupingRule) => (
    <RuleForm rule={rule} taken={taken} onDone={(made) => put(index, made)} onCancel={() => setEditing(undefined)} />
  );
  return (
    <Panel
      title="Rules"
      hint="the first that fits a message applies"
      actions={saved.changedAt ? <Changed by={saved.changedBy} at={saved.changedAt} /> : undefined}
    >
      {drafts.length === 0 && editing === undefined ? (
        <p className="max-w-[72ch] pb-2 text-ink-2">
          <span className="weight-emphasis text-ink">No rules.</span> Messages are grouped by what failed, its cause,
          its error and the message type. A rule says where that is wrong.
        </p>
      ) : null}
      <ol className="grid gap-2">
        {drafts.map((rule, index) => (
          <li key={rule.name}>
            {editing === index ? (
              form(index, rule)
            ) : (
              <RuleRow {...{ rule, rules, index, refusal }} onEdit={() => setEditing(index)} />
            )}
          </li>
        ))}
      </ol>
      {editing === drafts.length ? form(drafts.length) : null}
      {rules.problem ? <ProblemNote problem={rules.problem} /> : null}
      <RulesSaveBar rules={rules} refusal={refusal} onAdd={() => setEditing(drafts.length)} />
    </Panel>
  );
}

function Changed({ by, at }: { by: string | null; at: string }) {
  return (
    <span>
      changed by {by ?? "somebody"} <RelativeTime at={at} suffix=" ago" isPlain />
    </span>
  );
}

type RowProps = {
  rule: GroupingRule;
  rules: Rules;
  index: number;
  refusal: string | undefined;
  onEdit: () => void;
};

function RuleRow({ rule, rules, index, refusal, onEdit }: RowProps) {
  const { drafts, change } = rules;
  const moveUp = () => change(drafts.toSpliced(index, 1).toSpliced(index - 1, 0, rule));
  return (
    <div className="flex flex-wrap items-start gap-x-3 gap-y-2 border-t py-2">
      <div className="min-w-0 flex-1 basis-72">
        <p className="weight-emphasis wrap-anywhere">
          {index + 1}. {rule.name}
        </p>
        <p className="text-xs wrap-anywhere text-ink-2">
          When {whereWords(rule)}: {doesWords(rule)}.
        </p>
      </div>
      {refusal ? null : (
        <div className="flex gap-1.5">
          {index > 0 ? (
            <Button size="sm" variant="ghost" aria-label={`Ask “${rule.name}” earlier`} onClick={moveUp}>
              Earlier
            </Button>
          ) : null}
          <Button size="sm" aria-label={`Edit “${rule.name}”`} onClick={onEdit}>
            Edit
          </Button>
          <Button size="sm" aria-label={`Remove “${rule.name}”`} onClick={() => change(drafts.toSpliced(index, 1))}>
            Remove
          </Button>
        </div>
      )}
    </div>
  );
}
