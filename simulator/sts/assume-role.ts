import { randomBytes } from "node:crypto";
import { accessDenied } from "../iam/access-denied";
import type { Role, Session } from "../iam/iam-state";
import { evaluate } from "../iam/policy";
import { identityDenialOf, type Principal } from "../iam/principal";
import type { Call } from "../service";
import { type AssumeRoleRequest, parseAssumeRole } from "./assume-role-request";
import { stsValidationError } from "./sts-errors";

const ROLE_CHAINING_SECONDS = 3600;
const DEFAULT_SECONDS = 3600;

/**
 * STS AssumeRole: a new session of the role. A missing role, a trust policy that does not name the caller, a wrong
 * ExternalId and a caller without sts:AssumeRole all get the same AccessDenied, without a hint, as in AWS.
 */
export function assumeRole(call: Call, input: Readonly<Record<string, unknown>>) {
  const request = parseAssumeRole(input);
  const role = call.world.iam.roles.get(request.roleArn);
  if (!role || !mayAssume(call, role, request)) throw accessDenied(call.principalArn, call.action, request.roleArn);
  const seconds = durationOf(role, request, call.principal);
  const now = call.world.clock.now();
  const expiresAt = now + (role.sessionSeconds ?? seconds) * 1000;
  const session = newSession(role, request, expiresAt);
  call.world.iam.putSession(session, now);
  return {
    Credentials: {
      AccessKeyId: session.accessKeyId,
      SecretAccessKey: randomBytes(30).toString("base64"),
      SessionToken: session.sessionToken,
      Expiration: new Date(expiresAt),
    },
    AssumedRoleUser: { AssumedRoleId: session.assumedRoleId, Arn: session.sessionArn },
    PackedPolicySize: request.sessionPolicy ? 6 : undefined,
    SourceIdentity: request.sourceIdentity,
  };
}

/** Both sides must agree, unless trust names a caller of the same account by its own ARN. */
function mayAssume(call: Call, role: Role, request: AssumeRoleRequest): boolean {
  const { principal } = call;
  const context = {
    "sts:externalid": request.externalId,
    "sts:rolesessionname": request.roleSessionName,
    "aws:principalarn": principal.roleArn ?? principal.arn,
    "aws:principalaccount": principal.accountId,
  };
  const trusts = (names: readonly string[]) =>
    evaluate([role.trust], "sts:AssumeRole", role.arn, context, ({ principals }) =>
      principals.some((name) => name === "*" || names.includes(name)),
    );
  if (trusts(principal.trustedAs) !== "allowed") return false;
  const ownNames = principal.trustedAs.filter((name) => !name.endsWith(":root"));
  const isNamed = principal.accountId === role.accountId && trusts(ownNames) === "allowed";
  const denial = identityDenialOf(principal, "sts:AssumeRole", role.arn, call.region);
  return !denial || (isNamed && !denial.isFinal);
}

function durationOf(role: Role, request: AssumeRoleRequest, caller: Principal): number {
  const seconds = request.durationSeconds ?? DEFAULT_SECONDS;
  if (caller.roleArn && seconds > ROLE_CHAINING_SECONDS) {
    throw stsValidationError(
      "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining",
    );
  }
  if (seconds > role.maxSessionSeconds) {
    throw stsValidationError("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
  }
  return seconds;
}

function newSession(role: Role, request: AssumeRoleRequest, expiresAt: number): Session {
  return {
    accessKeyId: `ASIA${randomBytes(8).toString("hex").toUpperCase()}`,
    sessionToken: `FwoGZXIvYXdz${randomBytes(96).toString("base64")}`,
    roleArn: role.arn,
    sessionArn: `arn:aws:sts::${role.accountId}:assumed-role/${role.name}/${request.roleSessionName}`,
    assumedRoleId: `${role.roleId}:${request.roleSessionName}`,
    accountId: role.accountId,
    expiresAt,
    sessionPolicy: request.sessionPolicy,
  };
}
