import { formatMoney } from "@/app/_components/format";
import type { Plan } from "@/lib/contract/plans";

type Priced = Pick<Plan, "priceUsd" | "priceNote">;

/** The price among the figures of a plan; that nobody can tell it is said, and is not a price of 0. */
export function priceFigure({ priceUsd }: Priced) {
  return {
    label: "Price",
    value: priceUsd === null ? "not known" : formatMoney(priceUsd, { isEstimate: priceUsd > 0 }),
  };
}

/** What the price is made of, or why there is none. */
export function PriceNote({ plan: { priceNote } }: { plan: Priced }) {
  return priceNote ? <p className="mt-2 text-xs text-ink-2">{priceNote}</p> : null;
}
