"use client";

import { Checkbox } from "@/app/_components/ui/checkbox";
import { useViewerZone } from "@/app/_components/ui/clock";
import { Field, Select, TextInput } from "@/app/_components/ui/field";
import { Panel } from "@/app/_components/ui/panel";
import { type AlertSettings, reviewScheduleSchema } from "@/lib/contract/alert-settings";
import { ChannelBoxes } from "./channel-boxes";
import { DAY_WORDS, DAYS } from "./day-words";
import { fieldProblems } from "./field-problems";
import { SaveSection } from "./save-section";
import { type AlertSettingsView, useSection } from "./use-section";

type Props = { view: AlertSettingsView; channels: readonly string[] };

/** When the weekly review is written, and who gets it. */
export function ReviewPanel({ view, channels }: Props) {
  const section = useSection(view, "review");
  const zone = useViewerZone();
  const schedule = section.value;
  const begin = () => section.change(reviewScheduleSchema.parse({ zone }));
  const set = (changes: Partial<NonNullable<typeof schedule>>) =>
    schedule && section.change({ ...schedule, ...changes });
  const problems: Readonly<Record<string, string>> = schedule ? fieldProblems(reviewScheduleSchema, schedule) : {};
  return (
    <Panel title="Weekly review" hint="written by itself, frozen for ever">
      <Checkbox
        label="Write it each week"
        help="off: nothing is written and nothing is sent"
        checked={schedule?.isOn ?? false}
        onChange={({ target }) => (schedule ? set({ isOn: target.checked }) : begin())}
      />
      {schedule ? <ScheduleFields schedule={schedule} set={set} problems={problems} channels={channels} /> : null}
      <SaveSection
        section={section}
        what="schedule"
        disabledReason={Object.keys(problems).length > 0 ? "Mend what is wrong above." : undefined}
      />
    </Panel>
  );
}

type Schedule = NonNullable<AlertSettings["review"]>;
type FieldsProps = {
  schedule: Schedule;
  set: (changes: Partial<Schedule>) => void;
  problems: Readonly<Record<string, string>>;
};

function ScheduleFields({ channels, ...rest }: FieldsProps & { channels: readonly string[] }) {
  const { schedule, set } = rest;
  return (
    <div className="mt-3 grid gap-3 sm:grid-cols-3">
      <When {...rest} />
      <Unit {...rest} />
      <ChannelBoxes
        label="Sent to"
        channels={channels}
        chosen={schedule.channels}
        onChange={(chosen) => set({ channels: chosen })}
      />
    </div>
  );
}

function When({ schedule, set, problems }: FieldsProps) {
  return (
    <>
      <Field label="Day">
        <Select
          value={schedule.day}
          onChange={({ target }) => set({ day: DAYS.find((day) => day === target.value) ?? "mon" })}
        >
          {DAYS.map((day) => (
            <option key={day} value={day}>
              {DAY_WORDS[day]}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="At" help="for example 07:00" error={problems.at}>
        <TextInput value={schedule.at} onChange={({ target }) => set({ at: target.value })} />
      </Field>
      <Field label="Time zone" help="for example Europe/Berlin" error={problems.zone}>
        <TextInput value={schedule.zone} onChange={({ target }) => set({ zone: target.value })} />
      </Field>
    </>
  );
}

function Unit({ schedule, set, problems }: FieldsProps) {
  return (
    <>
      <Field
        label="One message is one"
        help="what its owner calls it, for example order"
        error={problems["unit.one"] && "Give it a word."}
      >
        <TextInput
          value={schedule.unit.one}
          maxLength={40}
          onChange={({ target }) => set({ unit: { ...schedule.unit, one: target.value } })}
        />
      </Field>
      <Field label="Several are" help="for example orders" error={problems["unit.many"] && "Give it a word."}>
        <TextInput
          value={schedule.unit.many}
          maxLength={40}
          onChange={({ target }) => set({ unit: { ...schedule.unit, many: target.value } })}
        />
      </Field>
    </>
  );
}
