"use client";

import { useState } from "react";
import { useCommand } from "@/app/_components/api";
import { ProblemNote } from "@/app/_components/problem-note";
import { Button } from "@/app/_components/ui/button";
import { Checkbox } from "@/app/_components/ui/checkbox";
import { Drawer, DrawerFooter, DrawerSection } from "@/app/_components/ui/drawer";
import { Field, Select, TextInput } from "@/app/_components/ui/field";
import { useToast } from "@/app/_components/ui/toasts";
import type { Channel } from "@/lib/contract/channels";
import { CHANNEL_KINDS } from "@/lib/core/alerts/notification";
import {
  type ChannelDraft,
  changedChannelOf,
  channelProblems,
  draftOfChannel,
  emptyChannel,
  newChannelOf,
} from "./channel-draft";
import { CHANNEL_FORMS, type ChannelField } from "./channel-kinds";

type Props = { channel: Channel | undefined; onClose: () => void };

/** A channel, to make or to change. */
export function ChannelDrawer({ channel, onClose }: Props) {
  const [draft, setDraft] = useState<ChannelDraft>(channel ? draftOfChannel(channel) : emptyChannel("webhook"));
  const [isTried, setTried] = useState(false);
  const saving = useSaving(channel, onClose);
  const set = (changes: Partial<ChannelDraft>) => setDraft((before) => ({ ...before, ...changes }));
  const found = channelProblems(draft, channel === undefined);
  const errorOf = (field: string) => saving.fieldError(field) ?? (isTried ? found[field] : undefined);
  const submit = () => (Object.keys(found).length === 0 ? saving.save(draft) : setTried(true));
  return (
    <Drawer
      isOpen
      onClose={onClose}
      eyebrow="Channel"
      title={channel ? channel.name : "A new channel"}
      lead={CHANNEL_FORMS[draft.kind].what}
      footer={
        <DrawerFooter
          actions={
            <>
              <Button onClick={onClose}>Cancel</Button>
              <Button variant="filled" isBusy={saving.isBusy} onClick={submit}>
                {channel ? "Save channel" : "Add channel"}
              </Button>
            </>
          }
        />
      }
    >
      {saving.problem ? (
        <div className="pt-3">
          <ProblemNote problem={saving.problem} />
        </div>
      ) : null}
      <NameAndPlace {...{ draft, set, errorOf }} onKind={channel ? undefined : setDraft} />
      <SecretFields {...{ draft, set, errorOf }} hasSecret={channel?.hasSecret ?? false} />
      {channel ? (
        <DrawerSection title="Use">
          <Checkbox
            label="On"
            help="off: nothing is sent to it; a test can still be sent"
            checked={draft.isOn}
            onChange={({ target }) => set({ isOn: target.checked })}
          />
        </DrawerSection>
      ) : null}
    </Drawer>
  );
}

type PartProps = {
  draft: ChannelDraft;
  set: (changes: Partial<ChannelDraft>) => void;
  errorOf: (field: string) => string | undefined;
};

/** `onKind` is there for a new channel only: a kind is for ever. */
function NameAndPlace({ draft, set, errorOf, onKind }: PartProps & { onKind?: (draft: ChannelDraft) => void }) {
  return (
    <DrawerSection>
      <div className="grid gap-3">
        {onKind ? <KindField draft={draft} onKind={onKind} /> : null}
        <Field label="Name" help="Routes name it so." error={errorOf("name")}>
          <TextInput value={draft.name} maxLength={80} onChange={({ target }) => set({ name: target.value })} />
        </Field>
        {CHANNEL_FORMS[draft.kind].config.map((field) => (
          <OneField
            key={`${draft.kind} ${field.key}`}
            field={field}
            value={draft.config[field.key] ?? ""}
            error={errorOf(`config.${field.key}`)}
            onChange={(text) => set({ config: { ...draft.config, [field.key]: text } })}
          />
        ))}
      </div>
    </DrawerSection>
  );
}

function KindField({ draft, onKind }: { draft: ChannelDraft; onKind: (draft: ChannelDraft) => void }) {
  return (
    <Field label="Kind">
      <Select
        value={draft.kind}
        onChange={({ target }) => {
          const kind = CHANNEL_KINDS.find((one) => one === target.value);
          if (kind) onKind({ ...emptyChannel(kind), name: draft.name });
        }}
      >
        {CHANNEL_KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {CHANNEL_FORMS[kind].label}
          </option>
        ))}
      </Select>
    </Field>
  );
}

function SecretFields({ draft, set, errorOf, hasSecret }: PartProps & { hasSecret: boolean }) {
  return (
    <DrawerSection title="Secret" hint="sealed, and never shown again">
      <div className="grid gap-3">
        {CHANNEL_FORMS[draft.kind].secret.map((field) => (
          <OneField
            key={`${draft.kind} ${field.key}`}
            field={
              hasSecret
                ? { ...field, help: "Leave it empty to keep the one that is there. Another address asks for it again." }
                : field
            }
            value={draft.secret[field.key] ?? ""}
            error={errorOf(`secret.${field.key}`)}
            onChange={(text) => set({ secret: { ...draft.secret, [field.key]: text } })}
            isSecret
          />
        ))}
      </div>
    </DrawerSection>
  );
}

function useSaving(channel: Channel | undefined, onClose: () => void) {
  const toast = useToast();
  const onDone = ({ name }: Channel) => {
    toast({ text: `${name} is saved. Send a test before you rely on it.` });
    onClose();
  };
  const create = useCommand("createChannel", { onDone });
  const update = useCommand("updateChannel", { onDone });
  const used = channel ? update : create;
  return {
    isBusy: used.isBusy,
    problem: used.problem,
    fieldError: used.fieldError,
    save: (draft: ChannelDraft) => {
      if (channel) return update.run(changedChannelOf(draft, channel));
      const made = newChannelOf(draft);
      if (made) create.run(made);
    },
  };
}

type FieldProps = {
  field: ChannelField;
  value: string;
  error: string | undefined;
  onChange: (text: string) => void;
  isSecret?: boolean;
};

function OneField({ field, value, error, onChange, isSecret = false }: FieldProps) {
  return (
    <Field label={field.label} help={field.help} error={error} isOptional={field.isOptional}>
      {field.type === "choice" ? (
        <Select value={value} onChange={({ target }) => onChange(target.value)}>
          {field.choices?.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </Select>
      ) : (
        <TextInput
          isMachine
          spellCheck={false}
          type={isSecret ? "password" : "text"}
          autoComplete={isSecret ? "new-password" : "off"}
          inputMode={field.type === "number" ? "numeric" : undefined}
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}
