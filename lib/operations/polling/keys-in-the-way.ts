import type { Proof } from "@/lib/db/capabilities";
import type { Target } from "./target";

/**
 * What encrypted dead-letter queues ask of a role beyond SQS: named, with the statement, before the first message is
 * refused. Nothing where no such queue is encrypted by a KMS key.
 */
export function keysInTheWay(
  { account, region }: Target,
  role: "inspect" | "operate",
  { keys, hasManagedKey }: Pick<Proof, "keys" | "hasManagedKey">,
): { reason?: string; fix?: string } {
  if (keys.length === 0 && !hasManagedKey) return {};
  const roleArn = role === "inspect" ? account.inspectRoleArn : account.operateRoleArn;
  const actions = role === "inspect" ? ["kms:Decrypt"] : ["kms:Decrypt", "kms:GenerateDataKey"];
  const suffix = account.partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
  const viaSqs = { StringEquals: { "kms:ViaService": `sqs.${region}.${suffix}` } };
  if (keys.length === 0)
    return {
      reason: `Dead-letter queues here are encrypted with alias/aws/sqs: the role needs ${actions.join(" and ")}, no key policy does.`,
      fix: JSON.stringify({ Effect: "Allow", Action: actions, Resource: "*", Condition: viaSqs }),
    };
  return {
    reason: `Dead-letter queues here are encrypted with ${keys.join(", ")}: the role and the key's policy must allow ${actions.join(" and ")}.`,
    fix: JSON.stringify({
      Effect: "Allow",
      Principal: { AWS: roleArn },
      Action: actions,
      Resource: "*",
      Condition: viaSqs,
    }),
  };
}
