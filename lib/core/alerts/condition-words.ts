import type { Condition } from "./reason";

/** What holds about one thing, around its name. */
const ONE: Readonly<Record<Condition, (name: string) => string>> = {
  "predicted-loss": (name) => `${name} loses messages soon`,
  "undelivered-dead-letters": (name) => `${name} cannot deliver to its dead-letter queue`,
  "pipeline-failing": (name) => `${name} is failing`,
  "pipeline-stalled": (name) => `${name} has stalled`,
  "account-blind": (name) => `${name} cannot be read`,
  "poller-silent": (name) => `${name} has stopped looking`,
  "class-regressed": (name) => `Came back: ${name}`,
  "class-new": (name) => `New failure: ${name}`,
  "class-escalating": (name) => `Grows fast: ${name}`,
  "dead-letter-inflow": (name) => `${name} fills too fast`,
  "budget-burn": (name) => `${name} burns its error budget`,
  "rule-silent": (name) => `${name} has gone silent`,
  "queue-silent": (name) => `${name} has gone silent`,
  "age-threshold": (name) => `${name} holds messages too long`,
  "depth-threshold": (name) => `${name} holds too many messages`,
  "run-paused": (name) => `${name} is paused`,
  "approval-waiting": (name) => `${name} waits for approval`,
  "cloudwatch-alarm": (name) => `CloudWatch alarm ${name}`,
  "run-finished": (name) => `${name} has finished`,
};

export function conditionInWords(condition: Condition, name: string): string {
  return ONE[condition](name);
}
