"use client";

import type { ReactNode } from "react";
import { cn } from "../cn";
import { formatDuration, UNKNOWN_TEXT } from "../format";
import { useNow, useViewerZone } from "./clock";
import { formatAbsolute, formatClock, formatMoment } from "./time-format";
import { Tooltip } from "./tooltip";

type Props = {
  at: string | null | undefined;
  /** Without the focusable tooltip: inside links, buttons and long lists. The title still tells the absolute time. */
  isPlain?: boolean;
  className?: string;
};

/** How long ago, or how long until: "1 h 13 m". The absolute time, UTC and zone, opens on hover and on focus. */
export function RelativeTime({ at, suffix = "", ...rest }: Props & { suffix?: string }) {
  const now = useNow();
  const seconds = at ? Math.abs(now - Date.parse(at)) / 1000 : undefined;
  return (
    <TimeElement at={at} {...rest}>
      {formatDuration(seconds)}
      {suffix}
    </TimeElement>
  );
}

/** A clock time within one incident, "03:06:41", in the zone of the reader. */
export function ClockTime({ at, precision, ...rest }: Props & { precision?: "second" | "minute" }) {
  const zone = useViewerZone();
  return (
    <TimeElement at={at} {...rest}>
      {at ? formatClock(new Date(at), zone, precision) : UNKNOWN_TEXT}
    </TimeElement>
  );
}

/** A day and a time, "Sat 28 Nov 01:54", in the zone of the reader. */
export function Moment({ at, ...rest }: Props) {
  const zone = useViewerZone();
  const now = useNow(3600);
  return (
    <TimeElement at={at} {...rest}>
      {at ? formatMoment(new Date(at), zone, new Date(now)) : UNKNOWN_TEXT}
    </TimeElement>
  );
}

function TimeElement({ at, isPlain = false, className, children }: Props & { children: ReactNode }) {
  const zone = useViewerZone();
  if (!at) return <span className={cn("text-unknown", className)}>{UNKNOWN_TEXT}</span>;
  const absolute = formatAbsolute(new Date(at), zone);
  const time = (
    <time dateTime={at} title={isPlain ? absolute : undefined} className={cn("whitespace-nowrap", className)}>
      {children}
    </time>
  );
  if (isPlain) return time;
  return (
    <Tooltip text={absolute}>
      <button type="button" className="cursor-default rounded-xs text-left text-inherit [font:inherit]">
        {time}
      </button>
    </Tooltip>
  );
}
