import { sumRanges } from "../cost-sums";
import type { TaxRule } from "./tax";

/** All that a dead-letter queue costs: without failures there would be nothing to ask it for. */
export const deadLettersTax: TaxRule = ({ part, role, lines }) => {
  if (part.kind !== "queue" || role !== "dead-letter") return null;
  const unknown = lines.find(({ usd }) => usd === null);
  return {
    usd: unknown ? null : sumRanges(lines.map(({ usd }) => usd)),
    note: unknown?.note ?? null,
    formula: {
      text: "requests to the dead-letter queue × price, our own among them. Moving a failed message there costs nothing",
      inputs: lines.flatMap(({ formula }) => formula.inputs),
    },
  };
};
