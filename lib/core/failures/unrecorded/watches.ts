import { asyncDestinationRefused } from "./families/async-destination-refused";
import { asyncDropped } from "./families/async-dropped";
import { asyncQueueRefused } from "./families/async-queue-refused";
import { expressExecutions, keptExecutions } from "./families/executions";
import { pipeFailed } from "./families/pipe-failed";
import { ruleQueueRefused } from "./families/rule-queue-refused";
import { ruleWithoutQueue } from "./families/rule-without-queue";
import { scheduleDropped } from "./families/schedule-dropped";
import { scheduleQueueRefused } from "./families/schedule-queue-refused";
import { topicQueueRefused } from "./families/topic-queue-refused";
import { topicWithoutQueue } from "./families/topic-without-queue";
import type { LossFamily, LossGraph, Watched } from "./family";

/** Everything that fails without a message: a new one is a file and a line here. */
export const LOSS_FAMILIES: readonly LossFamily[] = [
  ruleWithoutQueue,
  ruleQueueRefused,
  asyncDropped,
  asyncQueueRefused,
  asyncDestinationRefused,
  topicWithoutQueue,
  topicQueueRefused,
  scheduleDropped,
  scheduleQueueRefused,
  pipeFailed,
  ...keptExecutions,
  ...expressExecutions,
];

/** One metric of one thing. */
export interface LossWatch extends Watched {
  readonly family: LossFamily;
}

/** What can lose something without a message in this place, each with the metric that would tell. */
export function watchesIn(graph: LossGraph): LossWatch[] {
  return LOSS_FAMILIES.flatMap((family) => family.watched(graph).map((watched) => ({ ...watched, family })));
}
