"use client";

import { useAnswer } from "@/app/_components/api";
import { Checkbox } from "@/app/_components/ui/checkbox";
import { ChoiceList } from "@/app/_components/ui/choice-list";
import { Field, TextInput } from "@/app/_components/ui/field";
import type { SelectorDraft } from "./selector-draft";

type Props = { value: SelectorDraft; error?: string | undefined; onChange: (value: SelectorDraft) => void };

/** Over what a role or a token holds: everything, or accounts, environments, tags and owners. */
export function SelectorPicker({ value, error, onChange }: Props) {
  const set = (changes: Partial<SelectorDraft>) => onChange({ ...value, ...changes });
  return (
    <div className="grid content-start gap-2">
      <ChoiceList
        label="Where"
        value={value.isAll ? "all" : "some"}
        onChange={(choice) => set({ isAll: choice === "all" })}
        choices={[
          { value: "all", label: "Everywhere", help: "All accounts, also those connected later." },
          { value: "some", label: "Only there", help: "Whatever one of the following names, now and later." },
        ]}
      />
      {value.isAll ? null : <Places value={value} set={set} />}
      {error ? <p className="text-xs text-danger">{error}</p> : null}
    </div>
  );
}

function Places({ value, set }: { value: SelectorDraft; set: (changes: Partial<SelectorDraft>) => void }) {
  const accounts = useAnswer("listAccounts", {}).data?.items ?? [];
  const environments = [...new Set(accounts.map((account) => account.environment))].sort();
  return (
    <div className="grid gap-3 pl-6">
      <Boxes
        title="Environments"
        items={environments.map((name) => ({ id: name, label: name }))}
        chosen={value.environments}
        onChange={(chosen) => set({ environments: chosen })}
      />
      <Boxes
        title="Accounts"
        items={accounts.map(({ id, name, environment }) => ({ id, label: `${name} · ${environment}` }))}
        chosen={value.accountIds}
        onChange={(chosen) => set({ accountIds: chosen })}
      />
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="Tags" isOptional help="key=value, several by comma. Queues and resources with one of them.">
          <TextInput
            value={value.tags}
            placeholder="team=orders"
            onChange={(event) => set({ tags: event.target.value })}
          />
        </Field>
        <Field label="Owned by" isOptional help="Teams or people, as under Inventory.">
          <TextInput
            value={value.owners}
            placeholder="checkout"
            onChange={(event) => set({ owners: event.target.value })}
          />
        </Field>
      </div>
    </div>
  );
}

type BoxesProps = {
  title: string;
  items: { id: string; label: string }[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
};

function Boxes({ title, items, chosen, onChange }: BoxesProps) {
  if (items.length === 0) return null;
  return (
    <fieldset>
      <legend className="weight-emphasis mb-1">{title}</legend>
      <div className="grid max-h-44 gap-x-4 gap-y-1 overflow-y-auto sm:grid-cols-2">
        {items.map(({ id, label }) => (
          <Checkbox
            key={id}
            label={label}
            checked={chosen.includes(id)}
            onChange={(event) => onChange(event.target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))}
          />
        ))}
      </div>
    </fieldset>
  );
}
