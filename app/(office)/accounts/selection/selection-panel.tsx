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
import { matchesIn, textOfMatches } from "./match-lines";
import { SelectionPreview } from "./selection-preview";

const HELP =
  "One line a rule: account=, region=, name=, tag=key or tag=key:value; * is any text. All of a line must match.";

/** Includes and excludes as lines of text, with what they would do before they do it. */
export function SelectionPanel({ selection: first }: { selection: OutputOf<"getSelection"> }) {
  const [include, setInclude] = useState(textOfMatches(first.selection.include));
  const [exclude, setExclude] = useState(textOfMatches(first.selection.exclude));
  const read = { include: matchesIn(include), exclude: matchesIn(exclude) };
  const selection = { include: read.include.matches, exclude: read.exclude.matches };
  const isReadable = read.include.problems.length + read.exclude.problems.length === 0;
  const preview = useCommand("previewSelection");
  const [shown, setShown] = useState<OutputOf<"previewSelection">>();
  const toast = useToast();
  const set = useCommand("setSelection", {
    onDone: () => toast({ text: "The selection holds from the next look on." }),
  });
  const refusal = useRefusal("accounts.manage");
  const problem = preview.problem ?? set.problem;
  const change = (write: (text: string) => void) => (event: { target: { value: string } }) => {
    setShown(undefined);
    write(event.target.value);
  };
  const show = async () => setShown(await preview.runAsync({ selection }));
  return (
    <Panel
      title="Which queues are looked at"
      hint={first.isFromFile ? "as the configuration file says; a change here is drift" : undefined}
    >
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="Only these" isOptional help="Empty: all of them." error={read.include.problems[0]}>
          <TextArea rows={5} className="machine" spellCheck={false} value={include} onChange={change(setInclude)} />
        </Field>
        <Field
          label="But not these"
          isOptional
          help="An exclusion beats every inclusion."
          error={read.exclude.problems[0]}
        >
          <TextArea rows={5} className="machine" spellCheck={false} value={exclude} onChange={change(setExclude)} />
        </Field>
      </div>
      <p className="mt-2 text-xs text-ink-2">{HELP}</p>
      {shown ? <SelectionPreview preview={shown} selection={selection} /> : null}
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
          disabledReason={refusal ?? (shown ? undefined : "Preview it first.")}
          onClick={() => set.run({ selection })}
        >
          Use it
        </Button>
      </div>
    </Panel>
  );
}
