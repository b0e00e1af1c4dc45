"use client";

import { useState } from "react";
import { formatCount } from "@/app/_components/format";
import { VisibleText } from "@/app/_components/message/visible-text";
import { type Column, DataTable } from "@/app/_components/tables/data-table";
import { Button } from "@/app/_components/ui/button";
import type { Comparison, Difference } from "@/lib/core/messages/differences";
import { changedPart } from "./changed-part";

type Props = { comparison: Comparison; caption: string; place: "Field" | "Line" };

const FIRST_ROWS = 40;

/** One row for each difference: where, and what stands there in A and in B. */
export function DifferenceTable({ comparison, caption, place }: Props) {
  const [isAll, setAll] = useState(false);
  const { differences, differenceCount } = comparison;
  const rows = isAll ? differences : differences.slice(0, FIRST_ROWS);
  return (
    <>
      <DataTable
        caption={caption}
        columns={[{ key: "place", header: place, width: 240, cell: (row) => <Place path={row.path} /> }, ...SIDES]}
        rows={rows}
        keyOf={(row) => `${row.kind} ${row.path}`}
        phoneRow={(row) => <PhoneDifference difference={row} />}
      />
      {rows.length < differenceCount ? (
        <div className="flex flex-wrap items-center gap-3 border-t px-4 py-2 text-xs text-ink-3">
          {isAll || differences.length <= FIRST_ROWS ? null : (
            <Button size="sm" onClick={() => setAll(true)}>
              Show {formatCount(differences.length)}
            </Button>
          )}
          <span>
            The first {formatCount(rows.length)} of {formatCount(differenceCount)}
          </span>
        </div>
      ) : null}
    </>
  );
}

const SIDES: Column<Difference>[] = [
  { key: "a", header: "A", cell: (row) => <Value difference={row} side="a" /> },
  { key: "b", header: "B", cell: (row) => <Value difference={row} side="b" /> },
];

function Place({ path }: { path: string }) {
  return (
    <span className="machine block py-1.5 leading-5 wrap-anywhere">
      {path === "" ? <span className="font-sans text-ink-3">the whole</span> : <VisibleText text={path} />}
    </span>
  );
}

/** One side, with the part marked that is not as on the other. */
function Value({ difference, side }: { difference: Difference; side: "a" | "b" }) {
  const { text, other } = sidesOf(difference, side);
  if (text === undefined) return <span className="block py-1.5 text-xs leading-5 text-ink-3">not there</span>;
  const { before, changed, after } =
    other === undefined ? { before: "", changed: text, after: "" } : changedPart(text, other);
  return (
    <span dir="ltr" className="machine block py-1.5 leading-5 wrap-anywhere whitespace-pre-wrap [unicode-bidi:isolate]">
      <VisibleText text={before} />
      {changed === "" ? null : (
        <mark className="rounded-xs bg-accent-soft text-ink">
          <VisibleText text={changed} />
        </mark>
      )}
      <VisibleText text={after} />
    </span>
  );
}

function sidesOf(difference: Difference, side: "a" | "b"): { text: string | undefined; other: string | undefined } {
  const a = difference.kind === "only-b" ? undefined : difference.a;
  const b = difference.kind === "only-a" ? undefined : difference.b;
  return side === "a" ? { text: a, other: b } : { text: b, other: a };
}

function PhoneDifference({ difference }: { difference: Difference }) {
  return (
    <>
      <Place path={difference.path} />
      {(["a", "b"] as const).map((side) => (
        <span key={side} className="grid grid-cols-[20px_minmax(0,1fr)]">
          <span className="py-1.5 text-xs leading-5 text-ink-3 uppercase">{side}</span>
          <Value difference={difference} side={side} />
        </span>
      ))}
    </>
  );
}
