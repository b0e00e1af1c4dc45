"use client";

import { ToggleGroup } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "../cn";
import { formatCount } from "../format";
import { SegmentLink } from "./segment-link";

export type Segment = { value: string; label: ReactNode; count?: number | null; href?: string; ariaLabel?: string };

type Props = {
  label: string;
  segments: Segment[];
  value: string;
  onChange?: (value: string) => void;
  size?: "md" | "sm";
  className?: string;
};

export const segmentedFrame =
  "inline-flex max-w-full overflow-x-auto rounded-md border border-line-strong bg-surface [scrollbar-width:none]";
export const segmentedItem =
  "flex flex-none items-center gap-1 border-l px-2.5 whitespace-nowrap text-ink-2 first:border-l-0 hover:bg-hover focus-visible:outline-offset-[-2px] aria-[current=page]:bg-selected aria-[current=page]:text-ink aria-[current=page]:weight-emphasis data-[state=on]:bg-selected data-[state=on]:text-ink data-[state=on]:weight-emphasis data-[state=active]:bg-selected data-[state=active]:text-ink data-[state=active]:weight-emphasis max-sm:h-11";
export const segmentedHeight = { md: "h-7", sm: "h-6 text-xs" } as const;

/** One of a few views. Segments with an href are links (the address holds the state); the others call `onChange`. */
export function Segmented({ label, segments, value, onChange, size = "md", className }: Props) {
  if (segments.every((segment) => segment.href)) {
    return (
      <nav aria-label={label} className={cn(segmentedFrame, className)}>
        {segments.map((segment) => (
          <SegmentLink
            key={segment.value}
            href={segment.href ?? ""}
            isCurrent={segment.value === value}
            className={cn(segmentedItem, segmentedHeight[size])}
          >
            <SegmentText segment={segment} />
          </SegmentLink>
        ))}
      </nav>
    );
  }
  return (
    <ToggleGroup.Root
      type="single"
      value={value}
      onValueChange={(next) => next && onChange?.(next)}
      aria-label={label}
      className={cn(segmentedFrame, className)}
    >
      {segments.map((segment) => (
        <ToggleGroup.Item
          key={segment.value}
          value={segment.value}
          aria-label={segment.ariaLabel}
          className={cn(segmentedItem, segmentedHeight[size])}
        >
          <SegmentText segment={segment} />
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}

function SegmentText({ segment }: { segment: Segment }) {
  return (
    <>
      {segment.label}
      {segment.count === undefined ? null : (
        <span className="font-normal text-ink-3"> {formatCount(segment.count)}</span>
      )}
    </>
  );
}
