"use client";

import { useState } from "react";
import { formatCount } from "@/app/_components/format";
import { FilterInput } from "@/app/_components/tables/filter-input";
import { Button } from "@/app/_components/ui/button";
import { Chip } from "@/app/_components/ui/chip";
import { Panel } from "@/app/_components/ui/panel";
import { OrderedList } from "./ordered-list";
import { SaveSection } from "./save-section";
import { aboutWords, limitsWords, type Threshold } from "./threshold-draft";
import { ThresholdForm } from "./threshold-form";
import { ThresholdImport } from "./threshold-import";
import { type AlertSettingsView, useSection } from "./use-section";

const SHOWN = 100;

/** From when a queue is told of by its age, depth or arrivals. Later lines go over earlier ones, limit by limit. */
export function ThresholdsPanel({ view }: { view: AlertSettingsView }) {
  const section = useSection(view, "thresholds");
  const [editing, setEditing] = useState<number>();
  const [find, setFind] = useState("");
  const [isImporting, setImporting] = useState(false);
  const all = section.value;
  const shown = all.map((line, index) => ({ line, index })).filter(({ line }) => isFound(line, find));
  const put = (index: number, line: Threshold) => {
    section.change(index < all.length ? all.with(index, line) : [...all, line]);
    setEditing(undefined);
  };
  const form = (index: number) => (
    <ThresholdForm line={all[index]} onDone={(line) => put(index, line)} onCancel={() => setEditing(undefined)} />
  );
  const isWhole = shown.length === all.length && all.length <= SHOWN;
  return (
    <Panel title="Limits of queues" hint="later lines go over earlier ones, limit by limit">
      {all.length > 8 ? (
        <div className="pb-2">
          <FilterInput label="Find a line" value={find} onChange={setFind} />
        </div>
      ) : null}
      {all.length === 0 && editing === undefined ? (
        <p className="max-w-[72ch] pb-2 text-ink-2">
          <span className="weight-emphasis text-ink">No limits.</span> Queues are judged by their own past. A limit adds
          a hard one, per queue or environment.
        </p>
      ) : null}
      {isWhole ? (
        <OrderedList
          items={all}
          nameOf={aboutWords}
          onChange={section.change}
          editing={editing}
          form={form}
          onEdit={setEditing}
        >
          {(line) => <LineWords line={line} />}
        </OrderedList>
      ) : (
        <ul>
          {shown.slice(0, SHOWN).map(({ line, index }) => (
            <li key={index} className="border-t py-2 first:border-t-0">
              {editing === index ? (
                form(index)
              ) : (
                <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
                  <div className="min-w-0 flex-1 basis-72">
                    <LineWords line={line} />
                  </div>
                  <Button size="sm" aria-label={`Edit ${aboutWords(line)}`} onClick={() => setEditing(index)}>
                    Edit
                  </Button>
                  <Button
                    size="sm"
                    aria-label={`Remove ${aboutWords(line)}`}
                    onClick={() => section.change(all.toSpliced(index, 1))}
                  >
                    Remove
                  </Button>
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
      {shown.length > SHOWN ? (
        <p className="border-t pt-2 text-xs text-ink-3">
          {formatCount(SHOWN)} of {formatCount(shown.length)} lines shown. Find a line by its queue.
        </p>
      ) : null}
      {editing === all.length ? form(all.length) : null}
      <SaveSection
        section={section}
        what="limits"
        disabledReason={editing === undefined ? undefined : "Finish the line that is open."}
      >
        <Button onClick={() => setEditing(all.length)}>Add a line</Button>
        <Button onClick={() => setImporting(true)}>Import a file…</Button>
      </SaveSection>
      {isImporting ? (
        <ThresholdImport
          kept={all}
          onDone={(lines) => {
            section.change(lines);
            setImporting(false);
          }}
          onClose={() => setImporting(false)}
        />
      ) : null}
    </Panel>
  );
}

function isFound(line: Threshold, find: string): boolean {
  return aboutWords(line).toLowerCase().includes(find.toLowerCase());
}

function LineWords({ line }: { line: Threshold }) {
  return (
    <>
      <p className="flex flex-wrap items-center gap-2">
        <span className="weight-emphasis wrap-anywhere">{aboutWords(line)}</span>
        {line.enabled ? null : <Chip tone="unknown">off</Chip>}
      </p>
      <p className="text-xs wrap-anywhere text-ink-2">{limitsWords(line)}</p>
    </>
  );
}
