import { nameOfArn } from "../../arn";
import type { Resource } from "../../inventory/resource";
import type { Fix } from "../rule";
import { functionAsyncFix } from "./function-async-fix";
import { deadLetterQueueName, type NewQueue, newQueue } from "./new-queue";
import { letRoleSend, letServiceSend } from "./permission-fix";
import { redriveFix } from "./redrive-fix";
import { ruleTargetFix } from "./rule-target-fix";
import { scheduleFix } from "./schedule-fix";
import { streamMappingFix, streamName, streamPipeFix } from "./stream-fix";
import { subscriptionFix } from "./subscription-fix";
import { together } from "./together";

/**
 * A new dead-letter queue of the right type beside a sender, the permission to send there, and the sender's setting.
 * `part` is the target id or qualifier. Null for a sender that cannot have one.
 */
export function giveDeadLetterQueue(sender: Resource, part: string): Fix | null {
  const queue = newQueue(nameFor(sender));
  const setting = settingOf(sender, part, queue);
  return setting && together(queue.fix, permissionTo(sender, queue), setting);
}

/** A queue that senders still name but that is gone, made again, with the permission that this sender needs. */
export function queueAgain(queueArn: string, sender: Resource): Fix {
  const queue = newQueue(nameOfArn(queueArn));
  return together(queue.fix, permissionTo(sender, queue));
}

function nameFor(sender: Resource): string {
  switch (sender.kind) {
    case "queue":
      return deadLetterQueueName(sender.name, { isFifo: sender.config.isFifo });
    case "subscription": {
      const { topicArn, endpoint } = sender.config;
      const isFifo = topicArn.endsWith(".fifo");
      return deadLetterQueueName(`${nameOfArn(topicArn)}-to-${nameOfArn(endpoint)}`, { isFifo });
    }
    case "mapping":
      return deadLetterQueueName(`${streamName(sender.config.sourceArn)}-to-${nameOfArn(sender.config.functionArn)}`);
    default:
      return deadLetterQueueName(sender.name);
  }
}

function settingOf(sender: Resource, part: string, queue: NewQueue): Fix | null {
  switch (sender.kind) {
    case "rule": {
      const target = sender.config.targets.find(({ id }) => id === part);
      return target ? ruleTargetFix(sender, target, { deadLetter: queue }) : null;
    }
    case "subscription":
      return subscriptionFix(sender, queue);
    case "schedule":
      return scheduleFix(sender, { deadLetter: queue });
    case "function":
      return functionAsyncFix(sender, part === "async" || part === "" ? "$LATEST" : part, { onFailure: queue });
    case "mapping":
      return streamMappingFix(sender, queue);
    case "pipe":
      return streamPipeFix(sender, queue);
    case "queue":
      return redriveFix(sender, queue);
    default:
      return null;
  }
}

function permissionTo(sender: Resource, queue: NewQueue): Fix | null {
  switch (sender.kind) {
    case "rule":
    case "bus":
      return letServiceSend(queue, "events.amazonaws.com", sender.arn);
    case "subscription":
      return letServiceSend(queue, "sns.amazonaws.com", sender.config.topicArn);
    case "schedule":
    case "pipe":
    case "function":
      return letRoleSend(sender.config.roleArn, queue);
    default:
      return null;
  }
}
