import type { ReactElement } from "react";
import type { DotItemDotProps } from "recharts";

/**
 * Draws a reading that has no reading on either side: as a line it would have no length, and a known value would look like
 * a hole. Other readings get no dot.
 */
export function lonelyDot(rows: readonly Record<string, number | null>[], seriesKey: string, colour: string) {
  const isKnown = (index: number) => rows[index]?.[seriesKey] != null;
  return ({ cx, cy, index }: DotItemDotProps): ReactElement => {
    const isLonely = isKnown(index) && !isKnown(index - 1) && !isKnown(index + 1);
    return isLonely ? <circle key={index} cx={cx} cy={cy} r="1.9" fill={colour} /> : <g key={index} />;
  };
}
