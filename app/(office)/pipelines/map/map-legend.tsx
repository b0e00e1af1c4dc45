import { StateLabel } from "@/app/_components/ui/state-label";
import { HEALTH_STATES } from "@/lib/core/pipelines/health";
import { HEALTH_STATUS, HEALTH_WORD } from "../health-label";
import { lookOf } from "./map-edges";

const EDGES = [
  { word: "delivers", ...lookOf({ kind: "delivers", health: "healthy" }) },
  { word: "fails", ...lookOf({ kind: "delivers", health: "failing" }) },
  { word: "to dead letters", ...lookOf({ kind: "dead-letters", health: "healthy" }) },
  { word: "not seen", ...lookOf({ kind: "delivers", health: "blind" }) },
];

/** What shapes, lines and grounds mean. */
export function MapLegend() {
  return (
    <ul
      aria-label="Legend"
      className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t px-4 py-2 text-xs text-ink-2"
    >
      {HEALTH_STATES.map((state) => (
        <li key={state}>
          <StateLabel status={HEALTH_STATUS[state]} className="font-normal">
            {HEALTH_WORD[state]}
          </StateLabel>
        </li>
      ))}
      {EDGES.map(({ word, stroke, width, dash }) => (
        <li key={word} className="flex items-center gap-1.5">
          <svg width="28" height="6" aria-hidden="true">
            <path d="M0 3h28" stroke={stroke} strokeWidth={width} strokeDasharray={dash} />
          </svg>
          {word}
        </li>
      ))}
      <li className="flex items-center gap-1.5">
        <svg width="18" height="14" aria-hidden="true" className="text-line-control">
          <rect x="4" y="4" width="13" height="9" rx="2" fill="none" stroke="currentColor" />
          <rect x="1" y="1" width="13" height="9" rx="2" fill="var(--surface)" stroke="currentColor" />
        </svg>
        shared
      </li>
      <li className="flex items-center gap-1.5">
        <span aria-hidden="true" className="hatch ring-inset-unknown h-3 w-4 rounded-[2px]" />
        outside or blind
      </li>
    </ul>
  );
}
