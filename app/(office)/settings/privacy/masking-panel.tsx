"use client";

import { useState } from "react";
import { useAnswer } from "@/app/_components/api";
import { useRefusal } from "@/app/_components/me";
import { ProblemNote } from "@/app/_components/problem-note";
import { Button } from "@/app/_components/ui/button";
import { Checkbox } from "@/app/_components/ui/checkbox";
import { Panel } from "@/app/_components/ui/panel";
import { RelativeTime } from "@/app/_components/ui/time";
import type { OutputOf } from "@/lib/contract";
import type { MaskingRule } from "@/lib/core/privacy/masking-rule";
import { RulesSaveBar } from "../rules-save-bar";
import { MaskingRuleForm } from "./masking-rule-form";
import { MaskingTrial } from "./masking-trial";
import { maskingWords } from "./masking-words";
import { type MaskingDrafts, useMaskingRules } from "./use-masking-rules";

/** What is masked in messages, errors and logs, and a place to try it. */
export function MaskingPanel({ first }: { first: OutputOf<"getMaskingRules"> }) {
  const rules = useMaskingRules(first);
  const refusal = useRefusal("privacy.manage");
  const [editing, setEditing] = useState<number>();
  const { drafts, change } = rules;
  const put = (index: number, rule: MaskingRule) => {
    change(index < drafts.length ? drafts.with(index, rule) : [...drafts, rule]);
    setEditing(undefined);
  };
  const form = (index: number, rule?: MaskingRule) => (
    <MaskingRuleForm
      rule={rule}
      taken={drafts.filter((_, other) => other !== index)}
      onDone={(made) => put(index, made)}
      onCancel={() => setEditing(undefined)}
    />
  );
  return (
    <Panel
      title="Masking"
      hint="originals stay sealed: a redrive sends the bytes that came"
      actions={<Changed saved={rules.saved} />}
    >
      <Remask />
      <ol className="grid gap-1">
        {drafts.map((rule, index) => (
          <li key={rule.id}>
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
      {refusal ? null : <MaskingTrial rules={drafts} />}
    </Panel>
  );
}

function Changed({ saved }: { saved: OutputOf<"getMaskingRules"> }) {
  if (!saved.changedAt) return <span>as installed</span>;
  return (
    <span>
      changed by {saved.changedBy ?? "somebody"} <RelativeTime at={saved.changedAt} suffix=" ago" isPlain />
    </span>
  );
}

/** Until older copies follow the rules in force, that is said where the rules are. */
function Remask() {
  const remask = useAnswer("getMaskingRules", {}).data?.remask;
  if (!remask || remask.state === "done") return null;
  const rest = remask.pendingCount === null ? "" : `, ${remask.pendingCount} to go`;
  return (
    <p role="status" className="mb-2 rounded-sm bg-sunken px-3 py-2 text-ink-2">
      Older copies are being masked by these rules: {remask.doneCount} done{rest}. What is shown follows them already.
    </p>
  );
}

type RowProps = {
  rule: MaskingRule;
  rules: MaskingDrafts;
  index: number;
  refusal: string | undefined;
  onEdit: () => void;
};

function RuleRow({ rule, rules, index, refusal, onEdit }: RowProps) {
  const { drafts, change } = rules;
  return (
    <div className="flex flex-wrap items-start gap-x-3 gap-y-2 border-t py-2">
      <div className="min-w-0 flex-1 basis-72">
        <p className="weight-emphasis wrap-anywhere">{rule.name}</p>
        <p className="text-xs wrap-anywhere text-ink-2">{rule.isOn ? maskingWords(rule) : "Off: masks nothing."}</p>
      </div>
      {refusal ? (
        <span className="text-ink-2">{rule.isOn ? "on" : "off"}</span>
      ) : (
        <div className="flex items-center gap-3">
          <Checkbox
            label="On"
            checked={rule.isOn}
            onChange={(event) => change(drafts.with(index, { ...rule, isOn: event.target.checked }))}
          />
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
