/** Every way a request can be refused, as stable kebab-case codes. A code is documented at `/docs/errors#<code>`. */
export const ERROR_CODES = [
  "invalid-input",
  "unauthenticated",
  "forbidden",
  "not-found",
  "already-exists",
  "idempotency-key-reused",
  "plan-changed",
  "settings-changed",
  "pipeline-gone",
  "pipeline-stays-whole",
  "plan-expired",
  "plan-not-applicable",
  "run-not-open",
  "returns-not-accepted",
  "rate-not-allowed",
  "class-not-open",
  "regroup-not-open",
  "queue-busy",
  "messages-in-another-run",
  "writes-stopped",
  "account-read-only",
  "nothing-selected",
  "last-admin",
  "role-in-use",
  "approval-needed",
  "approval-not-open",
  "too-many-messages",
  "legal-hold",
  "reveal-needed",
  "identity-not-linked",
  "rate-limited",
  "unavailable",
  "aws-denied",
  "aws-unavailable",
  "aws-not-found",
  "aws-capability-absent",
  "setup-closed",
  "unexpected",
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** One wrong field of an input: where it is, what is wrong, how to mend it. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}

/** A refusal with a reason. Doors translate it once; operations only throw it. */
export abstract class DloError extends Error {
  abstract readonly status: number;
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly detail: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = new.target.name;
  }
}

export class Invalid extends DloError {
  readonly status = 422;
  constructor(
    message: string,
    readonly fields: readonly FieldError[] = [],
    code: ErrorCode = "invalid-input",
  ) {
    super(code, message);
  }
}
export class Unauthenticated extends DloError {
  readonly status = 401;
  constructor(message = "Sign in, or send an API token as `Authorization: Bearer dlo_…`.") {
    super("unauthenticated", message);
  }
}
export class Forbidden extends DloError {
  readonly status = 403;
}
export class NotFound extends DloError {
  readonly status = 404;
  constructor(noun: string, id?: string) {
    super("not-found", `No ${noun}${id ? ` ${id}` : ""} here, or none that you may see.`);
  }
}
export class Conflict extends DloError {
  readonly status = 409;
}
export class RateLimited extends DloError {
  readonly status = 429;
  constructor(
    message: string,
    readonly retryAfterSeconds: number,
  ) {
    super("rate-limited", message);
  }
}
export class Unavailable extends DloError {
  readonly status = 503;
}
