import { parseArn } from "@/lib/core/arn";
import { Invalid } from "@/lib/core/errors";

const ROLES = ["readRoleArn", "inspectRoleArn", "operateRoleArn"] as const;

/** Refuses roles of another account or partition, by field. */
export function refuseForeignRoles(
  awsAccountId: string,
  partition: string,
  roles: Partial<Record<(typeof ROLES)[number], string | null | undefined>>,
): void {
  const wrong = ROLES.flatMap((field) => {
    const arn = roles[field] ? parseArn(roles[field]) : undefined;
    if (!arn || (arn.awsAccountId === awsAccountId && arn.partition === partition)) return [];
    return [
      {
        field,
        message: `is a role of account ${arn.awsAccountId} (${arn.partition}); it must belong to ${awsAccountId} (${partition})`,
      },
    ];
  });
  if (wrong.length > 0) throw new Invalid(`${wrong[0]?.field} ${wrong[0]?.message}.`, wrong);
}

/** The partition that a Region belongs to. */
export function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}
