import type { Gap } from "./prepare-series";

export type ChangeMark = { at: number; name: string; by?: string };
export type RunMark = { from: number; to: number; label: string };

type Scale = { x: (at: number) => number; top: number; bottom: number };

type GapProps = Scale & {
  gaps: Gap[];
  hatchId: string;
  chartStart: number;
  /** Whether there is room for words beside a band. */
  isRoomy: boolean;
  clock: (at: number) => string;
};

/** About the width of a character of the 11 px labels. */
const CHARACTER_WIDTH = 5.6;

/** Words beside bands run into each other when there are more. */
const MOST_LABELS_BESIDE = 2;

/** Hatched bands where nobody looked, with their times where there is room. */
export function GapBands({ gaps, hatchId, chartStart, isRoomy, x, top, bottom, clock }: GapProps) {
  return (
    <g>
      {gaps.map((gap) => {
        const left = x(gap.from);
        const width = x(gap.to) - left;
        const text = `no data ${clock(gap.from)} to ${clock(gap.to)}`;
        const place = placeLabel(text.length * CHARACTER_WIDTH, left, width, x(chartStart));
        return (
          <g key={gap.from}>
            <rect
              x={left}
              y={top}
              width={width}
              height={bottom - top}
              rx="3"
              fill={`url(#${hatchId})`}
              stroke="var(--unknown-line)"
              strokeDasharray="3 3"
            />
            {width > 6 && (place.anchor === "middle" || (isRoomy && gaps.length <= MOST_LABELS_BESIDE)) ? (
              <text
                x={place.x}
                y={place.anchor === "middle" ? (top + bottom) / 2 + 4 : top + 11}
                textAnchor={place.anchor}
                fontSize="11"
                fill="var(--chart-axis)"
                stroke="var(--surface)"
                strokeWidth="3"
                paintOrder="stroke"
              >
                {text}
              </text>
            ) : null}
          </g>
        );
      })}
    </g>
  );
}

/** Inside the band when it fits, else left of it, else right of it. */
function placeLabel(textWidth: number, left: number, width: number, plotLeft: number) {
  if (width > textWidth + 12) return { x: left + width / 2, anchor: "middle" } as const;
  if (left - plotLeft > textWidth + 8) return { x: left - 6, anchor: "end" } as const;
  return { x: left + width + 6, anchor: "start" } as const;
}

type ChangeProps = Scale & { changes: ChangeMark[]; width: number; clock: (at: number) => string };

/** A dotted line with a triangle, the name, the time and the actor of each change above it. */
export function ChangeMarks({ changes, x, top, bottom, width, clock }: ChangeProps) {
  return (
    <g>
      {changes.map((change) => {
        const at = x(change.at);
        const isLeft = at > width / 2;
        return (
          <g key={`${change.at}-${change.name}`}>
            <path d={`M${at} ${top - 6}V${bottom}`} stroke="var(--ink)" strokeDasharray="2 3" />
            <path d={`M${at - 5} ${top - 15}h10l-5 9Z`} fill="var(--ink)" />
            <text
              x={isLeft ? at - 9 : at + 9}
              y={top - 7}
              textAnchor={isLeft ? "end" : "start"}
              fontSize="11"
              fontWeight="600"
              fill="var(--ink)"
            >
              {change.name} {clock(change.at)}
              {change.by ? (
                <tspan fontWeight="400" fill="var(--chart-axis)">
                  {" "}
                  by {change.by}
                </tspan>
              ) : null}
            </text>
          </g>
        );
      })}
    </g>
  );
}

/** An accent bracket below the axis for each run. */
export function RunMarks({ runs, x, y }: { runs: RunMark[]; x: (at: number) => number; y: number }) {
  return (
    <g>
      {runs.map((run) => (
        <path
          key={`${run.from}-${run.label}`}
          d={`M${x(run.from)} ${y - 5}v5H${Math.max(x(run.to), x(run.from) + 3)}v-5`}
          fill="none"
          stroke="var(--accent)"
          strokeWidth="1.6"
        >
          <title>{run.label}</title>
        </path>
      ))}
    </g>
  );
}
