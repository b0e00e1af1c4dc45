import { expect, test } from "vitest";
import { failedInvocation, MOST_PAYLOAD_BYTES } from "./failed-invocation";

const text = (stringValue: string) => ({ dataType: "String", stringValue });
const DEAD = { attributes: { RequestID: text("r-1"), ErrorCode: text("200"), ErrorMessage: text("x") } };
const PLAIN = { attributes: {} };
const LIVE = "arn:aws:lambda:eu-central-1:111111111111:function:biller:live";
const record = (payload: string, condition = "RetriesExhausted") =>
  `{"version":"1.0","requestContext":{"functionArn":"${LIVE}","condition":"${condition}"},"requestPayload":${payload}}`;

test("of a function's dead-letter queue the body is the event, untouched", () => {
  const body = '{ "id" : 12345678901234567890 }';

  expect(failedInvocation(DEAD, body)).toEqual({ kind: "event", functionArn: null, payload: body });
});

test("of a destination record the request payload is the event, byte for byte, for the alias that it names", () => {
  const payload = '{ "id" : 12345678901234567890, "text":"\\u00e9" }';

  expect(failedInvocation(PLAIN, record(payload))).toEqual({ kind: "event", functionArn: LIVE, payload });
});

test("an event of exactly one megabyte still fits", () => {
  const body = JSON.stringify("x".repeat(MOST_PAYLOAD_BYTES - 2));

  expect(failedInvocation(DEAD, body).kind).toBe("event");
});

test.each([
  ["a body that is no JSON", DEAD, "hello", /no JSON/],
  ["an event over one megabyte", DEAD, JSON.stringify("é".repeat(MOST_PAYLOAD_BYTES / 2)), /1048578 bytes/],
  ["a record that was cut off", PLAIN, record('{"id":1}').slice(0, -5), /cut off/],
  ["a record without its request payload", PLAIN, record("null"), /no request payload/],
  ["a record of a success", PLAIN, record('{"id":1}', "Success"), /nothing has to go back/],
  ["another message altogether", PLAIN, '{"type":"OrderPlaced"}', /names no function/],
])("%s is refused with a reason", (_, received, body, reason) => {
  const found = failedInvocation(received, body);

  expect(found.kind === "none" && found.reason).toMatch(reason);
});
