"use client";

import type { ReactNode } from "react";
import { formatCount, formatPercent, formatPlural } from "../format";
import { Button } from "../ui/button";

/** Above a table: the views left, the sort order in words and the filters right. */
export function TableToolbar({
  children,
  sortedBy,
  filters,
}: {
  children?: ReactNode;
  sortedBy?: string;
  filters?: ReactNode;
}) {
  return (
    <div className="mb-2.5 flex min-h-[30px] flex-wrap items-center gap-x-3 gap-y-2">
      {children}
      <span className="flex-1" />
      {sortedBy ? <span className="text-xs text-ink-3">Sorted by {sortedBy}</span> : null}
      {filters}
    </div>
  );
}

type SelectionProps = {
  selectedCount: number;
  /** How many match the filter in all; offers the second, explicit step. */
  matchCount?: number;
  isAllMatching?: boolean;
  onSelectAllMatching?: () => void;
  onClear: () => void;
  noun?: string;
  children: ReactNode;
};

/** Takes the place of the toolbar while rows are selected. */
export function SelectionBar(props: SelectionProps) {
  const {
    selectedCount,
    matchCount,
    isAllMatching = false,
    onSelectAllMatching,
    onClear,
    noun = "message",
    children,
  } = props;
  const canWiden = !isAllMatching && onSelectAllMatching && matchCount !== undefined && matchCount > selectedCount;
  return (
    <div
      role="toolbar"
      aria-label="Selection"
      className="mb-2.5 flex min-h-[30px] flex-wrap items-center gap-x-3 gap-y-2 rounded-md bg-selected px-3 py-1"
    >
      <span role="status" className="weight-emphasis">
        {isAllMatching
          ? `All ${formatPlural(matchCount, noun)} that match`
          : `${formatPlural(selectedCount, noun)} selected`}
      </span>
      {canWiden ? (
        <Button size="sm" variant="ghost" className="text-accent" onClick={onSelectAllMatching}>
          Select all {formatCount(matchCount)} that match
        </Button>
      ) : null}
      <Button size="sm" variant="ghost" onClick={onClear}>
        Clear
      </Button>
      <span className="flex-1" />
      {children}
    </div>
  );
}

type FooterProps = {
  /** Keys or hints, left. */
  children?: ReactNode;
  /** "884 indexed of about 900 · 98 %", or "10 of 10". */
  count: ReactNode;
};

/** Under a table: counts honestly what is shown, known and estimated. */
export function TableFooter({ children, count }: FooterProps) {
  return (
    <div className="mt-2.5 flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-ink-3">
      <span className="flex items-center gap-2 max-lg:hidden">{children}</span>
      <span className="flex-1" />
      <span>{count}</span>
    </div>
  );
}

/** "884 indexed of about 900 · 98 %"; without an estimate only what is indexed. */
/** What the overlap of two looks says of the whole, beside the counter of SQS. */
export function overlapText(estimate: { count: number; low: number; high: number } | null): string {
  if (estimate === null) return "";
  const { count, low, high } = estimate;
  const range = low === high ? "" : ` (${formatCount(low)} to ${formatCount(high)})`;
  return `By what was met again, about ${formatCount(count)}${range}.`;
}

export function completenessText(indexedCount: number | null, aboutCount: number | null): string {
  if (aboutCount === null) return `${formatCount(indexedCount)} indexed, total unknown`;
  const share = indexedCount === null ? null : aboutCount > 0 ? Math.min(1, indexedCount / aboutCount) : 1;
  return `${formatCount(indexedCount)} indexed of about ${formatCount(aboutCount)} · ${formatPercent(share)}`;
}
