import { asyncQueueRefused } from "./families/async-queue-refused";
import { ruleQueueRefused } from "./families/rule-queue-refused";
import { scheduleQueueRefused } from "./families/schedule-queue-refused";
import { topicQueueRefused } from "./families/topic-queue-refused";
import { classifierOf } from "./loss-class";

/**
 * Classifiers of what was lost although a dead-letter queue was there to keep it: nothing is left of it, and whoever set the
 * queue up thinks that it is safe. It stands before everything else.
 */
export const LOST_DESPITE_QUEUE: readonly string[] = [
  ruleQueueRefused,
  asyncQueueRefused,
  topicQueueRefused,
  scheduleQueueRefused,
].map(classifierOf);
