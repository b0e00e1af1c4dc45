"use client";

import type { ReactNode } from "react";
import { cn } from "../cn";
import { formatDuration } from "../format";
import { useNow, useViewerZone } from "./clock";
import { Fuse } from "./fuse";
import { type Loss, lossShare, lossTone } from "./loss";
import { StateLabel } from "./state-label";
import { type Tone, toneClass } from "./status";
import { formatMoment } from "./time-format";

type Props = { loss: Loss; size?: "row" | "phone" };

/** Time until retention deletes messages that nobody has saved, with a fuse. What is not known is hatched, never full. */
export function LossClock({ loss, size = "row" }: Props) {
  const now = useNow(size === "phone" ? 1 : 30);
  const zone = useViewerZone();
  if (loss.kind === "saved") return <StateLabel status="vault">saved</StateLabel>;
  if (loss.kind === "lost") return <span className="weight-emphasis text-danger">lost</span>;
  if (loss.kind === "nothing-left") return <span className="text-ink-3">nothing left</span>;
  if (loss.kind === "unknown") return <Reading tone="unknown" text="unknown" size={size} />;
  const target = new Date(loss.kind === "deadline" ? loss.at : loss.notBefore);
  const leftSeconds = (target.getTime() - now) / 1000;
  const title = formatMoment(target, zone, new Date(now));
  if (loss.kind === "bound") {
    if (leftSeconds <= 0) return <PastBound by={loss.by ?? null} now={now} size={size} />;
    return (
      <Reading
        tone="unknown"
        text={formatDuration(leftSeconds, { isLowerBound: true })}
        title={`Not before ${title}`}
        size={size}
      />
    );
  }
  const text = leftSeconds > 0 ? formatDuration(leftSeconds) : "being deleted";
  return (
    <Reading
      tone={lossTone(leftSeconds, loss.isWorsening)}
      text={text}
      title={`First message deleted ${title}`}
      share={lossShare(leftSeconds, loss.retentionSeconds)}
      size={size}
    />
  );
}

/** The first loss may have happened; what is left is the time until it must have. */
function PastBound({ by, now, size }: { by: string | null; now: number; size: "row" | "phone" }) {
  const zone = useViewerZone();
  if (by === null) return <Reading tone="danger" text="any time now" size={size} />;
  const leftSeconds = (Date.parse(by) - now) / 1000;
  const title = `A message may be dying now; one does by ${formatMoment(new Date(by), zone, new Date(now))}`;
  const text = leftSeconds > 0 ? `≤ ${formatDuration(leftSeconds)}` : "being deleted";
  return (
    <Reading tone={lossTone(leftSeconds) === "danger" ? "danger" : "warn"} text={text} title={title} size={size} />
  );
}

type ReadingProps = { tone: Tone; text: ReactNode; title?: string; share?: number; size: "row" | "phone" };

function Reading({ tone, text, title, share, size }: ReadingProps) {
  return (
    <span className="block min-w-0" title={title}>
      <span
        className={cn(
          "block whitespace-nowrap",
          toneClass[tone],
          size === "phone" ? "text-[34px] leading-[42px] font-semibold tracking-[-0.03em]" : "weight-emphasis",
        )}
      >
        {text}
      </span>
      <Fuse share={share} tone={tone} size={size} />
    </span>
  );
}
