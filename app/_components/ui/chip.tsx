import type { ReactNode } from "react";
import { cn } from "../cn";

const tones = {
  plain: "bg-sunken text-ink-2 ring-inset-line",
  unknown: "hatch bg-unknown-soft text-ink-2 ring-inset-unknown",
  warn: "bg-warn-soft text-warn ring-inset-warn",
} as const;

type Props = { children: ReactNode; tone?: keyof typeof tones; className?: string };

/** A noun about a thing. Never a button. */
export function Chip({ children, tone = "plain", className }: Props) {
  return (
    <span
      className={cn(
        "inline-flex h-[18px] flex-none items-center rounded-xs px-1.5 text-2xs font-medium whitespace-nowrap",
        tones[tone],
        className,
      )}
    >
      {children}
    </span>
  );
}

/** The cause of a failure class. No hue per cause; only "unknown" looks different, because it is. */
export function CauseChip({ cause, className }: { cause: string; className?: string }) {
  return (
    <Chip tone={cause === "unknown" ? "unknown" : "plain"} className={className}>
      {cause.replaceAll(/[-_]/g, " ")}
    </Chip>
  );
}
