import { isRuleArn } from "@/lib/core/events/rule-arn";
import { OPERATE, type Way } from "./way";

/** To the one target that an EventBridge rule could not reach. */
export const eventbridgeTarget: Way = {
  driver: "eventbridge-target",
  originKinds: ["eventbridge-rule"],
  takesDestination: "never",
  sentence: ({ queueName, places }) =>
    `We call the one target that failed, ${places}, with what the rule would have sent it, then delete the event from ${queueName}.`,
  steps: [
    { step: "receive from the dead-letter queue, delete from it", by: OPERATE },
    {
      step: "read the rule's targets and their transforms; where one asks when the bus took the event in, its own time is sent",
      by: OPERATE,
    },
    { step: "call the target", by: `${OPERATE}, not the rule's role` },
  ],
  actions: ["sqs:SendMessage", "sqs:GetQueueUrl", "lambda:InvokeFunction", "sns:Publish", "events:PutEvents"],
  reads: (configuration) => [
    { actions: ["events:ListTargetsByRule"], arns: [...new Set(Object.values(configuration).filter(isRuleArn))] },
  ],
  consequence: null,
};
