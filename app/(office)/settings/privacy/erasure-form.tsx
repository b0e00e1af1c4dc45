"use client";

import { useState } from "react";
import { useAnswer, useCommand } from "@/app/_components/api";
import { ProblemNote } from "@/app/_components/problem-note";
import { Button } from "@/app/_components/ui/button";
import { Checkbox } from "@/app/_components/ui/checkbox";
import { Field, Select, TextArea, TextInput } from "@/app/_components/ui/field";
import { Segmented } from "@/app/_components/ui/segmented";
import { type ErasureDraft, missingIn, selectionOf } from "./erasure-draft";
import type { ErasureWish } from "./wish-in";

const WAYS = [
  { value: "field", label: "A value" },
  { value: "messages", label: "Messages" },
  { value: "class", label: "A failure" },
  { value: "account", label: "An account" },
];

/** What to look for. Nothing is erased by it: first comes a preview. */
export function ErasureForm({ wish }: { wish: ErasureWish }) {
  const [draft, setDraft] = useState<ErasureDraft>({
    ...wish,
    in: "body",
    path: "",
    value: "",
    ignoresCase: true,
    looksIntoBodies: true,
  });
  const change = (part: Partial<ErasureDraft>) => setDraft((before) => ({ ...before, ...part }));
  const preview = useCommand("previewErasure", { onDone: () => change({ value: "" }) });
  return (
    <div className="grid gap-3">
      <Segmented
        label="What to erase"
        segments={WAYS}
        value={draft.way}
        onChange={(way) =>
          change({ way: WAYS.find(({ value }) => value === way)?.value as ErasureDraft["way"], ids: "" })
        }
      />
      {draft.way === "field" ? <ByValue {...{ draft, change }} /> : <ById {...{ draft, change }} />}
      <div>
        <Button
          align="start"
          isBusy={preview.isBusy}
          disabledReason={missingIn(draft)}
          onClick={() => preview.run({ selection: selectionOf(draft) })}
        >
          Preview
        </Button>
      </div>
      {preview.problem ? <ProblemNote problem={preview.problem} /> : null}
    </div>
  );
}

type PartProps = { draft: ErasureDraft; change: (part: Partial<ErasureDraft>) => void };

function ByValue({ draft, change }: PartProps) {
  return (
    <>
      <div className="flex flex-wrap gap-3">
        <Field label="In the" className="w-36">
          <Select
            value={draft.in}
            onChange={(event) => change({ in: event.target.value === "attribute" ? "attribute" : "body" })}
          >
            <option value="body">body</option>
            <option value="attribute">attributes</option>
          </Select>
        </Field>
        <Field label="Field" help="for example customer.email" className="min-w-48 flex-1">
          <TextInput
            isMachine
            spellCheck={false}
            maxLength={300}
            value={draft.path}
            onChange={(event) => change({ path: event.target.value })}
          />
        </Field>
        <Field label="Value" help="the whole of it; it is hashed, and kept nowhere" className="min-w-48 flex-1">
          <TextInput
            isMachine
            spellCheck={false}
            autoComplete="off"
            maxLength={2000}
            value={draft.value}
            onChange={(event) => change({ value: event.target.value })}
          />
        </Field>
      </div>
      <Checkbox
        label="Whatever its case"
        checked={draft.ignoresCase}
        onChange={(event) => change({ ignoresCase: event.target.checked })}
      />
      <Checkbox
        label="Look into sealed originals"
        help="slower, and sure: the fields for searching are cut, and masked where a rule says so"
        checked={draft.looksIntoBodies}
        onChange={(event) => change({ looksIntoBodies: event.target.checked })}
      />
    </>
  );
}

function ById({ draft, change }: PartProps) {
  const accounts = useAnswer("listAccounts", {}, { isEnabled: draft.way === "account" });
  if (draft.way === "account")
    return (
      <Field
        label="Account"
        help="all content of it, notes too; of a removed one give its id in the address"
        className="max-w-96"
      >
        <Select value={draft.ids} onChange={(event) => change({ ids: event.target.value })}>
          <option value="">choose one</option>
          {draft.ids !== "" && !accounts.data?.items.some(({ id }) => id === draft.ids) ? (
            <option value={draft.ids}>{draft.ids}</option>
          ) : null}
          {accounts.data?.items.map(({ id, name, awsAccountId }) => (
            <option key={id} value={id}>
              {name} · {awsAccountId}
            </option>
          ))}
        </Select>
      </Field>
    );
  if (draft.way === "class")
    return (
      <Field label="Failure" help="its id, as in its address: fc_…" className="max-w-96">
        <TextInput isMachine value={draft.ids} onChange={(event) => change({ ids: event.target.value.trim() })} />
      </Field>
    );
  return (
    <Field label="Messages" help="their ids, as in their addresses: msg_…, one a line; at most 1,000">
      <TextArea value={draft.ids} onChange={(event) => change({ ids: event.target.value })} />
    </Field>
  );
}
