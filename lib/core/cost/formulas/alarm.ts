import { type CostFormula, costLine, input } from "./meter";

/** A standard alarm costs by the month, 30 days long. */
export const alarmCost: CostFormula = (part, use, prices) => {
  const months = use.dayCount / 30;
  return [
    costLine(
      part,
      {
        item: "CloudWatch alarm",
        priceKey: "cloudwatch.alarms",
        units: { low: months, high: months },
        text: "days ÷ 30 × price",
        inputs: [input("days", use.dayCount, "the time that this is about")],
        note: "At the price of a standard alarm with one metric.",
      },
      prices,
    ),
  ];
};
