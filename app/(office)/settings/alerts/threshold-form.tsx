"use client";

import { useState } from "react";
import { Button } from "@/app/_components/ui/button";
import { Checkbox } from "@/app/_components/ui/checkbox";
import { Field, Select, TextInput } from "@/app/_components/ui/field";
import {
  draftOfThreshold,
  LIMITS,
  type Threshold,
  type ThresholdDraft,
  thresholdOf,
  thresholdProblems,
} from "./threshold-draft";

type Props = { line: Threshold | undefined; onDone: (line: Threshold) => void; onCancel: () => void };

const PLACES = [
  ["name", "Queue", "* is any text"],
  ["environment", "Environment", "prd, sat, …"],
  ["account", "Account", "12 digits, or its name"],
  ["region", "Region", ""],
] as const;

/** One line of limits: for which queues, and each limit with a number, off, or not said. */
export function ThresholdForm({ line, onDone, onCancel }: Props) {
  const [draft, setDraft] = useState(() => draftOfThreshold(line));
  const [isTried, setTried] = useState(false);
  const found = thresholdProblems(draft);
  const problems = isTried ? found : {};
  const submit = () => (Object.keys(found).length === 0 ? onDone(thresholdOf(draft, line)) : setTried(true));
  return (
    <div className="grid gap-4 rounded-md border bg-sunken p-4">
      <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
        {PLACES.map(([key, label, help]) => (
          <Field key={key} label={label} isOptional help={help} error={problems[`match.${key}`] ?? problems[key]}>
            <TextInput
              value={draft[key]}
              maxLength={200}
              onChange={({ target }) => setDraft({ ...draft, [key]: target.value })}
            />
          </Field>
        ))}
      </div>
      <Checkbox
        label="Limits are on for these"
        help="off: none of the limits below or of earlier lines counts for them"
        checked={draft.enabled}
        onChange={({ target }) => setDraft({ ...draft, enabled: target.checked })}
      />
      <Limits draft={draft} setDraft={setDraft} problems={problems} />
      <div className="flex flex-wrap gap-2">
        <Button onClick={submit}>{line ? "Use this line" : "Add this line"}</Button>
        <Button variant="ghost" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </div>
  );
}

type LimitsProps = {
  draft: ThresholdDraft;
  setDraft: (draft: ThresholdDraft) => void;
  problems: Readonly<Record<string, string>>;
};

function Limits({ draft, setDraft, problems }: LimitsProps) {
  return (
    <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
      {LIMITS.map(({ key, label, unit }) => (
        <Field
          key={key}
          label={label}
          isOptional
          help={unit === "time" ? "15 min, 4 h, 2 d, or off" : "a number, or off"}
          error={problems[key]}
        >
          <TextInput
            value={draft.limits[key]}
            onChange={({ target }) => setDraft({ ...draft, limits: { ...draft.limits, [key]: target.value } })}
          />
        </Field>
      ))}
      <Field label="Must hold for" isOptional help="10 min: shorter peaks are not told" error={problems.forSeconds}>
        <TextInput value={draft.forTime} onChange={({ target }) => setDraft({ ...draft, forTime: target.value })} />
      </Field>
      <Field label="Tells as" isOptional>
        <Select
          value={draft.severity}
          onChange={({ target: { value } }) =>
            setDraft({ ...draft, severity: value === "page" || value === "notify" ? value : "" })
          }
        >
          <option value="">not said here</option>
          <option value="page">a page</option>
          <option value="notify">a notification</option>
        </Select>
      </Field>
    </div>
  );
}
