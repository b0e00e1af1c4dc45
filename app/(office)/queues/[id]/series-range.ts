import { choiceIn, type Parameters } from "@/app/_components/page-parameters";

export const RANGES = [
  { value: "24", label: "24 h" },
  { value: "3", label: "3 h" },
  { value: "168", label: "7 d" },
] as const;

/** How many hours the charts of a queue look back: a day unless the address says otherwise. */
export function hoursIn(parameters: Parameters): number {
  return Number(choiceIn(parameters, "hours", ["24", "3", "168"]));
}
