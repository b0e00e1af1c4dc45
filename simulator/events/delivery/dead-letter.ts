import { sendToQueue } from "../../delivery/send-to-queue";
import type { World } from "../../service";
import type { Delivery, Failure } from "./delivery";
import { reportForRule } from "./rule-metrics";

export type ExhaustedRetryCondition = "MaximumRetryAttempts" | "MaximumEventAgeInSeconds";

/**
 * Ends a delivery that will not succeed. The event as the bus took it in goes to the target's dead-letter queue, with
 * the attributes of the EventBridge User Guide ("Using dead-letter queues"); EXHAUSTED_RETRY_CONDITION is there only
 * when retries were made and used up. Without a queue, or when the queue does not let the rule send, the event is lost
 * and only metrics tell.
 */
export function giveUp(
  world: World,
  delivery: Delivery,
  failure: Failure,
  condition: ExhaustedRetryCondition | undefined,
  now: number,
): void {
  reportForRule(world, delivery, "Invocations", now);
  reportForRule(world, delivery, "FailedInvocations", now);
  const queueArn = delivery.target.DeadLetterConfig?.Arn;
  if (!queueArn) return;
  const sender = {
    service: "events.amazonaws.com",
    via: "events",
    sourceArn: delivery.ruleArn,
    accountId: delivery.accountId,
  } as const;
  const message = {
    MessageBody: JSON.stringify(delivery.event),
    MessageAttributes: attributesOf(delivery, failure, condition),
  };
  const problem = sendToQueue(world, sender, queueArn, message, now);
  reportForRule(world, delivery, problem ? "InvocationsFailedToBeSentToDlq" : "InvocationsSentToDlq", now);
}

function attributesOf(delivery: Delivery, failure: Failure, condition: ExhaustedRetryCondition | undefined) {
  const retries = delivery.attempt - 1;
  const texts = {
    RULE_ARN: delivery.ruleArn,
    TARGET_ARN: delivery.target.Arn,
    ERROR_CODE: failure.errorCode,
    ERROR_MESSAGE: failure.message,
    ...(condition && retries > 0 && { EXHAUSTED_RETRY_CONDITION: condition }),
    RETRY_ATTEMPTS: String(retries),
  };
  return Object.fromEntries(
    Object.entries(texts).map(([name, StringValue]) => [name, { DataType: "String", StringValue }]),
  );
}
