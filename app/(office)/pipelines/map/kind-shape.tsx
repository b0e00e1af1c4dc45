import type { ReactNode } from "react";
import type { PartKind } from "@/lib/core/pipelines/pipeline";

const line = {
  fill: "none",
  stroke: "currentColor",
  strokeWidth: "1.4",
  strokeLinecap: "round",
  strokeLinejoin: "round",
} as const;

const shapes: Readonly<Record<PartKind, ReactNode>> = {
  bus: (
    <>
      <path d="M1.6 7h10.8M3.8 7V4.6M7 7v2.4M10.2 7V4.6" {...line} />
      <circle cx="3.8" cy="3.2" r="1.4" {...line} />
      <circle cx="7" cy="10.8" r="1.4" {...line} />
      <circle cx="10.2" cy="3.2" r="1.4" {...line} />
    </>
  ),
  rule: <path d="M1.8 2.8h10.4L8.4 7.4v4L5.6 12V7.4Z" {...line} />,
  archive: <path d="M1.8 2.6h10.4v3H1.8ZM2.8 5.6v6h8.4v-6M5.6 8h2.8" {...line} />,
  schedule: (
    <>
      <circle cx="7" cy="7" r="5.2" {...line} />
      <path d="M7 4v3.2l2.2 1.3" {...line} />
    </>
  ),
  pipe: <path d="M1.6 4.6h4.2a2 2 0 0 1 2 2v.8a2 2 0 0 0 2 2h2.6M1.6 2.8v3.6M12.4 7.6v3.6" {...line} />,
  topic: (
    <>
      <circle cx="3.4" cy="7" r="1.6" {...line} />
      <path d="M6.6 4.2a4 4 0 0 1 0 5.6M9.2 2.2a6.8 6.8 0 0 1 0 9.6" {...line} />
    </>
  ),
  subscription: <path d="M2 7h7M6.4 4.2 9.2 7l-2.8 2.8M12 3v8" {...line} />,
  queue: <path d="M1.6 4h10.8v6H1.6ZM5.2 4v6M8.8 4v6" {...line} />,
  mapping: <path d="M2 3.4v7.2M4.6 7h7M8.8 4.2 11.6 7 8.8 9.8" {...line} />,
  function: <path d="M3.6 2.2h1.8l4.6 9.6h1.6M6.2 6 3 11.8" {...line} />,
  "state-machine": (
    <>
      <rect x="4.8" y="1.4" width="4.4" height="3" rx="1" {...line} />
      <rect x="1.4" y="9.6" width="4.4" height="3" rx="1" {...line} />
      <rect x="8.2" y="9.6" width="4.4" height="3" rx="1" {...line} />
      <path d="M7 4.4V7M3.6 9.6V7h6.8v2.6" {...line} />
    </>
  ),
  alarm: (
    <path
      d="M3.2 9.8h7.6c-.8-.8-1.1-1.6-1.1-3.3a2.7 2.7 0 0 0-5.4 0c0 1.7-.3 2.5-1.1 3.3ZM5.9 11.7a1.2 1.2 0 0 0 2.2 0"
      {...line}
    />
  ),
  stream: (
    <path d="M1.6 4.4c1.8-1.6 3.6-1.6 5.4 0s3.6 1.6 5.4 0M1.6 9.4c1.8-1.6 3.6-1.6 5.4 0s3.6 1.6 5.4 0" {...line} />
  ),
  outside: <path d="M6 2.6H2.6v8.8h8.8V8M8.4 2.4h3.2v3.2M11.4 2.6 6.6 7.4" {...line} />,
};

/** What kind of thing a part is, 14 px. Decorative: the word stands beside it. */
export function KindShape({ kind, className }: { kind: PartKind; className?: string }) {
  return (
    <svg viewBox="0 0 14 14" width="14" height="14" aria-hidden="true" className={className}>
      {shapes[kind]}
    </svg>
  );
}
