import { type LossFamily, untold } from "../family";
import { PUBLISH_AGAIN, topicsOf } from "./topic-subscriptions";

/**
 * Notifications that SNS gave up, less those that lie in a dead-letter queue or were refused by one. Not at topics all of
 * whose subscriptions have a queue. Of HTTP(S) subscriptions SNS counts every failed attempt: for them it is an upper bound.
 */
export const topicWithoutQueue: LossFamily = {
  name: "topic-without-queue",
  originKind: "topic-delivery",
  record: "count-only",
  namespace: "AWS/SNS",
  metric: "NumberOfNotificationsFailed",
  unit: "notification",
  title: "Notifications lost: a subscriber did not take them, and its subscription has no dead-letter queue",
  cause: untold(
    "the endpoint is gone or refuses the topic, or failed for as long as SNS tried; of HTTP(S) each attempt counts",
  ),
  wayBack: PUBLISH_AGAIN,
  watched: (graph) =>
    topicsOf(graph)
      .filter(({ withoutQueueCount }) => withoutQueueCount > 0)
      .map(({ arn, dimensions, withQueueCount }) => ({
        arn,
        dimensions,
        accountedBy:
          withQueueCount > 0 ? ["NumberOfNotificationsRedrivenToDlq", "NumberOfNotificationsFailedToRedriveToDlq"] : [],
      })),
};
