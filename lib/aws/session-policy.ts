import { parseArn } from "@/lib/core/arn";
import { Conflict } from "@/lib/core/errors";
import type { Grant } from "@/lib/core/plans/ways/way";

/** STS takes an inline session policy of at most this many characters. */
const LONGEST_POLICY = 2048;

/** Of the actions on queues, those for which SQS uses the key of an encrypted queue in the caller's name, and how. */
const OPENING = ["sqs:ReceiveMessage", "sqs:StartMessageMoveTask"];
const SEALING = ["sqs:SendMessage", "sqs:StartMessageMoveTask"];

/**
 * A session policy that narrows a run to these grants, and to keys only as SQS uses them. It can only take rights away
 * from the role. Throws when they do not fit into one policy.
 */
export function sessionPolicyFor(grants: readonly Grant[]): string {
  const policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      ...grants.map(({ actions, arns }) => ({
        Effect: "Allow",
        Action: actions,
        Resource: [...new Set(arns)].sort(),
      })),
      ...keyStatement(grants),
    ],
  });
  if (policy.length <= LONGEST_POLICY) return policy;
  const arnCount = new Set(grants.flatMap(({ arns }) => arns)).size;
  throw new Conflict(
    "plan-not-applicable",
    `One session cannot be narrowed to ${arnCount} queues and other places (${policy.length} characters, STS takes ${LONGEST_POLICY}): narrow the selection to fewer destinations.`,
    { arnCount },
  );
}

function keyStatement(grants: readonly Grant[]) {
  const actions = grants.flatMap((grant) => grant.actions);
  const does = (some: readonly string[]) => actions.some((action) => some.includes(action));
  const keys = [
    // A send to an encrypted queue needs both.
    ...(does(OPENING) || does(SEALING) ? ["kms:Decrypt"] : []),
    ...(does(SEALING) ? ["kms:GenerateDataKey"] : []),
  ];
  if (keys.length === 0) return [];
  const queues = grants.flatMap(({ arns }) => arns.flatMap((arn) => parseArn(arn) ?? []));
  const regions = new Set(queues.flatMap(({ service, region }) => (service === "sqs" ? [region] : [])));
  const viaSqs = { StringLike: { "kms:ViaService": [...regions].sort().map((region) => `sqs.${region}.*`) } };
  return [{ Effect: "Allow", Action: keys, Resource: "*", Condition: viaSqs }];
}
