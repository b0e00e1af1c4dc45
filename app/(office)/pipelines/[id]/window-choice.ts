import { choiceIn, type Parameters } from "@/app/_components/page-parameters";
import type { OutputOf } from "@/lib/contract";

export const WINDOWS = [
  { value: "24h", label: "24 h" },
  { value: "7d", label: "7 d" },
  { value: "30d", label: "30 d" },
] as const;
export type Window = (typeof WINDOWS)[number]["value"];

/** How far the history and the charts look back: as the address says, else as is told. */
export function windowIn(parameters: Parameters, fallback: Window): Window {
  return choiceIn(parameters, "window", [fallback, ...WINDOWS.map(({ value }) => value)]);
}

type Points = OutputOf<"getPipelineSeries">["points"];
const DAY_MS = 86_400_000;

/** A week; of what was measured for less than a day, a day. */
export function windowFor({ points, until }: { points: Points; until: string }): Window {
  const dayAgo = Date.parse(until) - DAY_MS;
  const isOld = points.some(
    ({ at, ...figures }) => Date.parse(at) < dayAgo && Object.values(figures).some((figure) => figure !== null),
  );
  return isOld ? "7d" : "24h";
}
