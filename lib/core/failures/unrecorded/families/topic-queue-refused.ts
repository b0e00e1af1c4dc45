import { type LossFamily, untold } from "../family";
import { PUBLISH_AGAIN, topicsOf } from "./topic-subscriptions";

/** Notifications that failed and that the subscription's dead-letter queue did not take either. */
export const topicQueueRefused: LossFamily = {
  name: "topic-queue-refused",
  originKind: "topic-delivery",
  record: "count-only",
  namespace: "AWS/SNS",
  metric: "NumberOfNotificationsFailedToRedriveToDlq",
  unit: "notification",
  title: "Notifications lost: SNS could not put them into the subscription's dead-letter queue",
  cause: untold("mostly the queue's policy or key does not let sns.amazonaws.com send, or the queue is gone"),
  wayBack: PUBLISH_AGAIN,
  watched: (graph) =>
    topicsOf(graph)
      .filter(({ withQueueCount }) => withQueueCount > 0)
      .map(({ arn, dimensions }) => ({ arn, dimensions })),
};
