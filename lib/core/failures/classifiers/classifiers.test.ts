import { expect, test } from "vitest";
import type { ObservedMessage } from "@/lib/core/messages/message";
import { readPayload } from "@/lib/core/messages/payload";
import { findError } from ".";

function read(body: unknown, attributes: Record<string, string> = {}) {
  const message: ObservedMessage = {
    messageId: "m",
    body: typeof body === "string" ? body : JSON.stringify(body),
    attributes: Object.fromEntries(
      Object.entries(attributes).map(([name, stringValue]) => [name, { dataType: "String", stringValue }]),
    ),
    system: {},
  };
  const { classifier, ...finding } = findError({ message, payload: readPayload(message.body) });
  return { by: classifier.name, ...finding };
}

const order = { orderId: 7, total: 10 };

test.each<[string, unknown, object]>([
  ["an error text", { ...order, error: "no stock" }, { errorText: "no stock", where: "body.error" }],
  [
    "an error object",
    { error: { message: "no stock", code: "E12" } },
    { errorText: "no stock", errorType: "E12", where: "body.error.message" },
  ],
  [
    "a Node error",
    { err: { name: "TypeError", message: "x is not a function", stack: "…" } },
    { errorText: "x is not a function", errorType: "TypeError" },
  ],
  [
    "a Java exception",
    { exception: { class: "java.lang.X", message: "boom" } },
    { errorText: "boom", errorType: "java.lang.X" },
  ],
  [
    "an SDK error",
    { Error: { Code: "Throttling", Message: "Rate exceeded" } },
    { errorText: "Rate exceeded", errorType: "Throttling" },
  ],
  [
    "GraphQL errors",
    { errors: [{ message: "no such field" }, { message: "b" }] },
    { errorText: "no such field", where: "body.errors[0].message" },
  ],
  ["a reason", { failure: { reason: "no stock" } }, { errorText: "no stock", where: "body.failure.reason" }],
  ["snake case", { error_message: "no stock", error_type: "Stock" }, { errorText: "no stock", errorType: "Stock" }],
  [
    "an error in metadata",
    { data: order, metadata: { lastError: "no stock" } },
    { errorText: "no stock", where: "body.metadata.lastError" },
  ],
  [
    "a problem document",
    { type: "t", title: "Not Found", status: 404, detail: "order 7" },
    { errorText: "Not Found: order 7 (status 404)" },
  ],
  ["a log record", { level: "ERROR", msg: "no stock" }, { errorText: "no stock", where: "body.msg" }],
  ["a stack alone", { error: { stackTrace: ["X: boom", "  at a.b(c:1)"] } }, { errorText: "X: boom\n  at a.b(c:1)" }],
  ["SOAP", { Fault: { faultcode: "S:Server", faultstring: "boom" } }, { errorText: "boom", errorType: "S:Server" }],
  [
    "an event's detail",
    { "detail-type": "T", source: "s", detail: { error: "no stock" } },
    { errorText: "no stock", where: "body.error" },
  ],
])("an error is found in the body as %s", (_, body, finding) => {
  expect(read(body)).toMatchObject({ by: "json-error-field", ...finding });
});

test.each([
  ["error"],
  ["errorMessage"],
  ["ErrorMessage"],
  ["ERROR_MESSAGE"],
  ["exception"],
  ["x-exception-message"],
  ["kafka_dlt-exception-message"],
  ["__connect.errors.exception.message"],
  ["NServiceBus.ExceptionInfo.Message"],
  ["MT-Fault-Message"],
  ["DeadLetterReason"],
])("an error is found in the attribute %s", (name) => {
  expect(read(order, { [name]: "no stock" })).toMatchObject({
    by: "json-error-field",
    errorText: "no stock",
    where: `attribute ${name}`,
  });
});

test("the type of an error stands in an attribute of its own", () => {
  const found = read(order, { "x-exception-message": "boom", "x-exception-type": "java.lang.X" });

  expect(found).toMatchObject({ errorText: "boom", errorType: "java.lang.X" });
});

