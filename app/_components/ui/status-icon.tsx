import type { ReactNode } from "react";
import { cn } from "../cn";
import { type Status, statusTone, toneClass } from "./status";
import { vaultShape } from "./vault-shape";

const line = { fill: "none", stroke: "currentColor", strokeLinecap: "round", strokeLinejoin: "round" } as const;

const tickRing = (
  <>
    <circle cx="7" cy="7" r="5.6" {...line} strokeWidth="1.5" />
    <path d="m4.4 7.2 1.8 1.8 3.4-3.8" {...line} strokeWidth="1.6" />
  </>
);
const uTurn = <path d="M4.6 2.2 1.8 5l2.8 2.8M2 5h6.4a3.4 3.4 0 0 1 0 6.8H5" {...line} strokeWidth="1.8" />;
const dashedQuestion = (
  <>
    <circle cx="7" cy="7" r="5.5" {...line} strokeWidth="1.5" strokeDasharray="2.3 2" />
    <path d="M5.5 5.7a1.55 1.55 0 1 1 2.2 1.5c-.5.25-.7.5-.7 1" {...line} strokeWidth="1.2" />
    <circle cx="7" cy="9.8" r=".75" fill="currentColor" />
  </>
);
const ringSlash = (
  <>
    <circle cx="7" cy="7" r="5.4" {...line} strokeWidth="1.4" />
    <path d="m3.3 10.7 7.4-7.4" {...line} strokeWidth="1.4" />
  </>
);
const clock = (
  <>
    <circle cx="7" cy="7" r="5.5" {...line} strokeWidth="1.4" />
    <path d="M7 4v3l2 1.4" {...line} strokeWidth="1.4" />
  </>
);
const octagon = (
  <>
    <path d="M4.4 1.2h5.2l3.2 3.2v5.2l-3.2 3.2H4.4L1.2 9.6V4.4Z" fill="currentColor" />
    <path d="M4.6 7h4.8" {...line} stroke="var(--surface)" strokeWidth="1.8" />
  </>
);
const playTriangle = <path d="M4 2.4 11.4 7 4 11.6Z" fill="currentColor" />;

const shapes: Record<Status, ReactNode> = {
  new: <path d="M7 1.5 12.5 7 7 12.5 1.5 7Z" fill="currentColor" />,
  ongoing: (
    <>
      <circle cx="7" cy="7" r="4.6" {...line} strokeWidth="1.6" />
      <circle cx="7" cy="7" r="1.9" fill="currentColor" />
    </>
  ),
  escalating: <path d="M7 1.8 13 12.2H1Z" fill="currentColor" />,
  regressed: uTurn,
  resolved: tickRing,
  acknowledged: <path d="M2 7.4 5.2 10.6 12 3.6" {...line} strokeWidth="1.8" />,
  snoozed: <path d="M11.6 8.6A5 5 0 1 1 5.4 2.4a4.1 4.1 0 0 0 6.2 6.2Z" {...line} strokeWidth="1.5" />,
  dismissed: ringSlash,
  running: playTriangle,
  paused: <path d="M4.4 2.8v8.4M9.6 2.8v8.4" {...line} strokeWidth="2" />,
  gone: tickRing,
  returned: uTurn,
  unknown: dashedQuestion,
  unproven: dashedQuestion,
  ambiguous: dashedQuestion,
  interrupted: dashedQuestion,
  pass: tickRing,
  warn: (
    <>
      <path d="M7 1.8 13 12.2H1Z" {...line} strokeWidth="1.4" />
      <path d="M7 5.6v3" {...line} strokeWidth="1.5" />
      <circle cx="7" cy="10.4" r=".85" fill="currentColor" />
    </>
  ),
  block: octagon,
  off: <rect x="2" y="2" width="10" height="10" rx="1.6" {...line} strokeWidth="1.4" />,
  index: (
    <>
      <rect x="2" y="2" width="10" height="10" rx="1.6" {...line} strokeWidth="1.4" />
      <path d="M2 7h10v3.6A1.4 1.4 0 0 1 10.6 12H3.4A1.4 1.4 0 0 1 2 10.6Z" fill="currentColor" />
    </>
  ),
  vault: vaultShape,
  backlog: (
    <>
      <path d="M2 3.2h10M2 6h10" {...line} strokeWidth="1.5" />
      <path d="M1.6 8.6h3l.9 1.6h3l.9-1.6h3v3.8H1.6Z" {...line} strokeWidth="1.3" />
    </>
  ),
  blind: (
    <>
      <path d="M1 7s2.2-4 6-4 6 4 6 4-2.2 4-6 4-6-4-6-4Z" {...line} strokeWidth="1.3" />
      <path d="M2.2 12.2 11.8 1.8" {...line} strokeWidth="1.5" />
    </>
  ),
  waiting: clock,
  observing: clock,
  done: tickRing,
  failed: octagon,
  cancelled: ringSlash,
  rejected: <path d="m3.4 3.4 7.2 7.2m0-7.2-7.2 7.2" {...line} strokeWidth="1.6" />,
  skipped: <path d="M2.4 3 7 7l-4.6 4ZM9.6 3v8" {...line} strokeWidth="1.5" />,
  sent: <path d="M2 7h9.4M7.8 3.4 11.4 7l-3.6 3.6" {...line} strokeWidth="1.6" />,
};

type Props = { status: Status; className?: string; isToneless?: boolean };

/** The 14 px shape of a state. Decorative: always put the word beside it, or use StateLabel. */
export function StatusIcon({ status, className, isToneless = false }: Props) {
  return (
    <svg
      viewBox="0 0 14 14"
      width="14"
      height="14"
      aria-hidden="true"
      className={cn("block flex-none", !isToneless && toneClass[statusTone[status]], className)}
    >
      {shapes[status]}
    </svg>
  );
}
