"use client";

import type { ReactNode } from "react";
import { cn } from "../cn";
import { Button } from "./button";
import { Icon } from "./icons";
import { StateLabel } from "./state-label";
import { StatusIcon } from "./status-icon";
import { RelativeTime } from "./time";

/** Nothing here. `evidence` says how we know ("418 queues read 4 s ago"), or what is missing and the one way to get it. */
export function EmptyState({
  title,
  evidence,
  action,
}: {
  title: ReactNode;
  evidence?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="grid justify-items-start gap-1 px-4 py-6">
      <p className="weight-emphasis">{title}</p>
      {evidence ? <p className="max-w-[72ch] text-ink-2">{evidence}</p> : null}
      {action ? <div className="mt-2">{action}</div> : null}
    </div>
  );
}

/** Grey bars in the final layout, invisible for the first 300 ms, never moving. */
export function LoadingSkeleton({ rows = 5, label = "Loading" }: { rows?: number; label?: string }) {
  return (
    <div role="status" aria-label={label} className="animate-appear">
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the bars are all alike and never reorder
        <div key={index} className="flex h-(--row) items-center gap-4 border-b px-4 last:border-b-0">
          <Bar className="w-24" />
          <Bar className={index % 3 === 0 ? "w-2/5" : index % 3 === 1 ? "w-1/2" : "w-1/3"} />
          <Bar className="ml-auto w-16" />
        </div>
      ))}
    </div>
  );
}

function Bar({ className }: { className: string }) {
  return <span className={cn("h-2.5 rounded-xs bg-line", className)} />;
}

/** Old data stays on screen; this says how old it is. */
export function StaleNote({ readAt, onRetry, reason }: { readAt: string; onRetry?: () => void; reason?: ReactNode }) {
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-md border border-warn-line bg-warn-soft px-3.5 py-1.5"
    >
      <StateLabel status="warn">
        Read <RelativeTime at={readAt} suffix=" ago" isPlain />
      </StateLabel>
      {reason ? <span className="text-ink-2">{reason}</span> : null}
      {onRetry ? <RetryButton onRetry={onRetry} /> : null}
    </div>
  );
}

type BlindProps = { children: ReactNode; action?: ReactNode; className?: string };

/** What we cannot see: since when, why, the last known value, who can put it right. */
export function BlindRow({ children, action, className }: BlindProps) {
  return (
    <div
      className={cn(
        "hatch flex flex-wrap items-center gap-x-2.5 gap-y-2 rounded-md border border-unknown-line bg-unknown-soft px-3.5 py-2",
        className,
      )}
    >
      <StateLabel status="blind" className="rounded-xs bg-unknown-soft px-1" />
      <span className="min-w-0 flex-1 basis-60 [&>span]:bg-unknown-soft">
        <span className="box-decoration-clone px-1">{children}</span>
      </span>
      {action}
    </div>
  );
}

type ErrorProps = {
  /** What failed: "The runs could not be read." */
  what: ReactNode;
  /** What still works: "Everything else on this page is current." */
  stillWorks?: ReactNode;
  requestId?: string;
  onRetry?: () => void;
};

/** A failed read or write, in the place where its result would be. */
export function ErrorState({ what, stillWorks, requestId, onRetry }: ErrorProps) {
  return (
    <div role="alert" className="grid justify-items-start gap-1 px-4 py-5">
      <p className="weight-emphasis flex items-center gap-1.5 text-danger">
        <StatusIcon status="block" />
        {what}
      </p>
      {stillWorks ? <p className="text-ink-2">{stillWorks}</p> : null}
      <div className="mt-1.5 flex flex-wrap items-center gap-3">
        {onRetry ? <RetryButton onRetry={onRetry} /> : null}
        {requestId ? (
          <span className="text-xs text-ink-3">
            Request <code className="machine text-ink-2">{requestId}</code>
          </span>
        ) : null}
      </div>
    </div>
  );
}

function RetryButton({ onRetry }: { onRetry: () => void }) {
  return (
    <Button size="sm" onClick={onRetry}>
      <Icon name="retry" /> Try again
    </Button>
  );
}
