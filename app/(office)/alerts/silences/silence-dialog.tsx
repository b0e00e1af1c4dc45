"use client";

import { useState } from "react";
import { useAnswer, useCommand } from "@/app/_components/api";
import { ProblemNote } from "@/app/_components/problem-note";
import { ChoiceList } from "@/app/_components/ui/choice-list";
import { useNow } from "@/app/_components/ui/clock";
import { ConfirmDialog } from "@/app/_components/ui/confirm-dialog";
import { Field, Select, TextInput } from "@/app/_components/ui/field";
import { useToast } from "@/app/_components/ui/toasts";
import { CONDITIONS } from "@/lib/core/alerts/reason";
import { CONDITION_WORDS } from "../alert-words";
import { localTime } from "../local-time";
import { type SilenceDraft, type SilenceOffer, silenceOf } from "./silence-draft";

type Props = {
  /** What can be chosen instead of filling in what it is about. */
  offers?: readonly SilenceOffer[];
  kind?: SilenceDraft["kind"];
  onClose: () => void;
};
type PartProps = { draft: SilenceDraft; set: (changes: Partial<SilenceDraft>) => void };

const HOUR_MS = 3_600_000;
const LENGTHS = [
  { hours: 1, label: "1 h" },
  { hours: 8, label: "8 h" },
  { hours: 24, label: "a day" },
  { hours: 168, label: "a week" },
];

/** Keeps something silent until an end, for a reason. Alerts are opened and counted all the same. */
export function SilenceDialog({ offers = [], kind = "silence", onClose }: Props) {
  const now = useNow(60);
  const [draft, setDraft] = useState<SilenceDraft>(() => ({
    kind,
    offer: offers[0]?.key ?? "",
    name: "",
    accountId: "",
    condition: "",
    owner: "",
    reason: "",
    from: "",
    until: localTime(now + 8 * HOUR_MS),
  }));
  const [isTried, setTried] = useState(false);
  const set = (changes: Partial<SilenceDraft>) => setDraft((before) => ({ ...before, ...changes }));
  const toast = useToast();
  const create = useCommand("createSilence", {
    onDone: ({ aboutWords }) => {
      toast({ text: `Silent: ${aboutWords}.` });
      onClose();
    },
  });
  const { missing, input } = silenceOf(draft, offers);
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={draft.kind === "maintenance" ? "A maintenance window" : "Tell nobody for a while"}
      confirmLabel={draft.kind === "maintenance" ? "Plan window" : "Silence it"}
      tone="filled"
      isBusy={create.isBusy}
      disabledReason={isTried ? missing : undefined}
      onConfirm={() => (input ? create.run(input) : setTried(true))}
      error={create.problem ? <ProblemNote problem={create.problem} /> : undefined}
    >
      <p>
        Alerts are still opened, shown and counted; only nobody is told of them. What holds at its end is told then.
      </p>
      {offers.length > 0 ? <Offers offers={offers} draft={draft} set={set} /> : null}
      {draft.offer === "" ? <AboutFields draft={draft} set={set} /> : null}
      <Field label="Reason" help="Everybody sees it beside each alert that is kept silent.">
        <TextInput value={draft.reason} maxLength={500} onChange={(event) => set({ reason: event.target.value })} />
      </Field>
      <Times draft={draft} set={set} now={now} />
    </ConfirmDialog>
  );
}

function Offers({ offers, draft, set }: PartProps & { offers: readonly SilenceOffer[] }) {
  return (
    <ChoiceList
      label="What is to be silent"
      value={draft.offer}
      onChange={(offer) => set({ offer })}
      choices={[
        ...offers.map(({ key, label, help }) => ({ value: key, label, help })),
        { value: "", label: "Something else", help: "by queue, account, condition or owner" },
      ]}
    />
  );
}

function AboutFields({ draft, set }: PartProps) {
  const accounts = useAnswer("listAccounts", {}).data?.items ?? [];
  return (
    <fieldset className="grid gap-3 sm:grid-cols-2">
      <legend className="mb-2 text-xs">Everything of which all of this is true</legend>
      <Field label="Queue or rule" isOptional help="* is any text">
        <TextInput
          isMachine
          value={draft.name}
          maxLength={200}
          onChange={(event) => set({ name: event.target.value })}
        />
      </Field>
      <Field label="Owner" isOptional help="* is any text">
        <TextInput value={draft.owner} maxLength={200} onChange={(event) => set({ owner: event.target.value })} />
      </Field>
      <Field label="Account" isOptional>
        <Select value={draft.accountId} onChange={(event) => set({ accountId: event.target.value })}>
          <option value="">any</option>
          {accounts.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Condition" isOptional>
        <Select
          value={draft.condition}
          onChange={(event) => set({ condition: CONDITIONS.find((one) => one === event.target.value) ?? "" })}
        >
          <option value="">any</option>
          {CONDITIONS.map((condition) => (
            <option key={condition} value={condition}>
              {CONDITION_WORDS[condition]}
            </option>
          ))}
        </Select>
      </Field>
    </fieldset>
  );
}

function Times({ draft, set, now }: PartProps & { now: number }) {
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      {draft.kind === "maintenance" ? (
        <Field label="From" isOptional help="now, if left empty">
          <TextInput type="datetime-local" value={draft.from} onChange={(event) => set({ from: event.target.value })} />
        </Field>
      ) : (
        <Field label="For">
          <Select value="" onChange={(event) => set({ until: localTime(now + Number(event.target.value) * HOUR_MS) })}>
            <option value="" disabled>
              choose a length
            </option>
            {LENGTHS.map(({ hours, label }) => (
              <option key={hours} value={hours}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <Field label="Until" help="In the time zone of this device; at most 90 days.">
        <TextInput type="datetime-local" value={draft.until} onChange={(event) => set({ until: event.target.value })} />
      </Field>
    </div>
  );
}
