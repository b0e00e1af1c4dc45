"use client";

import { type FormEvent, useState } from "react";
import { useCommand } from "@/app/_components/api";
import { useMe } from "@/app/_components/me";
import { ProblemNote } from "@/app/_components/problem-note";
import { Button } from "@/app/_components/ui/button";
import { ChoiceList } from "@/app/_components/ui/choice-list";
import { Field, Select, TextInput } from "@/app/_components/ui/field";
import { Panel } from "@/app/_components/ui/panel";
import type { InputOf, OutputOf } from "@/lib/contract";
import type { Capability } from "@/lib/core/access/capabilities";
import { CapabilityPicker } from "./access/capability-picker";
import { EVERYTHING_DRAFT, selectorFrom } from "./access/selector-draft";
import { SelectorPicker } from "./access/selector-picker";
import { PRESETS, type Preset, presetCapabilities } from "./token-presets";

const LIFETIMES_DAYS = [1, 7, 30, 90, 365];
const EMPTY = {
  name: "",
  preset: "read" as Preset,
  own: ["counts.see"] as Capability[],
  where: EVERYTHING_DRAFT,
  maxMessages: "",
  expiresInDays: 90,
};
type Draft = typeof EMPTY;

/** The form for a new token: at most one's own rights, over a part if wanted, and an end. */
export function NewToken({ onMade }: { onMade: (made: OutputOf<"createToken">) => void }) {
  const me = useMe();
  const [draft, setDraft] = useState(EMPTY);
  const set = (changes: Partial<Draft>) => setDraft((before) => ({ ...before, ...changes }));
  const create = useCommand("createToken", {
    onDone: (made) => {
      setDraft(EMPTY);
      onMade(made);
      window.scrollTo({ top: 0 });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.run(inputFrom(draft, me.capabilities));
  };
  return (
    <Panel title="New token">
      <form onSubmit={submit} noValidate className="grid gap-4">
        <div className="grid items-start gap-3 sm:grid-cols-[minmax(0,1fr)_140px_180px]">
          <Field label="Name" help="What it is for: deploy pipeline." error={create.fieldError("name")}>
            <TextInput value={draft.name} onChange={(event) => set({ name: event.target.value })} />
          </Field>
          <Field label="Ends after" error={create.fieldError("expiresInDays")}>
            <LifetimeSelect days={draft.expiresInDays} onChange={(expiresInDays) => set({ expiresInDays })} />
          </Field>
          <MaxMessagesField value={draft.maxMessages} set={set} error={create.fieldError("maxMessages")} />
        </div>
        <div className="grid gap-4 lg:grid-cols-2">
          <TokenRights draft={draft} set={set} error={create.fieldError("capabilities")} />
          <SelectorPicker
            value={draft.where}
            error={create.fieldError("selector")}
            onChange={(where) => set({ where })}
          />
        </div>
        {create.problem && !create.problem.fields?.length ? <ProblemNote problem={create.problem} /> : null}
        <div>
          <Button type="submit" variant="filled" isBusy={create.isBusy}>
            Make token
          </Button>
        </div>
      </form>
    </Panel>
  );
}

type MaxProps = { value: string; set: (changes: Partial<Draft>) => void; error: string | undefined };

function MaxMessagesField({ value, set, error }: MaxProps) {
  return (
    <Field label="Messages a plan" isOptional help="At most so many." error={error}>
      <TextInput inputMode="numeric" value={value} onChange={(event) => set({ maxMessages: event.target.value })} />
    </Field>
  );
}

type RightsProps = { draft: Draft; set: (changes: Partial<Draft>) => void; error: string | undefined };

function TokenRights({ draft, set, error }: RightsProps) {
  return (
    <div className="grid content-start gap-2">
      <ChoiceList
        label="What it may do"
        value={draft.preset}
        choices={PRESETS}
        onChange={(preset) => set({ preset })}
      />
      {draft.preset === "own" ? (
        <div className="pl-6">
          <CapabilityPicker value={draft.own} onChange={(own) => set({ own })} />
        </div>
      ) : null}
      {error ? <p className="text-xs text-danger">{error}</p> : null}
    </div>
  );
}

function inputFrom(draft: Draft, mine: readonly Capability[]): InputOf<"createToken"> {
  const { name, preset, own, where, maxMessages, expiresInDays } = draft;
  return {
    name,
    expiresInDays,
    capabilities: preset === "own" ? own : presetCapabilities(preset, mine),
    selector: selectorFrom(where),
    ...(maxMessages.trim() ? { maxMessages: Number(maxMessages) } : {}),
  };
}

function LifetimeSelect({ days, onChange }: { days: number; onChange: (days: number) => void }) {
  return (
    <Select value={days} onChange={(event) => onChange(Number(event.target.value))}>
      {LIFETIMES_DAYS.map((lifetime) => (
        <option key={lifetime} value={lifetime}>
          {lifetime === 1 ? "a day" : `${lifetime} days`}
        </option>
      ))}
    </Select>
  );
}
