"use client";

import { formatDuration } from "@/app/_components/format";
import { useNow, useViewerZone } from "@/app/_components/ui/clock";
import { lossTone } from "@/app/_components/ui/loss";
import { toneClass } from "@/app/_components/ui/status";
import { formatMoment } from "@/app/_components/ui/time-format";

/** "loss in 3 h 31 m". Without the retention there is no share of it, so that words stand alone. */
export function FirstLoss({ at }: { at: string }) {
  const now = useNow(30);
  const zone = useViewerZone();
  const leftSeconds = (Date.parse(at) - now) / 1000;
  return (
    <span
      title={`First message deleted ${formatMoment(new Date(at), zone, new Date(now))}`}
      className={toneClass[lossTone(leftSeconds)]}
    >
      {leftSeconds > 0 ? `loss in ${formatDuration(leftSeconds)}` : "being deleted"}
    </span>
  );
}
