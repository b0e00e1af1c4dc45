import { parseArn } from "@/lib/core/arn";
import { Conflict } from "@/lib/core/errors";

/** STS takes an inline session policy of at most this many characters. */
const LONGEST_POLICY = 2048;

/**
 * What a session may be narrowed to. *messages*: redrive, discard, restore. *rescue*: reading and giving back, with the
 * inspect role. *drain*: reading, giving back and deleting. *settings*: changing a queue's settings, and no message.
 */
export type SessionScope = "messages" | "rescue" | "drain" | "settings";

const ACTIONS: Readonly<
  Record<SessionScope, { readonly queues: readonly string[]; readonly keys: readonly string[] }>
> = {
  messages: {
    queues: [
      "sqs:GetQueueAttributes",
      "sqs:GetQueueUrl",
      "sqs:ReceiveMessage",
      "sqs:ChangeMessageVisibility",
      "sqs:DeleteMessage",
      "sqs:SendMessage",
      "sqs:StartMessageMoveTask",
      "sqs:ListMessageMoveTasks",
      "sqs:CancelMessageMoveTask",
    ],
    keys: ["kms:Decrypt", "kms:GenerateDataKey"],
  },
  rescue: {
    queues: ["sqs:GetQueueAttributes", "sqs:ReceiveMessage", "sqs:ChangeMessageVisibility"],
    keys: ["kms:Decrypt"],
  },
  drain: {
    queues: ["sqs:GetQueueAttributes", "sqs:ReceiveMessage", "sqs:ChangeMessageVisibility", "sqs:DeleteMessage"],
    keys: ["kms:Decrypt"],
  },
  settings: { queues: ["sqs:GetQueueAttributes", "sqs:SetQueueAttributes"], keys: [] },
};

/**
 * A session policy that narrows a run to these queues, and to keys only as SQS uses them. It can only take rights away
 * from the role. Throws when the queues do not fit into one policy.
 */
export function sessionPolicyFor(queueArns: readonly string[], scope: SessionScope = "messages"): string {
  const arns = [...new Set(queueArns)].sort();
  const regions = [...new Set(arns.map((arn) => parseArn(arn)?.region ?? "*"))];
  const { queues, keys } = ACTIONS[scope];
  const viaSqs = { StringLike: { "kms:ViaService": regions.map((region) => `sqs.${region}.*`) } };
  const policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: queues, Resource: arns },
      ...(keys.length > 0 ? [{ Effect: "Allow", Action: keys, Resource: "*", Condition: viaSqs }] : []),
    ],
  });
  if (policy.length > LONGEST_POLICY)
    throw new Conflict(
      "plan-not-applicable",
      `One session cannot be narrowed to ${arns.length} queues: name one destination instead of every source.`,
      { queueCount: arns.length },
    );
  return policy;
}
