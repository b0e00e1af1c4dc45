import { type DloError, Forbidden, NotFound, Unavailable } from "@/lib/core/errors";
import type { RoleKind } from "./aws";
import { type ErrorFacts, type FailureKind, factsOf, kindOf } from "./error-facts";

/** Whose call it was, for a message that says what to do. */
export interface CallFacts {
  /** IAM spelling, for example `sqs:ReceiveMessage`. */
  readonly action: string;
  readonly region: string;
  readonly awsAccountId: string;
  readonly role: RoleKind;
  readonly roleArn: string | null;
  /** The queue URL or ARN that the call named. */
  readonly resource?: string;
}

/** A queue or task that AWS does not know, or no longer. */
export class NotInAws extends NotFound {
  override readonly code = "aws-not-found";
  constructor(message: string, detail: Readonly<Record<string, unknown>>) {
    super("object");
    this.message = message;
    Object.assign(this.detail, detail);
  }
}

/**
 * An SDK error in core's words. `detail.effect` says what is known of the call: `none` when AWS refused it or was never
 * reached, `unknown` when the answer was lost. `detail.retryable` tells whether the same call may succeed later.
 */
export function translateError(error: unknown, call: CallFacts): DloError {
  const facts = factsOf(error);
  // A call that names nothing can find nothing missing but itself.
  const kind = kindOf(facts) === "not-found" && !call.resource ? "capability-absent" : kindOf(facts);
  const detail = {
    action: call.action,
    awsAccountId: call.awsAccountId,
    region: call.region,
    resource: call.resource,
    awsCode: facts.names[0],
    isThrottled: kind === "throttled",
    retryable: isRetryable(kind, facts),
    effect: kind === "lost" || kind === "server-fault" ? "unknown" : "none",
  };
  const where = `${call.awsAccountId} ${call.region}`;
  switch (kind) {
    case "denied":
    case "bad-credentials":
      return denied(facts, kind, call, detail);
    case "not-found":
      return new NotInAws(`AWS account ${where} has no ${call.resource ?? "such object"} (${call.action}).`, detail);
    case "capability-absent":
      return new Unavailable("aws-capability-absent", `The endpoint for ${where} has no ${call.action}.`, detail);
    default:
      return new Unavailable("aws-unavailable", unavailableMessage(kind, facts, call), detail);
  }
}

/** Whether AWS may have carried out a call that failed with this error. */
export function isEffectUnknown(error: DloError): boolean {
  return error.detail.effect === "unknown";
}

function isRetryable(kind: FailureKind, { names }: ErrorFacts): boolean {
  return kind === "refused"
    ? names.includes("OverLimit")
    : !["denied", "bad-credentials", "capability-absent", "not-found"].includes(kind);
}

function denied(facts: ErrorFacts, kind: FailureKind, call: CallFacts, detail: object): Forbidden {
  const where = `AWS account ${call.awsAccountId}, ${call.region}`;
  if (kind === "bad-credentials")
    return new Forbidden(
      "aws-denied",
      `AWS does not accept the credentials for ${where} (${facts.names[0]}): ${call.action}.`,
      {
        ...detail,
        fix: `Check the credentials of the worker itself, and that the Region ${call.region} is enabled in the account.`,
      },
    );
  const action = missingAction(facts, call.action);
  const who = call.roleArn ? `the role ${call.roleArn}` : "the worker's own role";
  // AWS names this kind of policy when it is the one that denies; what the role is allowed then changes nothing.
  if (/explicit deny in a service control policy/.test(facts.message))
    return new Forbidden("aws-denied", `${where}: a service control policy denies ${action} to ${who}.`, {
      ...detail,
      action,
      fix: `Ask whoever manages the organisation to except ${who} from the service control policy that denies ${action} in ${call.region}, or leave this Region out.`,
    });
  return new Forbidden("aws-denied", `${where}: ${who} may not ${action}.`, {
    ...detail,
    action,
    fix: `Allow ${action}${onResource(call.resource)} in a policy of ${who} (the ${call.role} role of this account), and look for a deny in the queue policy or a service control policy.`,
  });
}

/** A queue is called by its URL but allowed by its name. */
function onResource(resource: string | undefined): string {
  if (!resource) return "";
  return resource.startsWith("http") ? ` on the queue ${resource.split("/").at(-1)}` : ` on ${resource}`;
}

/** AWS names the permission that is missing when one call needs several, such as a move task or an encrypted queue. */
function missingAction({ names, message }: ErrorFacts, action: string): string {
  const named = /not authorized to perform: ([a-z0-9-]+:[A-Za-z*]+)/.exec(message)?.[1];
  if (named) return named.toLowerCase() === action.toLowerCase() ? action : named;
  const isKey = names.some((name) => /^KMS/i.test(name));
  if (!isKey) return action;
  return action.startsWith("sqs:Send") ? "kms:GenerateDataKey" : "kms:Decrypt";
}

function unavailableMessage(kind: FailureKind, { names, message }: ErrorFacts, call: CallFacts): string {
  const what = `${call.action} in ${call.awsAccountId} ${call.region}`;
  if (kind === "throttled") return `AWS slows us down: ${what} was throttled.`;
  if (kind === "expired") return `The session for ${what} has expired.`;
  if (kind === "unreached") return `AWS cannot be reached for ${what}: ${message}`;
  if (kind === "lost") return `No answer to ${what}: ${message}`;
  if (kind === "server-fault") return `AWS had a fault of its own at ${what}: ${message}`;
  if (names.some((name) => /^KMS/i.test(name)))
    return `The encryption key of ${call.resource ?? "the queue"} cannot be used (${names[0]}): ${message}`;
  return `AWS refused ${what} (${names[0]}): ${message}`;
}
