"use client";

import { useState } from "react";
import { Button } from "@/app/_components/ui/button";
import { Checkbox } from "@/app/_components/ui/checkbox";
import { Field, Select, TextInput } from "@/app/_components/ui/field";
import { DETECTORS, type MaskingRule } from "@/lib/core/privacy/masking-rule";
import { maskingRulesSchema } from "@/lib/core/privacy/masking-rules";
import { DETECTOR_WORDS } from "./masking-words";

type Props = {
  /** Absent for a new one. */
  rule?: MaskingRule | undefined;
  taken: readonly MaskingRule[];
  onDone: (rule: MaskingRule) => void;
  onCancel: () => void;
};
type Draft = {
  name: string;
  kind: MaskingRule["find"]["kind"];
  value: string;
  where: MaskingRule["where"];
  keepsToken: boolean;
};

const FIND = [
  { kind: "field", label: "a field of the body", help: "customer.email, items[*].iban, *.password" },
  { kind: "pattern", label: "text of a form", help: "# is a digit, @ a letter, ? either, * a run of them: ORD-####" },
  { kind: "detector", label: "a kind of data", help: "Wherever it stands in a text." },
] as const;

/** One masking rule; what is wrong with it is said before it is used. */
export function MaskingRuleForm({ rule, taken, onDone, onCancel }: Props) {
  const [draft, setDraft] = useState<Draft>(() => draftOf(rule));
  const [isTried, setTried] = useState(false);
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const made = ruleOf(draft, rule, taken);
  const read = maskingRulesSchema.safeParse([...taken, made]);
  const problems = isTried && !read.success ? problemsIn(read.error.issues) : {};
  return (
    <div className="grid gap-3 rounded-md border bg-sunken p-4">
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="Name" error={problems.name}>
          <TextInput value={draft.name} maxLength={80} onChange={(event) => change({ name: event.target.value })} />
        </Field>
        <Field label="Masks">
          <Select
            value={draft.kind}
            onChange={(event) => change({ kind: event.target.value as Draft["kind"], value: "" })}
          >
            {FIND.map(({ kind, label }) => (
              <option key={kind} value={kind}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
        <WhichField draft={draft} problem={problems.find} change={change} />
        <WhereField draft={draft} change={change} />
      </div>
      <Checkbox
        label="Leave a token, so that a known value can be looked for"
        help="Equal values get equal tokens. Whoever may read bodies can then test a guess, and read nothing."
        checked={draft.keepsToken}
        onChange={(event) => change({ keepsToken: event.target.checked })}
      />
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => (read.success ? onDone(made) : setTried(true))}>
          {rule ? "Use this rule" : "Add this rule"}
        </Button>
        <Button variant="ghost" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </div>
  );
}

type PartProps = { draft: Draft; change: (part: Partial<Draft>) => void };

function WhichField({ draft, problem, change }: PartProps & { problem: string | undefined }) {
  const chosen = FIND.find(({ kind }) => kind === draft.kind);
  return (
    <Field label="Which" help={chosen?.help} error={problem}>
      {draft.kind === "detector" ? (
        <Select value={draft.value || "email"} onChange={(event) => change({ value: event.target.value })}>
          {DETECTORS.map((detector) => (
            <option key={detector} value={detector}>
              {DETECTOR_WORDS[detector]}
            </option>
          ))}
        </Select>
      ) : (
        <TextInput
          isMachine
          spellCheck={false}
          value={draft.value}
          maxLength={200}
          onChange={(event) => change({ value: event.target.value })}
        />
      )}
    </Field>
  );
}

function WhereField({ draft, change }: PartProps) {
  return (
    <Field label="Where">
      <Select value={draft.where} onChange={(event) => change({ where: event.target.value as MaskingRule["where"] })}>
        <option value="storage">before a copy is kept, and when shown</option>
        <option value="display">only when shown</option>
      </Select>
    </Field>
  );
}

function draftOf(rule: MaskingRule | undefined): Draft {
  if (!rule) return { name: "", kind: "field", value: "", where: "storage", keepsToken: false };
  const { name, find, where, keepsToken } = rule;
  const value = find.kind === "field" ? find.path : find.kind === "pattern" ? find.pattern : find.detector;
  return { name, kind: find.kind, value, where, keepsToken };
}

function ruleOf(draft: Draft, rule: MaskingRule | undefined, taken: readonly MaskingRule[]): MaskingRule {
  const { name, kind, where, keepsToken } = draft;
  const value = draft.value.trim();
  const find: MaskingRule["find"] =
    kind === "field"
      ? { kind, path: value }
      : kind === "pattern"
        ? { kind, pattern: value }
        : { kind, detector: DETECTORS.find((one) => one === value) ?? "email" };
  return { id: rule?.id ?? freeId(name, taken), name: name.trim(), isOn: rule?.isOn ?? true, find, where, keepsToken };
}

/** An id from the name: it names the rule for good, so it is not changed with the name later. */
function freeId(name: string, taken: readonly MaskingRule[]): string {
  const base =
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-+|-+$/g, "")
      .slice(0, 34) || "rule";
  const ids = new Set(taken.map(({ id }) => id));
  for (let number = 1; ; number++) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (!ids.has(id)) return id;
  }
}

function problemsIn(issues: readonly { path: PropertyKey[]; message: string }[]): { name?: string; find?: string } {
  const at = (part: string) => issues.find(({ path }) => path.includes(part))?.message;
  const [name, find] = [at("name"), at("path") ?? at("pattern")];
  return { ...(name && { name }), ...(find && { find }) };
}
