import { expect, test } from "vitest";
import { searchTermOf, traceIdOf } from "./search-term";

const REQUEST = "c6af9ac6-7b61-11e6-9a41-93e812345678";
const whole = (body: unknown, stringValue?: string) => ({
  body: JSON.stringify(body),
  attributes: attributesOf(stringValue),
  system: { AWSTraceHeader: "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1" },
});
function attributesOf(stringValue: string | undefined): Record<string, { dataType: string; stringValue: string }> {
  return stringValue === undefined ? {} : { RequestID: { dataType: "String", stringValue } };
}
const functionArn = "arn:aws:lambda:eu-west-1:111111111111:function:f";

test.each([
  ["a message that SQS moved is known by its id", whole({ order: 1 }), "msg"],
  ["an event that a function gave up is known by its request", whole({ order: 1 }, REQUEST), REQUEST],
  ["so is one in a destination's record", whole({ requestContext: { functionArn, requestId: REQUEST } }), REQUEST],
  ["what somebody else calls a request context is none", whole({ requestContext: { requestId: REQUEST } }), "msg"],
  ["what has not the form of a request id is not looked for", whole({}, '" -"START" ?"'), "msg"],
  ["nor is anything where no body was kept", undefined, "msg"],
])("%s", (_, kept, term) => {
  expect(searchTermOf("msg", kept)).toBe(term);
});

test("the trace is the root that SQS carried", () => {
  expect(traceIdOf(whole({}))).toBe("1-5759e988-bd862e3fe1be46a994272793");
  expect(traceIdOf(undefined)).toBeNull();
});
