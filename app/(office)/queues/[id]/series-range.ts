import { choiceIn, type Parameters } from "@/app/_components/page-parameters";

export const RANGES = [
  { value: "3", label: "3 h" },
  { value: "24", label: "24 h" },
  { value: "168", label: "7 d" },
] as const;

/** How many hours the charts of a queue look back: three unless the address says otherwise. */
export function hoursIn(parameters: Parameters): number {
  return Number(choiceIn(parameters, "hours", ["3", "24", "168"]));
}
