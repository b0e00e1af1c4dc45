import { useId } from "react";
import { HatchPattern } from "./hatch-pattern";
import { sparklinePaths } from "./sparkline-paths";

type Props = {
  /** Oldest first; null where nothing was read. */
  values: (number | null)[];
  /** Says what it shows: "messages per hour, last 24 hours". */
  label: string;
  /** For what is off or blind. */
  isGrey?: boolean;
};

const WIDTH = 96;
const HEIGHT = 26;

/** 96 × 26 px, own scale, so always beside the number. */
export function Sparkline({ values, label, isGrey = false }: Props) {
  const patternId = useId();
  const { lines, areas, gaps, end } = sparklinePaths(values, WIDTH);
  const colour = isGrey ? "var(--unknown)" : "var(--chart-1)";
  return (
    <svg
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={label}
      className="block flex-none"
    >
      <HatchPattern id={patternId} />
      {gaps.map((gap) => (
        <rect key={gap.x} x={gap.x} y="2" width={gap.width} height="22" rx="2" fill={`url(#${patternId})`} />
      ))}
      {areas.map((path) => (
        <path key={path} d={path} fill={colour} opacity=".13" />
      ))}
      {lines.map((path) => (
        <path
          key={path}
          d={path}
          fill="none"
          stroke={colour}
          strokeWidth="1.4"
          strokeLinejoin="round"
          strokeLinecap="round"
        />
      ))}
      {end ? <circle cx={end.x} cy={end.y} r="1.9" fill={colour} /> : null}
    </svg>
  );
}
