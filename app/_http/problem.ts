import type { Problem } from "@/lib/contract/problem";
import { DloError, type ErrorCode, Invalid, RateLimited, Unavailable } from "@/lib/core/errors";

export const ERROR_PAGE = "/docs/errors";

/** A request that no operation ever sees: wrong method, too large, not JSON, from another site. */
export class Refused extends DloError {
  constructor(
    readonly status: 403 | 405 | 413 | 415,
    code: ErrorCode,
    message: string,
    /** For 405: the methods that the address knows. */
    readonly allow?: string,
  ) {
    super(code, message);
  }
}

/**
 * The answer for whatever was thrown, as RFC 9457. Our own refusals keep their words; a database that cannot be reached
 * is `unavailable`; everything else says only "unexpected" and the request id that finds it in the log.
 */
export function problemFrom(thrown: unknown, requestId: string): Response {
  const error = thrown instanceof DloError ? thrown : outage(thrown);
  if (!error) return answer(body("unexpected", 500, unexpectedWords(requestId), requestId), {});
  const problem: Problem = {
    ...body(error.code, error.status, error.message, requestId),
    ...(error instanceof Invalid && error.fields.length > 0 ? { fields: [...error.fields] } : {}),
    ...(Object.keys(error.detail).length > 0 ? { context: { ...error.detail } } : {}),
  };
  return answer(problem, headersFor(error));
}

/** Whether the log must tell more than the answer did. */
export function isUnexpected(thrown: unknown): boolean {
  return !(thrown instanceof DloError);
}

function body(code: ErrorCode, status: number, detail: string, requestId: string): Problem {
  const title = code.charAt(0).toUpperCase() + code.slice(1).replaceAll("-", " ");
  return { type: `${ERROR_PAGE}#${code}`, title, status, code, detail, requestId };
}

function unexpectedWords(requestId: string): string {
  return `Something went wrong here. Nothing more was done. The log tells more under ${requestId}.`;
}

function answer(problem: Problem, headers: Record<string, string>): Response {
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: { "content-type": "application/problem+json", "x-request-id": problem.requestId, ...headers },
  });
}

function headersFor(error: DloError): Record<string, string> {
  if (error instanceof RateLimited) return { "retry-after": `${error.retryAfterSeconds}` };
  if (error instanceof Refused && error.allow) return { allow: error.allow };
  if (error.status === 401) return { "www-authenticate": 'Bearer realm="dead-letter-office"' };
  return error.status === 503 ? { "retry-after": "5" } : {};
}

/** Prisma, node-postgres, sockets and SQLSTATE: codes that say the database cannot be asked just now. */
const OUTAGE_CODES =
  /^(P1001|P1002|P1008|P1017|P2024|P2028|ECONN\w+|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|08\w{3}|53300|57014|57P0[1-5])$/;
const OUTAGE_KINDS =
  /^(DatabaseNotReachable|ConnectionClosed|TooManyConnections|SocketTimeout|TransactionAlreadyClosed)$/;
const DEPTH = 6;

function outage(thrown: unknown): Unavailable | undefined {
  let cause: unknown = thrown;
  for (let depth = 0; depth < DEPTH && typeof cause === "object" && cause !== null; depth++) {
    const { code, originalCode, kind, name } = cause as Record<string, unknown>;
    if ([code, originalCode].some((one) => typeof one === "string" && OUTAGE_CODES.test(one))) return unavailable();
    if (name === "PrismaClientInitializationError" || (typeof kind === "string" && OUTAGE_KINDS.test(kind)))
      return unavailable();
    cause = causeOf(cause);
  }
  return undefined;
}

/** Prisma puts what the driver said under `meta.driverAdapterError`, everybody else under `cause`. */
function causeOf(error: object): unknown {
  if ("cause" in error && error.cause) return error.cause;
  return "meta" in error ? (error.meta as { driverAdapterError?: unknown } | undefined)?.driverAdapterError : undefined;
}

function unavailable(): Unavailable {
  return new Unavailable("unavailable", "The database does not answer just now. Nothing was changed; try again.");
}
