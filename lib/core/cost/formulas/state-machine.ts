import { type CostFormula, costLine, NOT_MEASURED, sumOf, told, unpriced } from "./meter";

/** Express ones are billed by execution and duration, standard ones by transitions, which no metric tells. */
export const stateMachineCost: CostFormula = (part, use, prices) => {
  const started = sumOf(use, "started") ?? 0;
  if (!part.facts.isExpress)
    return [
      {
        ...unpriced(
          part,
          "Step Functions transitions",
          "Not measured: no metric tells how many state transitions an execution made.",
        ),
        formula: {
          text: "executions × states that each went through × price",
          inputs: [told(use, "started", "executions", "ExecutionsStarted")],
        },
      },
    ];
  return [
    costLine(
      part,
      {
        item: "Step Functions Express requests",
        priceKey: "states.express.requests",
        units: use.isRead ? { low: started, high: started } : null,
        text: "executions × price",
        inputs: [told(use, "started", "executions", "ExecutionsStarted")],
        note: use.isRead ? null : NOT_MEASURED,
      },
      prices,
    ),
    unpriced(part, "Step Functions Express duration", "Not measured: how much memory an execution takes is not told."),
  ];
};
