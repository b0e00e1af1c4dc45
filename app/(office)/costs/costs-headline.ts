import { usdRangeText } from "@/app/_components/usd-range";
import type { OutputOf } from "@/lib/contract";
import { monthName } from "./costs-query";

type Costs = OutputOf<"getCosts">;
type Told = Pick<Costs, "month" | "rows"> & { sum: Pick<Costs["sum"], "monthToDate" | "failureTax"> };

/** What the pipelines cost, in a sentence with its number; and what of it failing cost. */
export function costsHeadline({ month, rows, sum }: Told, presentMonth: string): string {
  const when = month === presentMonth ? "this month so far" : `in ${monthName(month)}`;
  if (rows.length === 0) return "No pipeline is known yet.";
  if (!sum.monthToDate) return `What pipelines cost ${when} is not known.`;
  const cost = usdRangeText(sum.monthToDate, { isRough: true });
  return `Pipelines cost ${/^(less|up)/.test(cost) ? "" : "about "}${cost} ${when}; ${taxWords(sum)}.`;
}

function taxWords({ failureTax }: Told["sum"]): string {
  if (!failureTax) return "how much of it is failure tax is not known";
  if (failureTax.high === 0) return "none of it is failure tax";
  return `${usdRangeText(failureTax, { isRough: true })} of it is failure tax`;
}
