import type { PartKind } from "../../pipelines/pipeline";
import type { CostLine } from "../cost-line";
import type { PriceBook } from "../price-table";
import { alarmCost } from "./alarm";
import { archiveCost, busCost, pipeCost, ruleCost, scheduleCost } from "./events";
import { functionCost } from "./function";
import { type CostFormula, type CostPart, type PartUse, unpriced } from "./meter";
import { queueCost } from "./queue";
import { stateMachineCost } from "./state-machine";
import { topicCost } from "./topic";

/** AWS bills nothing for them by themselves: what they cause is billed where it arrives. */
const free: CostFormula = () => [];

/** How each kind is billed. A new service is a file and a line here. */
const FORMULAS: Readonly<Record<PartKind, CostFormula>> = {
  queue: queueCost,
  function: functionCost,
  topic: topicCost,
  subscription: free,
  mapping: free,
  bus: busCost,
  rule: ruleCost,
  archive: archiveCost,
  schedule: scheduleCost,
  pipe: pipeCost,
  "state-machine": stateMachineCost,
  alarm: alarmCost,
  stream: (part) => [unpriced(part, "Stream", "What streams cost is not measured.")],
  outside: free,
};

/** What a resource cost in a time, heading by heading. Pure. */
export function costLines(part: CostPart, use: PartUse, prices: PriceBook): CostLine[] {
  return FORMULAS[part.kind](part, use, prices);
}
