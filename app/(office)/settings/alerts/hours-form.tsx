"use client";

import { useState } from "react";
import type { z } from "zod";
import { Button } from "@/app/_components/ui/button";
import { Checkbox } from "@/app/_components/ui/checkbox";
import { useViewerZone } from "@/app/_components/ui/clock";
import { Field, TextInput } from "@/app/_components/ui/field";
import { staffedHoursSchema } from "@/lib/contract/alert-settings";
import { DAYS } from "./day-words";
import { fieldProblems } from "./field-problems";

type Hours = z.output<typeof staffedHoursSchema>;
type FormProps = { hours: Hours | undefined; onDone: (hours: Hours) => void; onCancel: () => void };
type Shift = Hours["weekly"][number];

/** The hours of one owner, or of everybody. */
export function HoursForm({ hours, onDone, onCancel }: FormProps) {
  const viewerZone = useViewerZone();
  const [draft, setDraft] = useState<Hours>(
    hours ?? {
      zone: viewerZone,
      weekly: [{ days: ["mon", "tue", "wed", "thu", "fri"], from: "09:00", until: "17:00" }],
    },
  );
  const [isTried, setTried] = useState(false);
  const { owner: _, ...rest } = draft;
  const made: Hours = draft.owner?.trim() ? { ...rest, owner: draft.owner.trim() } : rest;
  const found = fieldProblems(staffedHoursSchema, made);
  const problems = isTried ? found : {};
  return (
    <div className="grid gap-4 rounded-md border bg-sunken p-4">
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="Owner" isOptional help="Empty: everybody. * is any text." error={problems.owner}>
          <TextInput
            value={draft.owner ?? ""}
            maxLength={200}
            onChange={({ target }) => setDraft({ ...draft, owner: target.value })}
          />
        </Field>
        <Field label="Time zone" help="for example Europe/Berlin" error={problems.zone}>
          <TextInput value={draft.zone} onChange={({ target }) => setDraft({ ...draft, zone: target.value })} />
        </Field>
      </div>
      <Shifts draft={draft} setDraft={setDraft} problems={problems} />
      {draft.weekly.length === 0 ? <p className="text-xs text-ink-2">Nobody ever is there.</p> : null}
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => (Object.keys(found).length === 0 ? onDone(made) : setTried(true))}>
          {hours ? "Use these hours" : "Add these hours"}
        </Button>
        <Button
          onClick={() =>
            setDraft({ ...draft, weekly: [...draft.weekly, { days: ["sat", "sun"], from: "10:00", until: "14:00" }] })
          }
        >
          One more span
        </Button>
        <Button variant="ghost" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </div>
  );
}

type ShiftsProps = {
  draft: Hours;
  setDraft: (draft: Hours) => void;
  problems: Readonly<Record<string, string>>;
};

function Shifts({ draft, setDraft, problems }: ShiftsProps) {
  return (
    <>
      {draft.weekly.map((shift, index) => (
        <ShiftFields
          // biome-ignore lint/suspicious/noArrayIndexKey: the place in the list is what a shift is
          key={index}
          shift={shift}
          number={index + 1}
          problem={
            problems[`weekly.${index}.days`]
              ? "Choose at least one day."
              : (problems[`weekly.${index}.from`] ?? problems[`weekly.${index}.until`])
          }
          onChange={(next) => setDraft({ ...draft, weekly: draft.weekly.with(index, next) })}
          onRemove={() => setDraft({ ...draft, weekly: draft.weekly.toSpliced(index, 1) })}
        />
      ))}
    </>
  );
}

type ShiftProps = {
  shift: Shift;
  number: number;
  problem: string | undefined;
  onChange: (shift: Shift) => void;
  onRemove: () => void;
};

function ShiftFields({ shift, number, problem, onChange, onRemove }: ShiftProps) {
  const toggle = (day: Shift["days"][number], isOn: boolean) =>
    onChange({ ...shift, days: DAYS.filter((one) => (one === day ? isOn : shift.days.includes(one))) });
  return (
    <fieldset className="grid gap-2">
      <legend className="weight-emphasis mb-1">Span {number}</legend>
      <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
        {DAYS.map((day) => (
          <Checkbox
            key={day}
            label={day}
            checked={shift.days.includes(day)}
            onChange={({ target }) => toggle(day, target.checked)}
          />
        ))}
      </div>
      <div className="flex flex-wrap items-end gap-3">
        <Field label="From" className="w-24">
          <TextInput value={shift.from} onChange={({ target }) => onChange({ ...shift, from: target.value })} />
        </Field>
        <Field label="Until" className="w-24" error={problem}>
          <TextInput value={shift.until} onChange={({ target }) => onChange({ ...shift, until: target.value })} />
        </Field>
        <Button size="sm" variant="ghost" aria-label={`Remove span ${number}`} onClick={onRemove}>
          Remove
        </Button>
      </div>
      <p className="text-xs text-ink-2">An end before its beginning runs over midnight.</p>
    </fieldset>
  );
}
