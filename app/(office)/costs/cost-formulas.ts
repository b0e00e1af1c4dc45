import type { FormulaOf } from "@/app/_components/formula";
import type { PipelineCost } from "@/lib/contract/costs";

export type Sum = PipelineCost["sum"];
type Range = { readonly low: number; readonly high: number };
type Input = FormulaOf["inputs"][number];

/** How the whole month is foreseen. */
export function forecastFormula({ monthToDate, forecastBasis }: Sum): FormulaOf {
  return {
    text: forecastBasis,
    inputs: rangeInputs("month to date", monthToDate, "the lines of the resources, added"),
  };
}

/** How the cost of a million messages follows from that of the month. */
export function perMillionFormula({ monthToDate, messageCount }: Sum): FormulaOf {
  return {
    text: "month to date ÷ messages that came in × 1,000,000",
    inputs: [
      ...rangeInputs("month to date", monthToDate, "the lines of the resources, added"),
      { name: "messages that came in", value: messageCount, unit: "", source: "CloudWatch, at the entry" },
    ],
  };
}

/** How the model compares with what AWS billed. */
export function billFormula(monthToDate: Range | null, billUsd: number | null): FormulaOf {
  return {
    text: "month to date ÷ bill",
    inputs: [
      ...rangeInputs("month to date", monthToDate, "the model, at list price"),
      { name: "bill", value: billUsd, unit: "USD", source: "the imported bill, for the same resources or tag" },
    ],
  };
}

/** The same for all rows together: only those that are on the bill are compared. */
export function billSumFormula({ billUsd }: Sum): FormulaOf {
  const source = "the imported bills, of the rows that they name";
  return {
    text: "month to date of the rows that are on a bill ÷ bill",
    inputs: [{ name: "bill", value: billUsd, unit: "USD", source }],
  };
}

/** Model ÷ bill; null where one of both is missing or the bill is nothing. */
export function modelToBill(monthToDate: Range | null, billUsd: number | null): Range | null {
  if (!monthToDate || !billUsd) return null;
  return { low: monthToDate.low / billUsd, high: monthToDate.high / billUsd };
}

function rangeInputs(name: string, usd: Range | null, source: string): Input[] {
  const unit = "USD";
  if (!usd) return [{ name, value: null, unit, source }];
  if (usd.low === usd.high) return [{ name, value: usd.low, unit, source }];
  return [
    { name: `${name}, low end`, value: usd.low, unit, source },
    { name: `${name}, high end`, value: usd.high, unit, source },
  ];
}
