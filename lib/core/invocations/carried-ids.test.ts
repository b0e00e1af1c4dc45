import { expect, test } from "vitest";
import { carriedIds } from "./carried-ids";

const ID = "0b7e6a10-4a5f-4d6a-9a55-0c5d9a3a1f01";
const OTHER = "1c7e6a10-4a5f-4d6a-9a55-0c5d9a3a1f02";
const text = (stringValue: string) => ({ dataType: "String", stringValue });
const record = (requestPayload: unknown) => ({
  requestContext: { requestId: ID, functionArn: "arn:aws:lambda:eu-central-1:111111111111:function:biller" },
  requestPayload,
});

test.each([
  ["a function's dead-letter queue", { RequestID: text(ID) }, "{}", [ID]],
  ["a record of a failed invocation", {}, record({}), [ID]],
  ["such a record of an event", {}, record({ id: OTHER, "detail-type": "Due" }), [ID, OTHER]],
  ["an event that a rule could not deliver", {}, { id: ID, "detail-type": "Due", detail: {} }, [ID]],
  ["a notification in its envelope", {}, { Type: "Notification", TopicArn: "arn:…", MessageId: ID }, [ID]],
  [
    "an event that SNS made for a function",
    {},
    { Records: [{ Sns: { TopicArn: "arn:…", MessageId: ID } }, { Sns: { TopicArn: "arn:…", MessageId: OTHER } }] },
    [ID, OTHER],
  ],
])("the id by which AWS knows what failed is found in %s", (_, attributes, body, ids) => {
  expect(carriedIds({ attributes, body: typeof body === "string" ? body : JSON.stringify(body) })).toEqual(ids);
});

test.each([
  ["an order with an id of its own", {}, { id: ID, type: "OrderPlaced" }],
  ["an attribute of another form", { RequestID: text("r-1") }, {}],
  ["a request that names no function", {}, { requestContext: { requestId: ID } }],
  ["a body that is cut off", {}, `{"requestContext":{"requestId":"${ID}","functionArn":"x"`],
])("%s carries none", (_, attributes, body) => {
  expect(carriedIds({ attributes, body: typeof body === "string" ? body : JSON.stringify(body) })).toEqual([]);
});
