import type { FormulaInput } from "./cost-line";
import type { UnitPrice } from "./prices";

/** A price as an input of a formula, where there is none too. */
export function priceInput(price: UnitPrice | undefined): FormulaInput {
  if (!price) return { name: "price", value: null, unit: "$ per million", source: "not in the price table" };
  return {
    name: "price",
    value: price.usd * 1_000_000,
    unit: "$ per million",
    source: `${price.source}: ${price.title}`,
  };
}
