import { expect, test } from "vitest";
import { Forbidden, NotFound, Unavailable } from "@/lib/core/errors";
import { type CallFacts, isEffectUnknown, translateError } from "./translate-error";

const call: CallFacts = {
  action: "sqs:ReceiveMessage",
  region: "eu-west-1",
  awsAccountId: "111111111111",
  role: "inspect",
  roleArn: "arn:aws:iam::111111111111:role/dlo-inspect",
  resource: "https://sqs.eu-west-1.amazonaws.com/111111111111/orders-dlq",
};

function sdkError(name: string, more: object = {}, message = name): Error {
  return Object.assign(new Error(message), { name, ...more });
}
const http = (httpStatusCode: number) => ({ $metadata: { httpStatusCode } });

test.each([
  ["by its modelled name", sdkError("QueueDoesNotExist", http(400))],
  ["by its old code", sdkError("SomethingElse", { Code: "AWS.SimpleQueueService.NonExistentQueue", ...http(400) })],
])("a missing queue is told %s", (_, error) => {
  const failure = translateError(error, call);

  expect(failure).toBeInstanceOf(NotFound);
  expect(failure.code).toBe("aws-not-found");
  expect(failure.message).toContain("orders-dlq");
});

test.each(["NotFoundException", "StateMachineDoesNotExist", "ResourceNotFoundException"])("%s is not found", (name) => {
  expect(translateError(sdkError(name, http(404)), call).code).toBe("aws-not-found");
});

test("a call that names nothing and is not found has no service behind it", () => {
  const failure = translateError(sdkError("NotFound", http(404)), { ...call, resource: undefined });

  expect(failure.code).toBe("aws-capability-absent");
});

test.each(["AccessDenied", "AccessDeniedException", "AuthorizationErrorException"])(
  "%s names the action, the role and what to do",
  (name) => {
    const failure = translateError(sdkError(name, http(403)), call);

    expect(failure).toBeInstanceOf(Forbidden);
    expect(failure.detail.action).toBe("sqs:ReceiveMessage");
    expect(failure.detail.fix).toContain("role/dlo-inspect");
  },
);

test("a service control policy is named, since no policy of the role can mend it", () => {
  const message =
    "User: arn:aws:sts::111111111111:assumed-role/dlo-read/dlo is not authorized to perform: sqs:listqueues with an explicit deny in a service control policy: arn:aws:organizations::222222222222:policy/o-1/service_control_policy/p-1";

  const failure = translateError(sdkError("AccessDenied", http(403), message), { ...call, action: "sqs:ListQueues" });

  expect(failure.message).toContain("a service control policy denies sqs:ListQueues");
  expect(failure.detail).toMatchObject({ action: "sqs:ListQueues", fix: expect.stringContaining("eu-west-1") });
});

test("the permission that AWS names is the missing one, when a call needs several", () => {
  const text =
    "User: arn:aws:sts::1:assumed-role/x/y is not authorized to perform: sqs:SendMessage on resource: arn:aws:sqs:z";

  const failure = translateError(sdkError("AccessDeniedException", http(403), text), call);

  expect(failure.detail.action).toBe("sqs:SendMessage");
});

test.each([
  ["sqs:ReceiveMessage", "kms:Decrypt"],
  ["sqs:SendMessage", "kms:GenerateDataKey"],
])("a refused key on %s means %s is missing", (action, missing) => {
  const failure = translateError(sdkError("KmsAccessDenied", http(400)), { ...call, action });

  expect(failure.detail.action).toBe(missing);
});

test("a disabled key says that it is the key, and is not tried again", () => {
  const failure = translateError(sdkError("KmsDisabled", http(400)), call);

  expect(failure.message).toContain("encryption key");
  expect(failure.detail.retryable).toBe(false);
});

test.each(["RequestThrottled", "ThrottlingException", "Throttling", "TooManyRequestsException", "KmsThrottled"])(
  "%s may be tried again, and had no effect",
  (name) => {
    const failure = translateError(sdkError(name, http(400)), call);

    expect(failure).toBeInstanceOf(Unavailable);
    expect(failure.detail).toMatchObject({ isThrottled: true, retryable: true, effect: "none" });
  },
);

test.each([
  ["a reset connection", sdkError("TimeoutError", { code: "ECONNRESET" })],
  ["a timeout while waiting for the answer", sdkError("TimeoutError", { code: "ETIMEDOUT" })],
  ["a broken pipe", sdkError("Error", { code: "EPIPE" })],
  ["a fault of AWS's own", sdkError("InternalFailure", http(500))],
  ["an unavailable service", sdkError("ServiceUnavailable", http(503))],
  ["an error that nobody knows", new Error("what is this")],
])("after %s nobody knows whether the call took effect", (_, error) => {
  expect(isEffectUnknown(translateError(error, call))).toBe(true);
});

test.each([
  ["a refused connection", sdkError("Error", { code: "ECONNREFUSED" })],
  ["a name that does not resolve", sdkError("Error", { code: "ENOTFOUND" })],
  ["a connection that was never made", sdkError("TimeoutError")],
  ["a request that AWS found wrong", sdkError("InvalidParameterValue", http(400))],
  ["an expired session", sdkError("ExpiredToken", http(403))],
])("after %s the call certainly had no effect", (_, error) => {
  expect(isEffectUnknown(translateError(error, call))).toBe(false);
});

test.each([
  ["an action it does not know", sdkError("InvalidAction", http(400))],
  ["an operation it does not know", sdkError("UnknownOperationException", http(404))],
  ["501", sdkError("UnknownError", http(501))],
  [
    "a page of HTML",
    sdkError("SyntaxError", { $metadata: {}, $response: { statusCode: 500 } }, "Unexpected token '<'"),
  ],
  ["something that is no AWS error", sdkError("UnknownError", http(400))],
])("an endpoint that answers with %s lacks the operation, and is not asked for ever", (_, error) => {
  const failure = translateError(error, call);

  expect(failure.code).toBe("aws-capability-absent");
  expect(failure.detail.retryable).toBe(false);
});

test("what AWS refuses for another reason is told in its own words and not repeated", () => {
  const failure = translateError(
    sdkError("InvalidParameterValue", http(400), "There is already a task running."),
    call,
  );

  expect(failure.code).toBe("aws-unavailable");
  expect(failure.message).toContain("There is already a task running.");
  expect(failure.detail.retryable).toBe(false);
});

test("too many messages in flight is a matter of waiting", () => {
  expect(translateError(sdkError("OverLimit", http(403)), call).detail.retryable).toBe(true);
});

test("credentials that AWS does not know are the worker's matter, not the role's", () => {
  const failure = translateError(sdkError("InvalidClientTokenId", http(403)), call);

  expect(failure.code).toBe("aws-denied");
  expect(failure.detail.fix).toContain("credentials of the worker");
});
