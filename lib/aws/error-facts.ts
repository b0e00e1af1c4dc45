/** What can be read off any error that the SDK throws, whatever its class. */
export interface ErrorFacts {
  /** Every spelling of its name: the SDK's, AWS's query-style code, and Node's `ECONNRESET` and the like. */
  readonly names: readonly string[];
  readonly httpStatus: number | undefined;
  readonly message: string;
}

const UNREACHED = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "EADDRNOTAVAIL"];
const LOST = ["ECONNRESET", "EPIPE", "ETIMEDOUT", "TimeoutError", "AbortError", "RequestTimeout"];
const THROTTLED = [
  "RequestThrottled",
  "RequestThrottledException",
  "Throttling",
  "ThrottlingException",
  "ThrottledException",
  "TooManyRequestsException",
  "RequestLimitExceeded",
  "ProvisionedThroughputExceededException",
  "LimitExceededException",
  "LimitExceeded",
  "ExecutionLimitExceeded",
  "SlowDown",
  "KmsThrottled",
  "KMS.ThrottlingException",
];
const DENIED = [
  "AccessDenied",
  "AccessDeniedException",
  "UnauthorizedOperation",
  "AuthorizationError",
  "AuthorizationErrorException",
  "NotAuthorized",
  "KmsAccessDenied",
  "KMS.AccessDeniedException",
];
const EXPIRED = ["ExpiredToken", "ExpiredTokenException"];
const BAD_CREDENTIALS = [
  "InvalidClientTokenId",
  "UnrecognizedClientException",
  "SignatureDoesNotMatch",
  "InvalidSignatureException",
  "MissingAuthenticationToken",
  "MissingAuthenticationTokenException",
  "IncompleteSignature",
  "CredentialsProviderError",
  "TokenProviderError",
];
const NOT_FOUND = [
  "QueueDoesNotExist",
  "AWS.SimpleQueueService.NonExistentQueue",
  "ResourceNotFoundException",
  "ResourceNotFound",
  "NotFound",
  "NotFoundException",
  "StateMachineDoesNotExist",
  "ExecutionDoesNotExist",
];
const NO_SUCH_OPERATION = [
  "InvalidAction",
  "UnknownOperation",
  "UnknownOperationException",
  "NotImplemented",
  "NotImplementedException",
];

export type FailureKind =
  | "throttled"
  | "denied"
  | "expired"
  | "bad-credentials"
  | "not-found"
  | "capability-absent"
  | "unreached"
  | "lost"
  | "server-fault"
  | "refused";

export function factsOf(error: unknown): ErrorFacts {
  const read = (key: string) => (isObject(error) ? error[key] : undefined);
  const metadata = read("$metadata");
  const status = isObject(metadata) ? metadata.httpStatusCode : undefined;
  const names = [read("name"), read("Code"), read("code"), read("__type")].filter((name) => typeof name === "string");
  return {
    names: [...new Set(names)],
    httpStatus: typeof status === "number" ? status : responseStatus(read("$response")),
    message: error instanceof Error ? error.message : String(error),
  };
}

/**
 * What kind of failure it is. Names come first, in both spellings, since SQS answers with the SDK's modelled name in one
 * place and the old query-style code in another. `lost` and `server-fault` leave open whether the call took effect.
 */
export function kindOf({ names, httpStatus }: ErrorFacts): FailureKind {
  const isOne = (known: readonly string[]) => names.some((name) => known.includes(name));
  if (isOne(THROTTLED) || httpStatus === 429) return "throttled";
  if (isOne(EXPIRED)) return "expired";
  if (isOne(BAD_CREDENTIALS)) return "bad-credentials";
  if (isOne(DENIED)) return "denied";
  if (isOne(NO_SUCH_OPERATION) || httpStatus === 501) return "capability-absent";
  if (isOne(NOT_FOUND)) return "not-found";
  if (isOne(UNREACHED)) return "unreached";
  // The SDK's connection timeout is the only TimeoutError without a code: nothing was written yet.
  if (names.includes("TimeoutError") && names.length === 1) return "unreached";
  if (isOne(LOST)) return "lost";
  // An answer that is no AWS answer at all, such as an HTML page: an endpoint that does not know the call.
  if (names.includes("SyntaxError")) return "capability-absent";
  if (httpStatus === undefined) return "lost";
  if (httpStatus >= 500) return "server-fault";
  if (isOne(["UnknownError", "Unknown"])) return "capability-absent";
  return httpStatus >= 400 ? "refused" : "lost";
}

function responseStatus(response: unknown): number | undefined {
  return isObject(response) && typeof response.statusCode === "number" ? response.statusCode : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
