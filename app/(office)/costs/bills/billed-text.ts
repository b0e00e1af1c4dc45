import { usdText } from "@/app/_components/usd-range";
import type { Bill } from "@/lib/contract/costs";

/** What was billed, in the currency of the bill. */
export function billedText({ usd, currency }: Pick<Bill, "usd" | "currency">): string {
  return currency === "USD" ? usdText(usd) : `${usdText(usd)} (bill in ${currency})`;
}