test.each<[string, unknown]>([
  ["a rate", { error_rate: 0.1, errorBudget: 3, error_count: 0 }],
  ["no error", { error: null, errors: [], err: "", exception: false }],
  ["the word none", { error: "none", lastError: "N/A" }],
  ["a number", { error: 0 }],
  ["a reason to cancel", { type: "OrderCancelled", reason: "customer changed mind" }],
  ["a fault in a car", { claim: 4, fault: "driver", failure: "gearbox" }],
  ["a message", { message: "hello", level: "info" }],
  ["a status that is fine", { title: "Order", status: 200 }],
  ["a field named by an attacker", JSON.parse('{"__proto__":{"error":"x"}}')],
])("business is not taken for an error: %s", (_, body) => {
  expect(read(body)).toEqual({ by: "no-error-text" });
});

test.each<[string, unknown, object]>([
  [
    "an error answer",
    { errorType: "TypeError", errorMessage: "boom", trace: [] },
    { errorText: "boom", errorType: "TypeError", where: "body.errorMessage" },
  ],
  [
    "Python's answer",
    { errorMessage: "'total'", errorType: "KeyError", stackTrace: ["x"] },
    { errorText: "'total'", errorType: "KeyError" },
  ],
  [
    "a time-out",
    { errorMessage: "2024-05-01T10:00:00Z 8f14 Task timed out after 30.00 seconds" },
    { where: "body.errorMessage" },
  ],
  [
    "a destination record",
    {
      requestContext: { functionArn: "a" },
      requestPayload: order,
      responsePayload: { errorType: "E", errorMessage: "boom" },
    },
    { errorText: "boom", where: "body.responsePayload.errorMessage" },
  ],
  [
    "a line about a dead runtime",
    "RequestId: 8f14e45f-ceea-4672-9b8e-1f0a5b6c7d8e Error: Runtime exited Runtime.ExitError",
    { errorType: "Runtime.ExitError" },
  ],
  ["a line about a time-out", "2024-05-01T10:00:00Z 8f14 Task timed out after 30.00 seconds", { where: "body" }],
])("Lambda's own words are known as such: %s", (_, body, finding) => {
  expect(read(body)).toMatchObject({ by: "lambda-error", ...finding });
});

const sns = { Type: "Notification", TopicArn: "arn:aws:sns:x:1:t", MessageId: "m" };

test("an error in the attributes of an SNS notification is found", () => {
  const MessageAttributes = {
    ErrorMessage: { Type: "String", Value: "boom" },
    ErrorCode: { Type: "Number", Value: "200" },
  };

  expect(read({ ...sns, Message: "{}", MessageAttributes })).toMatchObject({ by: "sns-envelope", errorText: "boom" });
});

test("an error as the text of an SNS notification is found", () => {
  expect(read({ ...sns, Message: "ERROR: disk is full" })).toMatchObject({
    by: "sns-envelope",
    errorText: "ERROR: disk is full",
  });
});

test("an SNS notification about business carries no error", () => {
  expect(read({ ...sns, Message: JSON.stringify(order) })).toEqual({ by: "no-error-text" });
});

test("an error inside the JSON of an SNS notification is read there", () => {
  expect(read({ ...sns, Message: '{"error":"no stock"}' })).toMatchObject({
    by: "json-error-field",
    errorText: "no stock",
  });
});

test.each([
  "java.lang.NullPointerException: x\n\tat a.b(c:1)",
  "ERROR could not reach db",
  "Traceback (most recent call last):\nx",
])("plain text that reads like an error is the error: %s", (body) => {
  expect(read(body)).toEqual({ by: "unknown", errorText: body, where: "body" });
});

test("plain text that reads like nothing in particular carries no error", () => {
  expect(read("order 42 shipped")).toEqual({ by: "unknown" });
});
