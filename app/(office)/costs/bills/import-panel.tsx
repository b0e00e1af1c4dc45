"use client";

import { type FormEvent, useRef, useState } from "react";
import { useCommand } from "@/app/_components/api";
import { formatPlural } from "@/app/_components/format";
import { useRefusal } from "@/app/_components/me";
import { ProblemNote } from "@/app/_components/problem-note";
import { Button } from "@/app/_components/ui/button";
import { Field, TextInput } from "@/app/_components/ui/field";
import { Panel } from "@/app/_components/ui/panel";
import { StateLabel } from "@/app/_components/ui/state-label";
import type { Bill } from "@/lib/contract/costs";
import { monthName } from "../costs-query";
import { fileFault } from "./bill-file";
import { billedText } from "./billed-text";
import { LeftOut } from "./left-out";

type Draft = { name: string; csv: string; fault: string | undefined };

/** Takes a Cost and Usage Report: it is read here in the browser and sent as it is. */
export function ImportPanel() {
  const [tagKey, setTagKey] = useState("");
  const refusal = useRefusal("costs.manage");
  const { draft, setDraft, done, picker, choose, take } = useImport();
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (refusal || take.isBusy || !draft || draft.fault) return;
    take.run({ name: draft.name.trim(), csv: draft.csv, ...(tagKey.trim() ? { tagKey: tagKey.trim() } : {}) });
  };
  return (
    <Panel title="Import a bill">
      <form onSubmit={send} className="grid gap-3">
        <Field
          label="Cost and Usage Report, CSV"
          help="Up to 1,000,000 characters from here; larger ones with dlo bill import. The same file twice is one bill."
          error={draft?.fault ?? take.fieldError("csv")}
        >
          <FileInput picker={picker} isReadOnly={refusal !== undefined} onChoose={choose} />
        </Field>
        {draft && !draft.fault ? (
          <Name name={draft.name} error={take.fieldError("name")} onChange={(name) => setDraft({ ...draft, name })} />
        ) : null}
        <TagKey tagKey={tagKey} error={take.fieldError("tagKey")} onChange={setTagKey} />
        {take.problem && !take.problem.fields?.length ? <ProblemNote problem={take.problem} /> : null}
        <Button
          type="submit"
          variant="filled"
          align="start"
          className="justify-self-start"
          isBusy={take.isBusy}
          disabledReason={refusal ?? notYet(draft)}
        >
          Import bill
        </Button>
      </form>
      {done ? <Imported bill={done} /> : null}
    </Panel>
  );
}

function useImport() {
  const [draft, setDraft] = useState<Draft>();
  const [done, setDone] = useState<Bill>();
  const picker = useRef<HTMLInputElement>(null);
  const take = useCommand("importBill", {
    onDone: (bill) => {
      setDone(bill);
      setDraft(undefined);
      if (picker.current) picker.current.value = "";
    },
  });
  const choose = async (file: File | undefined) => {
    take.reset();
    setDone(undefined);
    if (!file) return setDraft(undefined);
    const csv = await file.text();
    setDraft({ name: file.name, csv, fault: fileFault({ name: file.name, csv }) });
  };
  return { draft, setDraft, done, picker, choose, take };
}

type TextProps = { error: string | undefined; onChange: (text: string) => void };

function Name({ name, error, onChange }: TextProps & { name: string }) {
  return (
    <Field label="Name" error={error}>
      <TextInput value={name} maxLength={200} onChange={({ target }) => onChange(target.value)} />
    </Field>
  );
}

function TagKey({ tagKey, error, onChange }: TextProps & { tagKey: string }) {
  return (
    <Field
      label="Tag of a pipeline"
      isOptional
      help="The cost allocation tag whose value is the pipeline's name. Without it, lines are matched by resource id."
      error={error}
    >
      <TextInput
        isMachine
        spellCheck={false}
        value={tagKey}
        maxLength={128}
        onChange={({ target }) => onChange(target.value)}
      />
    </Field>
  );
}

function notYet(draft: Draft | undefined): string | undefined {
  if (!draft) return "Choose a file first.";
  if (draft.fault) return "This file cannot be sent.";
  return draft.name.trim() === "" ? "Give it a name." : undefined;
}

type InputProps = {
  picker: React.RefObject<HTMLInputElement | null>;
  isReadOnly: boolean;
  onChoose: (file: File | undefined) => void;
};

function FileInput({ picker, isReadOnly, onChoose }: InputProps) {
  return (
    <TextInput
      ref={picker}
      type="file"
      accept=".csv,text/csv"
      disabled={isReadOnly}
      className="h-auto py-1 file:mr-2.5 file:rounded-sm file:border-0 file:bg-sunken file:px-2 file:py-0.5 file:text-ink max-sm:h-auto max-sm:py-2"
      onChange={({ target }) => onChoose(target.files?.[0])}
    />
  );
}

/** What came of it, and what of the file was not understood. */
function Imported({ bill }: { bill: Bill }) {
  return (
    <div role="status" className="mt-3 rounded-md border border-ok-line bg-ok-soft px-3.5 py-2">
      <StateLabel status="pass">Imported</StateLabel>
      <p>
        {formatPlural(bill.lineCount, "line")} of {monthName(bill.month)}, {billedText(bill)}.
      </p>
      {bill.leftOut.length === 0 ? (
        <p className="text-xs text-ink-2">Every column and line was understood.</p>
      ) : (
        <LeftOut leftOut={bill.leftOut} />
      )}
    </div>
  );
}
