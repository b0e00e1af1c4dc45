"use client";

import type { ReactNode } from "react";
import { cn } from "../cn";
import { StatusIcon } from "../ui/status-icon";
import { ClockTime, RelativeTime } from "../ui/time";
import type { Live } from "./shell-facts";

/** How fresh the figures are: live, stale, blind, cut off, or waiting for the first reading. */
export function LiveDot({ live }: { live: Live }) {
  if (live.kind === "live") {
    return (
      <Line icon={<StatusIcon status="pass" />} word="Live">
        read <RelativeTime at={live.readAt} suffix=" ago" isPlain />
      </Line>
    );
  }
  if (live.kind === "stale") {
    return (
      <Line icon={<StatusIcon status="warn" />} word="Stale" className="text-warn">
        read <RelativeTime at={live.readAt} suffix=" ago" isPlain />
      </Line>
    );
  }
  if (live.kind === "blind") {
    return (
      <Line icon={<StatusIcon status="blind" />} word="Blind" className="text-unknown">
        since <ClockTime at={live.since} precision="minute" isPlain />
      </Line>
    );
  }
  if (live.kind === "reconnecting") {
    return (
      <Line icon={<StatusIcon status="unknown" />} word="Reconnecting" className="text-unknown">
        {live.readAt ? (
          <>
            read <RelativeTime at={live.readAt} suffix=" ago" isPlain />
          </>
        ) : null}
      </Line>
    );
  }
  return <Line icon={<StatusIcon status="waiting" />} word="Waiting for the first reading" />;
}

type LineProps = { icon: ReactNode; word: string; children?: ReactNode; className?: string };

function Line({ icon, word, children, className }: LineProps) {
  return (
    <span className={cn("flex flex-none items-center gap-2 text-xs whitespace-nowrap text-ink-2", className)}>
      {icon}
      <span>
        {word}
        {children ? <span className="max-lg:hidden"> · {children}</span> : null}
      </span>
    </span>
  );
}
