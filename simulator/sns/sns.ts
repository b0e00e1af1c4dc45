import type { Service } from "../service";
import * as permissions from "./operations/permissions";
import * as publishing from "./operations/publishing";
import * as subscribing from "./operations/subscribing";
import * as subscriptions from "./operations/subscriptions";
import * as topicTags from "./operations/topic-tags";
import * as topics from "./operations/topics";

/** Amazon SNS: topics, their subscriptions by queues and functions, and what is delivered to them. */
export const sns: Service = {
  name: "sns",
  wire: { kind: "query", version: "2010-03-31", namespace: "http://sns.amazonaws.com/doc/2010-03-31/" },
  operations: { ...topics, ...topicTags, ...permissions, ...subscribing, ...subscriptions, ...publishing },
  trailed: {
    CreateTopic: "CreateTopic",
    DeleteTopic: "DeleteTopic",
    SetTopicAttributes: "SetTopicAttributes",
    AddPermission: "AddPermission",
    RemovePermission: "RemovePermission",
    Subscribe: "Subscribe",
    ConfirmSubscription: "ConfirmSubscription",
    Unsubscribe: "Unsubscribe",
    SetSubscriptionAttributes: "SetSubscriptionAttributes",
    TagResource: "TagResource",
    UntagResource: "UntagResource",
  },
};
