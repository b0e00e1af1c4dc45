"use client";

import { useState } from "react";
import { useCommand } from "@/app/_components/api";
import { formatPlural } from "@/app/_components/format";
import { useRefusal } from "@/app/_components/me";
import { ProblemNote } from "@/app/_components/problem-note";
import { Button } from "@/app/_components/ui/button";
import { Checkbox } from "@/app/_components/ui/checkbox";
import { ConfirmDialog } from "@/app/_components/ui/confirm-dialog";
import { Field, Select, TextInput } from "@/app/_components/ui/field";
import { Icon } from "@/app/_components/ui/icons";
import { Panel } from "@/app/_components/ui/panel";
import { useToast } from "@/app/_components/ui/toasts";
import type { InputOf, OutputOf } from "@/lib/contract";
import { matchesIn, textOf } from "./match-lines";

type Rule = InputOf<"setReading">["rules"][number];
type Draft = { key: number; text: string; mode: Rule["mode"]; autoRescue: boolean };

const MODES: readonly Rule["mode"][] = ["index", "vault", "off"];

/** The opt-in to reading dead letters, rule by rule. Without a rule nothing is read. */
export function ReadingPanel({ reading }: { reading: OutputOf<"getReading"> }) {
  const [drafts, setDrafts] = useState<Draft[]>(reading.rules.map(draftOf));
  const [isAsking, setAsking] = useState(false);
  const refusal = useRefusal("accounts.manage", "everything");
  const rules = rulesFrom(drafts);
  const change = (key: number, part: Partial<Draft>) =>
    setDrafts((before) => before.map((draft) => (draft.key === key ? { ...draft, ...part } : draft)));
  return (
    <Panel
      title="Which dead-letter queues may be read"
      hint={
        reading.isFromFile
          ? "as the configuration file says; a change here is drift"
          : "the last rule that matches wins"
      }
    >
      <p className="max-w-[72ch] text-ink-2">
        Reading receives each message and gives it back: it is hidden for seconds, and its receive count rises. Queues
        that no rule names stay off; their loss bound comes from counters and age alone.
      </p>
      <ul className="mt-3 grid gap-3">
        {drafts.map((draft) => (
          <RuleRow
            key={draft.key}
            draft={draft}
            onChange={(part) => change(draft.key, part)}
            onRemove={() => setDrafts((before) => before.filter(({ key }) => key !== draft.key))}
          />
        ))}
      </ul>
      <div className="mt-3 flex flex-wrap items-start gap-2">
        <Button onClick={() => setDrafts((before) => [...before, newDraft(before)])}>Add a rule</Button>
        <Button
          align="start"
          disabledReason={refusal ?? (rules ? undefined : "Each rule needs one line that says which queues.")}
          onClick={() => setAsking(true)}
        >
          Use these rules…
        </Button>
      </div>
      <AskFirst rules={rules ?? []} isOpen={isAsking} onClose={() => setAsking(false)} />
    </Panel>
  );
}

/** Undefined while one of them says nothing. */
function rulesFrom(drafts: readonly Draft[]): Rule[] | undefined {
  const read = drafts.map((draft) => ({ draft, ...matchesIn(draft.text) }));
  if (read.some(({ matches, problems }) => problems.length > 0 || matches.length !== 1)) return undefined;
  return read.flatMap(({ draft, matches }) =>
    matches.map((match) => ({ match: { ...match }, mode: draft.mode, autoRescue: draft.autoRescue })),
  );
}

function AskFirst({ rules, isOpen, onClose }: { rules: Rule[]; isOpen: boolean; onClose: () => void }) {
  const toast = useToast();
  const set = useCommand("setReading", {
    onDone: ({ indexCount, autoRescueCount }) => {
      onClose();
      toast({
        text: `${formatPlural(indexCount, "dead-letter queue")} may be read, ${autoRescueCount} with auto-rescue.`,
      });
    },
  });
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onClose={onClose}
      title="Read dead-letter queues by these rules?"
      confirmLabel="Use these rules"
      tone="filled"
      isBusy={set.isBusy}
      error={set.problem ? <ProblemNote problem={set.problem} /> : undefined}
      onConfirm={() => set.run({ rules })}
    >
      <p>
        Messages of queues that a rule turns on are received and given back, now and when new ones come. An alarm that
        watches visible messages may clear for seconds. Nothing is deleted, except where a rule says vault.
      </p>
      {rules.some(({ mode }) => mode === "vault") ? (
        <p className="text-warn">
          Vault drains: each message is kept sealed in our database and then deleted from its queue. Alarms on these
          queues go green, and the console can no longer redrive from them. A queue that something stands against is
          indexed instead; its page says why.
        </p>
      ) : null}
      <p>Auto-rescue copies what is unsaved to the vault 24 hours before the first loss.</p>
    </ConfirmDialog>
  );
}

function draftOf(rule: OutputOf<"getReading">["rules"][number], key: number): Draft {
  return { key, text: textOf(rule.match), mode: rule.mode, autoRescue: rule.autoRescue };
}

function newDraft(before: readonly Draft[]): Draft {
  return { key: Math.max(-1, ...before.map(({ key }) => key)) + 1, text: "", mode: "index", autoRescue: false };
}

type RowProps = {
  draft: Draft;
  onChange: (part: Partial<Draft>) => void;
  onRemove: () => void;
};

function RuleRow({ draft, onChange, onRemove }: RowProps) {
  const problem = draft.text.trim() === "" ? undefined : matchesIn(draft.text).problems[0];
  return (
    <li className="grid items-start gap-3 sm:grid-cols-[minmax(0,1fr)_120px_auto_auto]">
      <Field label="Queues" help="account=, region=, name=, tag=key:value" error={problem}>
        <TextInput
          isMachine
          spellCheck={false}
          value={draft.text}
          onChange={(event) => onChange({ text: event.target.value })}
        />
      </Field>
      <Field label="Mode">
        <Select
          value={draft.mode}
          onChange={(event) => onChange({ mode: MODES.find((mode) => mode === event.target.value) ?? "index" })}
        >
          <option value="index">index</option>
          <option value="vault">vault</option>
          <option value="off">off</option>
        </Select>
      </Field>
      <div className="sm:pt-7">
        <Checkbox
          label="Auto-rescue"
          checked={draft.autoRescue}
          onChange={(event) => onChange({ autoRescue: event.target.checked })}
        />
      </div>
      <div className="sm:pt-6">
        <Button variant="ghost" isIconOnly aria-label="Remove this rule" onClick={onRemove}>
          <Icon name="close" />
        </Button>
      </div>
    </li>
  );
}
