import { type LossFamily, untold } from "../family";
import { CALL_AGAIN, groupsOf } from "./schedule-groups";

/** Invocations that failed and that the schedule's dead-letter queue did not take either. */
export const scheduleQueueRefused: LossFamily = {
  name: "schedule-queue-refused",
  originKind: "schedule-group",
  record: "count-only",
  namespace: "AWS/Scheduler",
  metric: "InvocationsFailedToBeSentToDeadLetterCount",
  unit: "invocation",
  title: "Invocations lost: Scheduler could not put them into the dead-letter queue of their schedule",
  cause: untold("mostly the schedule's role may not send to the queue, or the queue is gone"),
  wayBack: CALL_AGAIN,
  watched: (graph) =>
    groupsOf(graph)
      .filter(({ withQueueCount }) => withQueueCount > 0)
      .map(({ arn, dimensions }) => ({ arn, dimensions })),
};
