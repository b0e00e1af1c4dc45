import { priceInput } from "../price-input";
import { tablePrice } from "../prices";
import type { Induced } from "./induced";

/** What CloudTrail bills for noting our calls, where somebody has it note data events. */
export const trailEvents: Induced = ({ dataCallsPerMonth, book }) => {
  if (dataCallsPerMonth === 0) return null;
  const price = tablePrice("cloudtrail.data-events", undefined, book);
  const isKnown = price !== undefined && dataCallsPerMonth !== null;
  return {
    item: "CloudTrail data events",
    usdPerMonth: isKnown ? { low: 0, high: dataCallsPerMonth * price.usd } : null,
    sentence:
      "A trail that notes data events of SQS bills each of our calls that it notes. Without data events this is nothing; management events are free in the first trail.",
    formula: {
      text: "0 to data calls a month × price",
      inputs: [
        {
          name: "data calls a month",
          value: dataCallsPerMonth,
          unit: "calls",
          source:
            dataCallsPerMonth === null
              ? "not measured yet"
              : "our calls to SQS, counted by us, at the pace of the last day",
        },
        priceInput(price),
      ],
    },
  };
};
