"use client";

import { useState } from "react";
import { formatCount } from "@/app/_components/format";
import { VisibleText } from "@/app/_components/message/visible-text";
import { Button } from "@/app/_components/ui/button";

export interface Change {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}

const FIRST = 40;

/** One row for each place: what stood there, and what will. Drawn as text only. */
export function ChangeList({ label, changes }: { label: string; changes: readonly Change[] }) {
  const [isAll, setAll] = useState(false);
  const shown = isAll ? changes : changes.slice(0, FIRST);
  return (
    <>
      <dl aria-label={label}>
        {shown.map(({ path, before, after }) => (
          <div
            key={`${path} ${before === null} ${after === null}`}
            className="grid grid-cols-[minmax(120px,28%)_minmax(0,1fr)] gap-x-3 border-b px-4 py-[7px] last:border-b-0 max-sm:grid-cols-[minmax(0,1fr)]"
          >
            <dt className="machine leading-5 wrap-anywhere">
              <VisibleText text={path} />
            </dt>
            <dd className="grid gap-0.5">
              <Side word="was" text={before} />
              <Side word="will be" text={after} isNew />
            </dd>
          </div>
        ))}
      </dl>
      {shown.length < changes.length ? (
        <div className="border-t px-4 py-2">
          <Button size="sm" onClick={() => setAll(true)}>
            Show {formatCount(changes.length)}
          </Button>
        </div>
      ) : null}
    </>
  );
}

function Side({ word, text, isNew = false }: { word: string; text: string | null; isNew?: boolean }) {
  return (
    <span className="grid grid-cols-[52px_minmax(0,1fr)] gap-x-2">
      <span className="text-xs leading-5 text-ink-3">{word}</span>
      {text === null ? (
        <span className="text-xs leading-5 text-ink-3">not there</span>
      ) : (
        <span dir="ltr" className="machine leading-5 wrap-anywhere whitespace-pre-wrap [unicode-bidi:isolate]">
          {isNew ? (
            <mark className="rounded-xs bg-accent-soft text-ink">
              <VisibleText text={text} />
            </mark>
          ) : (
            <VisibleText text={text} />
          )}
        </span>
      )}
    </span>
  );
}
