import { expect, test } from "vitest";
import type { DeliveryProblem, ProblemKind } from "../../delivery/sender";
import { failureOf } from "./failure-of";

const problem = (kind: ProblemKind, code = "Some.Code"): DeliveryProblem => ({ kind, code, message: "words" });

test.each<[DeliveryProblem, string, boolean]>([
  [problem("permission"), "NO_PERMISSIONS", false],
  [problem("assumeRole"), "FAILED_TO_ASSUME_ROLE", false],
  [problem("missing"), "NO_RESOURCE", false],
  [problem("invalid"), "INVALID_PARAMETER", false],
  [problem("exists"), "RESOURCE_ALREADY_EXISTS", false],
  [problem("invalid", "THIRD_ACCOUNT_HOP_DETECTED"), "THIRD_ACCOUNT_HOP_DETECTED", false],
  [problem("permission", "CROSS_ACCOUNT_INGESTION_FAILED"), "CROSS_ACCOUNT_INGESTION_FAILED", false],
  [problem("throttled"), "THROTTLING", true],
  [problem("timeout"), "TIMEOUT", true],
  [problem("limit"), "RESOURCE_LIMIT_EXCEEDED", true],
  [problem("unavailable", "InternalFailure"), "INTERNAL_ERROR", true],
  [problem("unavailable", "EC2ThrottledException"), "ERROR_FROM_TARGET", true],
])("$kind $code is told as %s", (given, errorCode, isRetryable) => {
  expect(failureOf(given)).toEqual({ errorCode, message: "words", isRetryable });
});

test("a target that says nothing is told by its error's name", () => {
  expect(failureOf({ kind: "timeout", code: "Timeout", message: "" }).message).toBe("Timeout");
});
