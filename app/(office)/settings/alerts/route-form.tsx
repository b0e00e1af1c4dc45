"use client";

import { useState } from "react";
import { Button } from "@/app/_components/ui/button";
import { Checkbox } from "@/app/_components/ui/checkbox";
import { Field, Select, TextInput } from "@/app/_components/ui/field";
import type { AlertRouteView } from "@/lib/contract/alert-settings";
import { CONDITIONS, SEVERITIES } from "@/lib/core/alerts/reason";
import { TIERS } from "@/lib/core/ownership/ownership";
import { CONDITION_WORDS } from "../../alerts/alert-words";
import { ChannelBoxes } from "./channel-boxes";
import { draftOfRoute, type RouteDraft, routeOf, routeProblems } from "./route-draft";

type Props = {
  route: AlertRouteView | undefined;
  taken: readonly string[];
  channels: readonly string[];
  onDone: (route: AlertRouteView) => void;
  onCancel: () => void;
};
type PartProps = { draft: RouteDraft; set: (changes: Partial<RouteDraft>) => void };

/** One route: what it is about, and who is told. */
export function RouteForm({ route, taken, channels, onDone, onCancel }: Props) {
  const [draft, setDraft] = useState(() => draftOfRoute(route));
  const [isTried, setTried] = useState(false);
  const found = routeProblems(draft, taken);
  const problems = isTried ? found : {};
  const set = (changes: Partial<RouteDraft>) => setDraft((before) => ({ ...before, ...changes }));
  const submit = () => (Object.keys(found).length === 0 ? onDone(routeOf(draft)) : setTried(true));
  return (
    <div className="grid gap-4 rounded-md border bg-sunken p-4">
      <Field label="Name" error={problems.name}>
        <TextInput value={draft.name} maxLength={80} onChange={({ target }) => set({ name: target.value })} />
      </Field>
      <Where draft={draft} set={set} />
      <Conditions draft={draft} set={set} />
      <Who draft={draft} set={set} channels={channels} repeatProblem={problems.repeatMinutes} />
      <div className="flex flex-wrap gap-2">
        <Button onClick={submit}>{route ? "Use this route" : "Add this route"}</Button>
        <Button variant="ghost" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </div>
  );
}

const TEXTS = [
  ["owner", "Owner"],
  ["team", "Team"],
  ["pipeline", "Pipeline"],
  ["account", "Account"],
  ["environment", "Environment"],
] as const;

function Where({ draft, set }: PartProps) {
  return (
    <fieldset>
      <legend className="mb-2 text-xs text-ink-2">Alerts of which all of this is true; * is any text</legend>
      <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {TEXTS.map(([key, label]) => (
          <Field key={key} label={label} isOptional>
            <TextInput value={draft[key]} maxLength={200} onChange={({ target }) => set({ [key]: target.value })} />
          </Field>
        ))}
        {choicesOf(draft, set).map(({ label, value, options, onChange }) => (
          <Field key={label} label={label} isOptional>
            <Select value={value} onChange={({ target }) => onChange(target.value)}>
              {options.map(([key, words]) => (
                <option key={key} value={key}>
                  {words}
                </option>
              ))}
            </Select>
          </Field>
        ))}
      </div>
    </fieldset>
  );
}

interface Choice {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [string, string])[];
  readonly onChange: (value: string) => void;
}

function choicesOf({ tier, production, severityIs, hours }: RouteDraft, set: PartProps["set"]): Choice[] {
  return [
    {
      label: "Tier",
      value: tier,
      options: [["", "any"], ...TIERS.map((one) => [one, one] as const)],
      onChange: (value) => set({ tier: TIERS.find((one) => one === value) ?? "" }),
    },
    {
      label: "Production",
      value: production,
      options: [
        ["", "either"],
        ["yes", "production only"],
        ["no", "all but production"],
      ],
      onChange: (value) => set({ production: value === "yes" || value === "no" ? value : "" }),
    },
    {
      label: "By itself it",
      value: severityIs,
      options: [
        ["", "pages or notifies"],
        ["page", "pages"],
        ["notify", "notifies"],
      ],
      onChange: (value) => set({ severityIs: SEVERITIES.find((one) => one === value) ?? "" }),
    },
    {
      label: "Hours",
      value: hours,
      options: [
        ["", "any"],
        ["staffed", "staffed hours"],
        ["unstaffed", "all other hours"],
      ],
      onChange: (value) => set({ hours: value === "staffed" || value === "unstaffed" ? value : "" }),
    },
  ];
}

function Conditions({ draft, set }: PartProps) {
  return (
    <details open={draft.conditions.length > 0}>
      <summary className="cursor-pointer rounded-xs">
        Conditions{" "}
        <span className="text-ink-3">
          {draft.conditions.length === 0 ? "all" : `${draft.conditions.length} chosen`}
        </span>
      </summary>
      <div className="mt-2 grid gap-1.5 sm:grid-cols-2 lg:grid-cols-3">
        {CONDITIONS.map((condition) => (
          <Checkbox
            key={condition}
            label={CONDITION_WORDS[condition]}
            checked={draft.conditions.includes(condition)}
            onChange={({ target }) =>
              set({
                conditions: CONDITIONS.filter((one) =>
                  one === condition ? target.checked : draft.conditions.includes(one),
                ),
              })
            }
          />
        ))}
      </div>
    </details>
  );
}

type WhoProps = PartProps & { channels: readonly string[]; repeatProblem: string | undefined };

function Who({ draft, set, channels, repeatProblem }: WhoProps) {
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <ChannelBoxes
        label="Who is told"
        channels={channels}
        chosen={draft.channels}
        onChange={(chosen) => set({ channels: chosen })}
      />
      <div className="grid content-start gap-3">
        <Field label="As" help="A page wakes somebody; anything else waits until it is read.">
          <Select
            value={draft.severity}
            onChange={({ target: { value } }) =>
              set({ severity: value === "page" || value === "notify" ? value : "as-is" })
            }
          >
            <option value="as-is">what it deserves by itself</option>
            <option value="page">always a page</option>
            <option value="notify">never a page</option>
          </Select>
        </Field>
        <Field
          label="Again after, minutes"
          isOptional
          help="While nobody answers. Empty: told once."
          error={repeatProblem}
        >
          <TextInput
            inputMode="numeric"
            value={draft.repeat}
            onChange={({ target }) => set({ repeat: target.value })}
          />
        </Field>
      </div>
    </div>
  );
}
