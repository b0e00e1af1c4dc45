import type { Experiment } from "./experiment";
import { controlPlaneRate } from "./experiments/control-plane-rate";
import { moveCarries, receiveCountOfDlq } from "./experiments/dead-letters";
import { eventBusPrice } from "./experiments/event-bus-price";
import { eventMetrics } from "./experiments/event-metrics";
import { keepsActive } from "./experiments/keeps-active";
import { moveRefusals } from "./experiments/move-refusals";
import { snsDeadLetters } from "./experiments/sns-dead-letters";

/** The open points, each settled by an experiment. */
export const EXPERIMENTS: readonly Experiment[] = [
  receiveCountOfDlq,
  moveRefusals,
  snsDeadLetters,
  controlPlaneRate,
  eventMetrics,
  eventBusPrice,
  moveCarries,
  keepsActive,
];

/** What no call can settle: a bill has to be read. */
export const NOT_BY_CALL = ["Whether fair queues cost more than others: compare the bill's usage types of a month."];
