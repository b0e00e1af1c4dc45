"use client";

import { useId } from "react";
import { chartClock, zoneOffsetMs } from "@/app/_components/charts/chart-clock";
import { HatchPattern } from "@/app/_components/charts/hatch-pattern";
import { timeTicks } from "@/app/_components/charts/prepare-series";
import { useElementWidth } from "@/app/_components/charts/use-element-width";
import { formatDuration } from "@/app/_components/format";
import { useViewerZone } from "@/app/_components/ui/clock";
import { StatusIcon } from "@/app/_components/ui/status-icon";
import type { OutputOf } from "@/lib/contract";
import type { HealthState } from "@/lib/core/pipelines/health";
import { HEALTH_STATUS, HEALTH_WORD } from "../health-label";
import { type Stretch, stretchesOf } from "./history-spans";

const BAR = { top: 8, height: 26, axis: 24 };
const TICK_WIDTH = 110;
/** The narrowest stretch that has room for its shape, and for its word. */
const ROOM = { shape: 22, word: 84 };

const GROUND: Readonly<Record<HealthState, { fill: string; line: string }>> = {
  failing: { fill: "var(--warn-soft)", line: "var(--warn)" },
  stalled: { fill: "var(--warn-soft)", line: "var(--warn)" },
  degraded: { fill: "var(--warn-soft)", line: "var(--warn-line)" },
  blind: { fill: "", line: "var(--unknown-line)" },
  healthy: { fill: "var(--ok-soft)", line: "var(--ok-line)" },
};

/** The states one after the other; hatched where nobody could see or judge. */
export function HistoryBar({ history }: { history: OutputOf<"getPipelineHistory"> }) {
  const [frame, width] = useElementWidth<HTMLDivElement>();
  const hatchId = useId();
  const zone = useViewerZone();
  const stretches = stretchesOf(history);
  const [from, to] = [Date.parse(history.from), Date.parse(history.until)];
  const x = (at: number) => ((at - from) / (to - from)) * width;
  const { tickText } = chartClock(zone, to, to - from, 3_600_000);
  const ticks = timeTicks(from, to, Math.max(2, Math.floor(width / TICK_WIDTH)), zoneOffsetMs(from, zone));
  const height = BAR.top + BAR.height + BAR.axis;
  return (
    <div ref={frame} className="mx-4 h-[58px] text-2xs">
      {width > 0 ? (
        <svg width={width} height={height} role="img" aria-label={spoken(stretches)}>
          <HatchPattern id={hatchId} />
          {stretches.map((stretch) => (
            <StretchMark key={stretch.from} stretch={stretch} x={x} hatchId={hatchId} />
          ))}
          {ticks.map((at) => (
            <text
              key={at}
              x={x(at)}
              y={height - 8}
              fontSize="11"
              fill="var(--chart-axis)"
              textAnchor={anchorAt(x(at), width)}
            >
              {tickText(at)}
            </text>
          ))}
        </svg>
      ) : null}
    </div>
  );
}

type MarkProps = { stretch: Stretch; x: (at: number) => number; hatchId: string };

function StretchMark({ stretch: { state, from, to, reason }, x, hatchId }: MarkProps) {
  const left = x(from);
  const width = Math.max(2, x(to) - left - 1);
  const isUnseen = state === null || state === "blind";
  const ground = state ? GROUND[state] : GROUND.blind;
  const word = state ? HEALTH_WORD[state] : "Not judged";
  return (
    <g>
      <title>{`${word} for ${formatDuration((to - from) / 1000)}${reason ? `: ${reason}` : ""}`}</title>
      <rect
        x={left}
        y={BAR.top}
        width={width}
        height={BAR.height}
        rx="3"
        fill={isUnseen ? `url(#${hatchId})` : ground.fill}
      />
      <rect x={left} y={BAR.top + BAR.height - 4} width={width} height="4" rx="1.5" fill={ground.line} />
      {width > ROOM.shape && state ? (
        <g transform={`translate(${left + 4} ${BAR.top + 4})`}>
          <StatusIcon status={HEALTH_STATUS[state]} />
        </g>
      ) : null}
      {width > ROOM.word ? (
        <text x={left + (state ? 22 : 6)} y={BAR.top + 15} fontSize="11" fill="var(--ink)">
          {word}
        </text>
      ) : null}
    </g>
  );
}

function anchorAt(at: number, width: number): "start" | "middle" | "end" {
  if (at < 30) return "start";
  return at > width - 30 ? "end" : "middle";
}

function spoken(stretches: readonly Stretch[]): string {
  const sums = Map.groupBy(stretches, ({ state }) => state);
  const words = [...sums].map(([state, all]) => {
    const seconds = all.reduce((sum, { from, to }) => sum + (to - from) / 1000, 0);
    return `${state ? HEALTH_WORD[state].toLowerCase() : "not judged"} ${formatDuration(seconds)}`;
  });
  return `Health over time: ${words.join(", ")}`;
}
