"use client";

import { type ReactNode, useState } from "react";
import { Button } from "@/app/_components/ui/button";
import { Checkbox } from "@/app/_components/ui/checkbox";
import { Field, Select, TextInput } from "@/app/_components/ui/field";
import { CAUSE_KINDS } from "@/lib/core/failures/cause-kind";
import { ORIGIN_KINDS } from "@/lib/core/failures/origins/origin";
import { type GroupingRule, SPLIT_PARTS, type SplitPart } from "@/lib/core/failures/rules/rule";
import { originWords } from "../../failures/class-words";
import { draftOf, EMPTY_DRAFT, type RuleDraft, ruleOf } from "./rule-draft";
import { ruleProblems, splitWords } from "./rule-words";

type Props = {
  /** Absent for a new one. */
  rule?: GroupingRule | undefined;
  /** Names that other rules have. */
  taken: readonly string[];
  onDone: (rule: GroupingRule) => void;
  onCancel: () => void;
};
type PartProps = {
  draft: RuleDraft;
  change: (part: Partial<RuleDraft>) => void;
  problems: Readonly<Record<string, string>>;
};

/** One rule: which messages, and what becomes of them. What is wrong is said at its field. */
export function RuleForm({ rule, taken, onDone, onCancel }: Props) {
  const [draft, setDraft] = useState<RuleDraft>(rule ? draftOf(rule) : EMPTY_DRAFT);
  const [isTried, setTried] = useState(false);
  const made = ruleOf(draft, rule);
  const found = taken.includes(made.name)
    ? { ...ruleProblems(made), name: "another rule has this name" }
    : ruleProblems(made);
  const problems = isTried ? found : {};
  const change = (part: Partial<RuleDraft>) => setDraft((before) => ({ ...before, ...part }));
  const finish = () => (Object.keys(found).length === 0 ? onDone(made) : setTried(true));
  return (
    <div className="grid gap-4 rounded-md border bg-sunken p-4">
      <Field label="Name" help="It stands in the reason of each cause it sets." error={problems.name}>
        <TextInput value={draft.name} maxLength={80} onChange={(event) => change({ name: event.target.value })} />
      </Field>
      <Where {...{ draft, change, problems }} />
      <Does {...{ draft, change, problems }} />
      <div className="flex flex-wrap gap-2">
        <Button onClick={finish}>{rule ? "Use this rule" : "Add this rule"}</Button>
        <Button variant="ghost" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </div>
  );
}

function Where({ draft, change, problems }: PartProps) {
  return (
    <Part title="Messages of which all of this is true" problem={problems.where}>
      <Text
        label="Error contains"
        help="* is any text"
        value={draft.errorText}
        error={problems["where.errorText"]}
        onChange={(errorText) => change({ errorText })}
      />
      <Text
        label="Fails at"
        help="name or ARN of what failed, or the queue"
        value={draft.anchor}
        error={problems["where.anchor"]}
        onChange={(anchor) => change({ anchor })}
      />
      <Text
        label="Message type"
        help="* is any text"
        value={draft.messageType}
        error={problems["where.messageType"]}
        onChange={(messageType) => change({ messageType })}
      />
      <Field label="Origin" isOptional>
        <Select
          value={draft.originKind}
          onChange={(event) => change({ originKind: event.target.value as RuleDraft["originKind"] })}
        >
          <option value="">any</option>
          {ORIGIN_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {originWords(kind)}
            </option>
          ))}
        </Select>
      </Field>
      <Cause
        label="Cause so far"
        nothing="any"
        value={draft.whereCause}
        onChange={(whereCause) => change({ whereCause })}
      />
    </Part>
  );
}

function Does({ draft, change, problems }: PartProps) {
  const toggle = (part: SplitPart) =>
    change({
      splitBy: draft.splitBy.includes(part) ? draft.splitBy.filter((one) => one !== part) : [...draft.splitBy, part],
    });
  return (
    <Part title="Become" problem={problems.does}>
      <Cause label="Cause" nothing="as it is" value={draft.cause} onChange={(cause) => change({ cause })} />
      <Text
        label="Grouped as"
        help="one failure for each place, called so"
        value={draft.groupAs}
        error={problems["does.groupAs"]}
        onChange={(groupAs) => change({ groupAs })}
      />
      <Text
        label="In the error, replace"
        help="* is a word"
        value={draft.find}
        error={problems["does.replace.0.find"]}
        onChange={(find) => change({ find })}
      />
      <Text label="by" value={draft.by} error={problems["does.replace.0.by"]} onChange={(by) => change({ by })} />
      <fieldset className="grid content-start gap-1">
        <legend className="weight-emphasis mb-1">Split by</legend>
        {SPLIT_PARTS.map((part) => (
          <Checkbox
            key={part}
            label={splitWords(part)}
            checked={draft.splitBy.includes(part)}
            onChange={() => toggle(part)}
          />
        ))}
        {problems["does.splitBy"] ? <p className="text-xs text-danger">{problems["does.splitBy"]}</p> : null}
      </fieldset>
    </Part>
  );
}

function Part({ title, problem, children }: { title: string; problem: string | undefined; children: ReactNode }) {
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-2 text-xs text-ink-2">{title}</legend>
      <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">{children}</div>
      {problem ? (
        <p role="alert" className="text-xs text-danger">
          {`It ${problem}.`}
        </p>
      ) : null}
    </fieldset>
  );
}

type TextProps = {
  label: string;
  help?: string;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
};

function Text({ label, help, value, error, onChange }: TextProps) {
  return (
    <Field label={label} isOptional help={help} error={error}>
      <TextInput
        isMachine
        spellCheck={false}
        value={value}
        maxLength={200}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}

type CauseProps = {
  label: string;
  nothing: string;
  value: RuleDraft["cause"];
  onChange: (cause: RuleDraft["cause"]) => void;
};

function Cause({ label, nothing, value, onChange }: CauseProps) {
  return (
    <Field label={label} isOptional>
      <Select value={value} onChange={(event) => onChange(event.target.value as RuleDraft["cause"])}>
        <option value="">{nothing}</option>
        {CAUSE_KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {kind.replaceAll("-", " ")}
          </option>
        ))}
      </Select>
    </Field>
  );
}
