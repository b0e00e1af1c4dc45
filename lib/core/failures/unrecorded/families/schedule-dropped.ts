import { type LossFamily, untold } from "../family";
import { CALL_AGAIN, groupsOf } from "./schedule-groups";

/**
 * Invocations that Scheduler gave up in groups where a schedule has no dead-letter queue, less those that a queue refused:
 * they are another family. Not in groups all of whose schedules have a queue.
 */
export const scheduleDropped: LossFamily = {
  name: "schedule-dropped",
  originKind: "schedule-group",
  record: "count-only",
  namespace: "AWS/Scheduler",
  metric: "InvocationDroppedCount",
  unit: "invocation",
  title: "Invocations lost: Scheduler gave them up, and a schedule of the group has no dead-letter queue",
  cause: untold("the target is gone, refuses the schedule's role, or failed for as long as Scheduler tried"),
  wayBack: CALL_AGAIN,
  watched: (graph) =>
    groupsOf(graph)
      .filter(({ withoutQueueCount }) => withoutQueueCount > 0)
      .map(({ arn, dimensions, withQueueCount }) => ({
        arn,
        dimensions,
        accountedBy: withQueueCount > 0 ? ["InvocationsFailedToBeSentToDeadLetterCount"] : [],
      })),
};
