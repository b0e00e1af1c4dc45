"use client";

import { useState } from "react";
import { useCommand } from "@/app/_components/api";
import { useRefusal } from "@/app/_components/me";
import { ProblemNote } from "@/app/_components/problem-note";
import { Button } from "@/app/_components/ui/button";
import { Field, TextArea } from "@/app/_components/ui/field";
import { Panel } from "@/app/_components/ui/panel";
import { useToast } from "@/app/_components/ui/toasts";
import type { OutputOf } from "@/lib/contract";
import type { Selection } from "@/lib/core/selection/selection";
import { matchesIn, type ReadMatches, textOfMatches } from "./match-lines";
import { SelectionPreview } from "./selection-preview";

const HELP =
  "One line a rule: account=, region=, name=, tag=key or tag=key:value; * is any text. All of a line must match.";

/** Includes and excludes as lines of text, with what they would do before they do it. */
export function SelectionPanel({ selection: first }: { selection: OutputOf<"getSelection"> }) {
  const draft = useDraft(first);
  const { include, exclude } = draft.read;
  return (
    <Panel
      title="Which queues are looked at"
      hint={first.isFromFile ? "as the configuration file says; a change here is drift" : undefined}
    >
      <div className="grid gap-3 sm:grid-cols-2">
        <Lines
          label="Only these"
          help="Empty: all of them."
          text={draft.include}
          read={include}
          onText={draft.setInclude}
        />
        <Lines
          label="But not these"
          help="An exclusion beats every inclusion."
          text={draft.exclude}
          read={exclude}
          onText={draft.setExclude}
        />
      </div>
      <p className="mt-2 text-xs text-ink-2">{HELP}</p>
      <Decide selection={{ include: include.matches, exclude: exclude.matches }} isReadable={draft.isReadable} />
    </Panel>
  );
}

function useDraft(first: OutputOf<"getSelection">) {
  const [include, setInclude] = useState(textOfMatches(first.selection.include));
  const [exclude, setExclude] = useState(textOfMatches(first.selection.exclude));
  const read = { include: matchesIn(include), exclude: matchesIn(exclude) };
  const isReadable = read.include.problems.length + read.exclude.problems.length === 0;
  return { include, exclude, setInclude, setExclude, read, isReadable };
}

type LinesProps = { label: string; help: string; text: string; read: ReadMatches; onText: (text: string) => void };

function Lines({ label, help, text, read, onText }: LinesProps) {
  return (
    <Field label={label} isOptional help={help} error={read.problems[0]}>
      <TextArea
        rows={5}
        className="machine"
        spellCheck={false}
        value={text}
        onChange={(event) => onText(event.target.value)}
      />
    </Field>
  );
}

/** Preview first, then use: what was previewed is what is set. */
function Decide({ selection, isReadable }: { selection: Selection; isReadable: boolean }) {
  const toast = useToast();
  const preview = useCommand("previewSelection");
  const set = useCommand("setSelection", {
    onDone: () => toast({ text: "The selection holds from the next look on." }),
  });
  const [shown, setShown] = useState<{ of: string; preview: OutputOf<"previewSelection"> }>();
  const refusal = useRefusal("accounts.manage", "everything");
  const asked = { selection: { include: [...selection.include], exclude: [...selection.exclude] } };
  const of = JSON.stringify(asked);
  const isPreviewed = shown?.of === of;
  const problem = preview.problem ?? set.problem;
  const show = async () => setShown({ of, preview: await preview.runAsync(asked) });
  return (
    <>
      {shown && isPreviewed ? <SelectionPreview preview={shown.preview} selection={selection} /> : null}
      {problem ? (
        <div className="mt-3">
          <ProblemNote problem={problem} />
        </div>
      ) : null}
      <div className="mt-3 flex flex-wrap items-start gap-2">
        <Button
          isBusy={preview.isBusy}
          align="start"
          disabledReason={isReadable ? undefined : "Put the lines right first."}
          onClick={() => void show().catch(() => undefined)}
        >
          Preview
        </Button>
        <Button
          variant="filled"
          align="start"
          isBusy={set.isBusy}
          disabledReason={refusal ?? (isPreviewed ? undefined : "Preview it first.")}
          onClick={() => set.run(asked)}
        >
          Use it
        </Button>
      </div>
    </>
  );
}
