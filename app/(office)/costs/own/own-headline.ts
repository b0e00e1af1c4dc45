import { usdText } from "@/app/_components/usd-range";
import type { OwnCost } from "@/lib/contract/costs";
import { monthName } from "../costs-query";

type Told = Pick<OwnCost, "month" | "monthToDateUsd" | "usdPerMonth">;

/** What this tool's own asking costs, in a sentence; what was not measured is said so. */
export function ownHeadline({ month, monthToDateUsd, usdPerMonth }: Told, presentMonth: string): string {
  const isPresent = month === presentMonth;
  if (monthToDateUsd === null)
    return isPresent
      ? "No call of our own was counted this month."
      : `No call of our own was counted in ${monthName(month)}.`;
  const spent = `Our own calls cost about ${usdText(monthToDateUsd, { isRough: true })}`;
  if (!isPresent) return `${spent} in ${monthName(month)}.`;
  if (usdPerMonth === null) return `${spent} this month so far; the pace is not measured yet.`;
  return `${spent} this month so far, ${usdText(usdPerMonth, { isRough: true })} a month at this pace.`;
}
