import type { ReactNode } from "react";
import { cn } from "../cn";
import { vaultShape } from "./vault-shape";

const line = { fill: "none", stroke: "currentColor", strokeLinecap: "round", strokeLinejoin: "round" } as const;

const shapes = {
  chevronDown: <path d="m3.6 5.4 3.4 3.4 3.4-3.4" {...line} strokeWidth="1.5" />,
  chevronRight: <path d="m5.4 3.6 3.4 3.4-3.4 3.4" {...line} strokeWidth="1.5" />,
  search: (
    <>
      <circle cx="6" cy="6" r="4.2" {...line} strokeWidth="1.4" />
      <path d="m9.2 9.2 3 3" {...line} strokeWidth="1.4" />
    </>
  ),
  copy: (
    <>
      <rect x="4.4" y="4.4" width="8" height="8" rx="1.4" {...line} strokeWidth="1.3" />
      <path d="M9.6 2H3.4A1.4 1.4 0 0 0 2 3.4v6.2" {...line} strokeWidth="1.3" />
    </>
  ),
  close: <path d="m3.4 3.4 7.2 7.2m0-7.2-7.2 7.2" {...line} strokeWidth="1.6" />,
  check: <path d="M2 7.4 5.2 10.6 12 3.6" {...line} strokeWidth="1.8" />,
  minus: <path d="M3 7h8" {...line} strokeWidth="1.8" />,
  more: (
    <>
      <circle cx="3" cy="7" r="1.1" fill="currentColor" />
      <circle cx="7" cy="7" r="1.1" fill="currentColor" />
      <circle cx="11" cy="7" r="1.1" fill="currentColor" />
    </>
  ),
  stop: (
    <>
      <circle cx="7" cy="7" r="5.5" {...line} strokeWidth="1.4" />
      <rect x="4.9" y="4.9" width="4.2" height="4.2" rx=".6" fill="currentColor" />
    </>
  ),
  person: (
    <>
      <circle cx="7" cy="4.6" r="2.4" {...line} strokeWidth="1.4" />
      <path d="M2.4 12c.5-2.4 2.3-3.6 4.6-3.6s4.1 1.2 4.6 3.6" {...line} strokeWidth="1.4" />
    </>
  ),
  pulse: <path d="M1.4 7.4h2.4l1.8-4.8 2.8 8.8 1.8-4h2.4" {...line} strokeWidth="1.4" />,
  siren: (
    <path
      d="M3.8 10.2V7.4a3.2 3.2 0 0 1 6.4 0v2.8M2.2 12.2v-2h9.6v2ZM7 1.2v1.2M2.2 3.2l.9.9M11.8 3.2l-.9.9"
      {...line}
      strokeWidth="1.3"
    />
  ),
  lines: <path d="M2 3.4h10M2 7h10M2 10.6h6" {...line} strokeWidth="1.5" />,
  clock: (
    <>
      <circle cx="7" cy="7" r="5.2" {...line} strokeWidth="1.4" />
      <path d="M7 4v3.2l2.2 1.3" {...line} strokeWidth="1.4" />
    </>
  ),
  shield: (
    <path
      d="M7 1.6 2.4 3.4v3.4c0 2.8 1.9 4.7 4.6 5.8 2.7-1.1 4.6-3 4.6-5.8V3.4ZM4.9 7l1.5 1.5 2.8-3"
      {...line}
      strokeWidth="1.3"
    />
  ),
  graph: (
    <>
      <circle cx="3" cy="7" r="1.7" {...line} strokeWidth="1.3" />
      <circle cx="11" cy="3.2" r="1.7" {...line} strokeWidth="1.3" />
      <circle cx="11" cy="10.8" r="1.7" {...line} strokeWidth="1.3" />
      <path d="m4.6 6.3 4.8-2.4M4.6 7.7l4.8 2.4" {...line} strokeWidth="1.3" />
    </>
  ),
  bus: (
    <>
      <path d="M1.6 7h10.8M3.8 7V4.6M7 7v2.4M10.2 7V4.6" {...line} strokeWidth="1.4" />
      <circle cx="3.8" cy="3.2" r="1.4" {...line} strokeWidth="1.3" />
      <circle cx="7" cy="10.8" r="1.4" {...line} strokeWidth="1.3" />
      <circle cx="10.2" cy="3.2" r="1.4" {...line} strokeWidth="1.3" />
    </>
  ),
  pipe: (
    <>
      <rect x="1.4" y="2.2" width="3.6" height="3.6" rx="1" {...line} strokeWidth="1.3" />
      <rect x="9" y="2.2" width="3.6" height="3.6" rx="1" {...line} strokeWidth="1.3" />
      <rect x="9" y="8.6" width="3.6" height="3.6" rx="1" {...line} strokeWidth="1.3" />
      <path d="M5 4h4M7 4v4.6a1.8 1.8 0 0 0 1.8 1.8" {...line} strokeWidth="1.3" />
    </>
  ),
  cost: (
    <>
      <circle cx="7" cy="7" r="5.2" {...line} strokeWidth="1.4" />
      <path
        d="M8.8 5.1c-.4-.6-1-.9-1.8-.9-1 0-1.8.5-1.8 1.4 0 2 3.7.9 3.7 2.9 0 .9-.8 1.4-1.9 1.4-.9 0-1.6-.3-2-1M7 3.2v1M7 9.9v1"
        {...line}
        strokeWidth="1.2"
      />
    </>
  ),
  flag: <path d="M3.2 12.4V1.8M3.2 2.6h7.6l-1.8 2.7 1.8 2.7H3.2" {...line} strokeWidth="1.4" />,
  vault: vaultShape,
  runs: (
    <path
      d="M2.4 5.2A5 5 0 0 1 11.8 6M11.6 8.8A5 5 0 0 1 2.2 8M12 2.6V6H8.6M2 11.4V8h3.4"
      {...line}
      strokeWidth="1.4"
    />
  ),
  approve: (
    <path
      d="M4.6 6.6a2.4 2.4 0 1 1 4.8 0c0 1.2-.9 1.5-.9 2.7h-3c0-1.2-.9-1.5-.9-2.7M2.6 9.3h8.8v1.6H2.6M2.6 12.7h8.8"
      {...line}
      strokeWidth="1.3"
    />
  ),
  audit: <path d="M3.6 2h6.8v10l-1.7-1-1.7 1-1.7-1-1.7 1ZM5.4 5h3.2M5.4 7.6h3.2" {...line} strokeWidth="1.3" />,
  review: (
    <>
      <rect x="2.2" y="1.8" width="9.6" height="10.4" rx="1.4" {...line} strokeWidth="1.3" />
      <path d="M4.8 9.6V7.4M7 9.6V4.8M9.2 9.6V6.4" {...line} strokeWidth="1.3" />
    </>
  ),
  accounts: (
    <>
      <path d="m7 1.6 5.4 2.6L7 6.8 1.6 4.2Z" {...line} strokeWidth="1.3" />
      <path d="M1.6 7 7 9.6 12.4 7M1.6 9.8 7 12.4l5.4-2.6" {...line} strokeWidth="1.3" />
    </>
  ),
  settings: (
    <>
      <path d="M2 4.2h5M10.4 4.2H12M2 9.8h1.6M7 9.8h5" {...line} strokeWidth="1.4" />
      <circle cx="8.8" cy="4.2" r="1.6" {...line} strokeWidth="1.4" />
      <circle cx="5.3" cy="9.8" r="1.6" {...line} strokeWidth="1.4" />
    </>
  ),
  menu: <path d="M2 3.6h10M2 7h10M2 10.4h10" {...line} strokeWidth="1.5" />,
  sun: (
    <>
      <circle cx="7" cy="7" r="2.5" {...line} strokeWidth="1.4" />
      <path
        d="M7 1.2v1.3M7 11.5v1.3M1.2 7h1.3M11.5 7h1.3M2.9 2.9l.9.9M10.2 10.2l.9.9M2.9 11.1l.9-.9M10.2 3.8l.9-.9"
        {...line}
        strokeWidth="1.4"
      />
    </>
  ),
  moon: <path d="M11.6 8.6A5 5 0 1 1 5.4 2.4a4.1 4.1 0 0 0 6.2 6.2Z" {...line} strokeWidth="1.4" />,
  system: (
    <>
      <rect x="1.6" y="2.2" width="10.8" height="7.4" rx="1.3" {...line} strokeWidth="1.4" />
      <path d="M4.8 12h4.4" {...line} strokeWidth="1.4" />
    </>
  ),
  retry: <path d="M11.6 6.2A4.8 4.8 0 1 0 11.4 9M11.9 2.6v3.6H8.3" {...line} strokeWidth="1.4" />,
  download: <path d="M7 1.8v7M4 6l3 3 3-3M2.2 12h9.6" {...line} strokeWidth="1.4" />,
  external: <path d="M6 2.6H2.6v8.8h8.8V8M8.4 2.4h3.2v3.2M11.4 2.6 6.6 7.4" {...line} strokeWidth="1.3" />,
  bell: (
    <path
      d="M3.2 9.8h7.6c-.8-.8-1.1-1.6-1.1-3.3a2.7 2.7 0 0 0-5.4 0c0 1.7-.3 2.5-1.1 3.3ZM5.9 11.7a1.2 1.2 0 0 0 2.2 0"
      {...line}
      strokeWidth="1.3"
    />
  ),
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof shapes;

/** A 14 px line icon for controls and navigation. Decorative: the control carries the name. */
export function Icon({ name, className }: { name: IconName; className?: string }) {
  return (
    <svg viewBox="0 0 14 14" width="14" height="14" aria-hidden="true" className={cn("block flex-none", className)}>
      {shapes[name]}
    </svg>
  );
}
