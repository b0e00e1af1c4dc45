import { expect, test } from "vitest";
import { trailNameOf } from "./trail-name";

const at = "eu-central-1:111122223333";

test.each([
  ["queue", `arn:aws:sqs:${at}:orders`, `arn:aws:sqs:${at}:orders`],
  ["rule", `arn:aws:events:${at}:rule/shop/paid`, "paid"],
  ["function", `arn:aws:lambda:${at}:function:bill`, "bill"],
  ["mapping", `arn:aws:lambda:${at}:event-source-mapping:91eaeb7e`, "91eaeb7e"],
  ["alarm", `arn:aws:cloudwatch:${at}:alarm:team/orders: deep`, "team/orders: deep"],
] as const)("a %s is looked up as requests name it", (kind, arn, name) => {
  expect(trailNameOf(kind, arn)).toBe(name);
});
