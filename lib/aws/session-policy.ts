import { parseArn } from "@/lib/core/arn";
import { Conflict } from "@/lib/core/errors";

/** STS takes an inline session policy of at most this many characters. */
const LONGEST_POLICY = 2048;

const QUEUE_ACTIONS = [
  "sqs:GetQueueAttributes",
  "sqs:GetQueueUrl",
  "sqs:ReceiveMessage",
  "sqs:ChangeMessageVisibility",
  "sqs:DeleteMessage",
  "sqs:SendMessage",
  "sqs:StartMessageMoveTask",
  "sqs:ListMessageMoveTasks",
  "sqs:CancelMessageMoveTask",
];
const KEY_ACTIONS = ["kms:Decrypt", "kms:GenerateDataKey"];

/**
 * A session policy that narrows a run to these queues, and to keys only as SQS uses them. It can only take rights away
 * from the role. Throws when the queues do not fit into one policy.
 */
export function sessionPolicyFor(queueArns: readonly string[]): string {
  const arns = [...new Set(queueArns)].sort();
  const regions = [...new Set(arns.map((arn) => parseArn(arn)?.region ?? "*"))];
  const policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: QUEUE_ACTIONS, Resource: arns },
      {
        Effect: "Allow",
        Action: KEY_ACTIONS,
        Resource: "*",
        Condition: { StringLike: { "kms:ViaService": regions.map((region) => `sqs.${region}.*`) } },
      },
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
