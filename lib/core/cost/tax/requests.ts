import type { FormulaInput, UsdRange } from "../cost-line";
import { input } from "../formulas/meter";
import { requestsKey } from "../formulas/queue";
import { noPriceWords, type PriceBook, tieredUsd } from "../price-table";
import type { TaxedPart, TaxShare } from "./tax";

/** So many requests to a queue in money, with the numbers they follow from. */
export function requestsShare(
  { part }: Pick<TaxedPart, "part">,
  prices: PriceBook,
  requests: UsdRange,
  words: { readonly text: string; readonly inputs: readonly FormulaInput[]; readonly note?: string },
): TaxShare {
  const key = requestsKey(part);
  const price = prices.find(key, part.region);
  const isNothing = requests.high === 0;
  const usd = price && { low: tieredUsd(requests.low, price), high: tieredUsd(requests.high, price) };
  const source = price?.source === "yours" ? "your price" : `price list, seen in ${price?.seenOn}`;
  return {
    usd: isNothing ? { low: 0, high: 0 } : (usd ?? null),
    note: isNothing || price ? (words.note ?? null) : noPriceWords(key, part.region),
    formula: {
      text: words.text,
      inputs: [
        ...words.inputs,
        input("requests, at least", requests.low, "worked out: ten messages in a call"),
        input("requests, at most", requests.high, "worked out: one message in a call"),
        price
          ? input(`price in ${part.region}`, price.tiers[0]?.usd ?? null, source, `USD ${price.unit}`)
          : input(`price in ${part.region}`, null, noPriceWords(key, part.region), "USD"),
      ],
    },
  };
}
