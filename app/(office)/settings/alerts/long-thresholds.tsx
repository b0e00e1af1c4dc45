"use client";

import { useState } from "react";
import { formatCount } from "@/app/_components/format";
import { FilterInput } from "@/app/_components/tables/filter-input";
import { Button } from "@/app/_components/ui/button";
import { aboutWords, limitsWords, type Threshold } from "./threshold-draft";
import { ThresholdForm } from "./threshold-form";
import type { Section } from "./use-section";

const SHOWN = 50;

/** Hundreds of lines, as an import leaves them: found by their queue, each changed or removed in its place. */
export function LongThresholds({ section }: { section: Section<Threshold[]> }) {
  const [editing, setEditing] = useState<number>();
  const [find, setFind] = useState("");
  const all = section.value;
  const found = all
    .map((line, index) => ({ line, index }))
    .filter(({ line }) => aboutWords(line).toLowerCase().includes(find.toLowerCase()));
  return (
    <>
      <FilterInput label="Find a line" value={find} onChange={setFind} />
      <ul className="mt-2">
        {found.slice(0, SHOWN).map(({ line, index }) => (
          <li key={index} className="border-t py-2 first:border-t-0">
            {editing === index ? (
              <ThresholdForm
                line={line}
                onDone={(made) => {
                  section.change(all.with(index, made));
                  setEditing(undefined);
                }}
                onCancel={() => setEditing(undefined)}
              />
            ) : (
              <Line
                line={line}
                onEdit={() => setEditing(index)}
                onRemove={() => section.change(all.toSpliced(index, 1))}
              />
            )}
          </li>
        ))}
      </ul>
      {found.length > SHOWN ? (
        <p className="border-t pt-2 text-xs text-ink-3">
          {formatCount(SHOWN)} of {formatCount(found.length)} lines shown. Find a line by its queue.
        </p>
      ) : null}
    </>
  );
}

function Line({ line, onEdit, onRemove }: { line: Threshold; onEdit: () => void; onRemove: () => void }) {
  const name = aboutWords(line);
  return (
    <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
      <div className="min-w-0 flex-1 basis-72">
        <p className="weight-emphasis wrap-anywhere">{name}</p>
        <p className="text-xs wrap-anywhere text-ink-2">{limitsWords(line)}</p>
      </div>
      <Button size="sm" aria-label={`Edit ${name}`} onClick={onEdit}>
        Edit
      </Button>
      <Button size="sm" aria-label={`Remove ${name}`} onClick={onRemove}>
        Remove
      </Button>
    </div>
  );
}
