"use client";

import { useState } from "react";
import { useCommand } from "@/app/_components/api";
import { formatCount, formatPlural } from "@/app/_components/format";
import { ProblemNote } from "@/app/_components/problem-note";
import { Button } from "@/app/_components/ui/button";
import { Drawer, DrawerFooter, DrawerSection } from "@/app/_components/ui/drawer";
import { Field, TextArea, TextInput } from "@/app/_components/ui/field";
import { StateLabel } from "@/app/_components/ui/state-label";
import type { OutputOf } from "@/lib/contract";
import type { Problem } from "@/lib/contract/problem";
import { aboutWords, limitsWords, type Threshold } from "./threshold-draft";

type Props = { kept: Threshold[]; onDone: (lines: Threshold[]) => void; onClose: () => void };
type Read = OutputOf<"importThresholds">;

const SHOWN = 50;

/** Limits out of a file of one's own. It is read and shown first; nothing changes before the limits are saved. */
export function ThresholdImport({ kept, onDone, onClose }: Props) {
  const [text, setText] = useState("");
  const [read, setRead] = useState<Read>();
  const reading = useCommand("importThresholds", { onDone: setRead });
  const isEmpty = text.trim() === "";
  const take = (content: string) => {
    setText(content);
    setRead(undefined);
  };
  const lines = read?.thresholds ?? [];
  return (
    <Drawer
      isOpen
      onClose={onClose}
      eyebrow="Limits"
      title="Import limits from a file"
      lead="Age limits of queues and their dead-letter queues by environment, as JSON or YAML. Nothing is saved by reading it."
      footer={
        <DrawerFooter
          actions={
            read ? (
              <>
                <Button disabledReason={noneWords(lines)} onClick={() => onDone([...kept, ...lines])}>
                  Add to the {formatCount(kept.length)} there
                </Button>
                <Button variant="filled" disabledReason={noneWords(lines)} onClick={() => onDone(lines)}>
                  Replace them
                </Button>
              </>
            ) : (
              <Button
                variant="filled"
                isBusy={reading.isBusy}
                disabledReason={isEmpty ? "Choose a file or paste its text first." : undefined}
                onClick={() => reading.run({ text })}
              >
                Read it
              </Button>
            )
          }
        />
      }
    >
      <Source text={text} onText={take} error={reading.fieldError("text")} problem={reading.problem} />
      {read ? <WhatWasRead read={read} /> : null}
    </Drawer>
  );
}

type SourceProps = {
  text: string;
  onText: (text: string) => void;
  error: string | undefined;
  problem: Problem | undefined;
};

function Source({ text, onText, error, problem }: SourceProps) {
  return (
    <DrawerSection>
      <div className="grid gap-3">
        <Field label="File">
          <FileInput onText={onText} />
        </Field>
        <Field label="Or its text" error={error}>
          <TextArea
            rows={8}
            className="machine"
            spellCheck={false}
            value={text}
            onChange={({ target }) => onText(target.value)}
          />
        </Field>
        {problem && !error ? <ProblemNote problem={problem} /> : null}
      </div>
    </DrawerSection>
  );
}

function noneWords(lines: readonly Threshold[]): string | undefined {
  return lines.length === 0 ? "No limit was read." : undefined;
}

function FileInput({ onText }: { onText: (text: string) => void }) {
  return (
    <TextInput
      type="file"
      accept=".json,.yaml,.yml,.txt"
      className="h-auto py-1 file:mr-2.5 file:rounded-sm file:border-0 file:bg-sunken file:px-2 file:py-0.5 file:text-ink max-sm:h-auto max-sm:py-2"
      onChange={async ({ target }) => {
        const file = target.files?.[0];
        if (file) onText(await file.text());
      }}
    />
  );
}

function WhatWasRead({ read: { thresholds, warnings, unknownQueues, queueCount } }: { read: Read }) {
  return (
    <>
      {warnings.length > 0 || unknownQueues.length > 0 ? (
        <DrawerSection title="What to know before" hint={formatPlural(warnings.length, "warning")}>
          <ul className="grid gap-1.5">
            {warnings.map((warning) => (
              <li key={warning} className="flex gap-2">
                <StateLabel status="warn" className="flex-none self-start">
                  Check
                </StateLabel>
                <span className="min-w-0 wrap-anywhere">{warning}</span>
              </li>
            ))}
            {unknownQueues.length > 0 ? (
              <li className="wrap-anywhere text-ink-2">
                Named there, and not known here: {unknownQueues.slice(0, SHOWN).join(", ")}
                {unknownQueues.length > SHOWN ? ` and ${formatCount(unknownQueues.length - SHOWN)} more` : ""}.
              </li>
            ) : null}
          </ul>
        </DrawerSection>
      ) : null}
      <DrawerSection title={formatPlural(thresholds.length, "line")} hint={`for ${formatPlural(queueCount, "queue")}`}>
        <ul>
          {thresholds.slice(0, SHOWN).map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list is read once and never changes
            <li key={index} className="border-t py-1.5 first:border-t-0">
              <span className="weight-emphasis wrap-anywhere">{aboutWords(line)}</span>
              <span className="block text-xs wrap-anywhere text-ink-2">{limitsWords(line)}</span>
            </li>
          ))}
        </ul>
        {thresholds.length > SHOWN ? (
          <p className="text-xs text-ink-3">{formatCount(thresholds.length - SHOWN)} more are not shown.</p>
        ) : null}
      </DrawerSection>
    </>
  );
}
