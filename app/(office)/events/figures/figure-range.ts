import { choiceIn, type Parameters } from "@/app/_components/page-parameters";

export const WINDOWS = [
  { value: "1h", label: "1 h" },
  { value: "24h", label: "24 h" },
  { value: "7d", label: "7 d" },
] as const;
export type Window = (typeof WINDOWS)[number]["value"];

/** How far the charts look back: a day unless the address says otherwise. */
export function windowIn(parameters: Parameters): Window {
  return choiceIn(parameters, "window", ["24h", "1h", "7d"]);
}
