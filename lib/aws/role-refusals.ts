import { Forbidden } from "@/lib/core/errors";
import type { AwsAccount, RoleKind } from "./aws";

/** Refused by us, before anything reached AWS. */
const UNASKED = { action: "sts:AssumeRole", retryable: false, effect: "none" };

export function noRole({ awsAccountId, externalId }: AwsAccount, role: RoleKind): Forbidden {
  return new Forbidden("aws-denied", `Account ${awsAccountId} has no ${role} role.`, {
    ...UNASKED,
    fix: `Create the ${role} role in the account, trusting the worker with the ExternalId ${externalId}, and enter its ARN.`,
  });
}

/** Without a read role the worker reads with its own credentials, and those are of another account. */
export function notOwnAccount({ awsAccountId, externalId }: AwsAccount, ownAccountId: string): Forbidden {
  const message = `Account ${awsAccountId} has no read role, and the worker's own credentials belong to ${ownAccountId}.`;
  return new Forbidden("aws-denied", message, {
    ...UNASKED,
    fix: `Give the account the ARN of a read role that trusts ${ownAccountId} with the ExternalId ${externalId}.`,
  });
}

/** STS gives no hint which of these it was, so all of them are named. A fault of the worker's own credentials stays one. */
export function assumeRefused(
  error: Forbidden,
  wish: { readonly roleArn: string; readonly role: RoleKind; readonly externalId: string },
): Forbidden {
  if (/Token|Signature|Credentials/.test(String(error.detail.awsCode))) return error;
  return new Forbidden("aws-denied", `The worker may not become ${wish.roleArn} (the ${wish.role} role).`, {
    ...error.detail,
    action: "sts:AssumeRole",
    fix: `Check that the role exists, that its trust policy names the worker and requires the ExternalId ${wish.externalId}, that the worker itself may call sts:AssumeRole on it, and that no service control policy denies it.`,
  });
}
