import type { Parameters } from "@/app/_components/page-parameters";
import { scopeIn } from "@/app/_components/shell/scope-address";
import type { InputOf } from "@/lib/contract";

const PAGE_SIZE = 100;
export const WITHIN_HOURS = { day: 24, week: 168 } as const;

export function withinIn(parameters: Parameters): keyof typeof WITHIN_HOURS | "all" {
  const within = parameters.get("within");
  return within === "day" || within === "week" ? within : "all";
}

/** The question that the address of the losses asks. */
export function lossesQuery(parameters: Parameters): InputOf<"listLosses"> {
  const within = withinIn(parameters);
  const owner = parameters.get("owner");
  return {
    ...scopeIn(parameters),
    ...(within === "all" ? {} : { withinHours: WITHIN_HOURS[within] }),
    ...(owner ? { owner } : {}),
    limit: PAGE_SIZE,
  };
}
