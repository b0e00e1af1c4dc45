import type { Condition } from "./reason";

/** They follow from something: at a place where an alert is open they are a part of it, however long it is open. */
export const SYMPTOMS: ReadonlySet<Condition> = new Set<Condition>([
  "predicted-loss",
  "class-escalating",
  "dead-letter-inflow",
  "budget-burn",
  "queue-silent",
  "age-threshold",
  "depth-threshold",
  "cloudwatch-alarm",
]);
