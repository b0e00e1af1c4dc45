import type { ReactNode } from "react";

/** One way out: its button, what it does in plain words, and what else helps. */
export function Offer({ action, children }: { action: ReactNode; children: ReactNode }) {
  return (
    <div className="grid content-start justify-items-start gap-1.5 border-b px-4 py-3 last:border-b-0 lg:border-r lg:border-b-0 lg:last:border-r-0">
      {action}
      <div className="grid gap-1.5 text-xs text-ink-2">{children}</div>
    </div>
  );
}
