import { expect, test } from "vitest";
import { nameOfArn } from "./arn";

const at = "eu-central-1:111122223333";

test.each([
  [`arn:aws:sqs:${at}:orders`, "orders"],
  [`arn:aws:lambda:${at}:function:ship`, "ship"],
  [`arn:aws:events:${at}:event-bus/shop`, "shop"],
  [`arn:aws:events:${at}:rule/shop/paid`, "paid"],
  [`arn:aws:events:${at}:api-destination/crm/0f9a-11`, "crm"],
  [`arn:aws:events:${at}:event-busv2/shop/01ABCDEFGHIJKLMNOPQRSTUVWX`, "shop"],
  [`arn:aws:events:${at}:subscriber/mail/01ABCDEFGHIJKLMNOPQRSTUVWX`, "mail"],
  ["orders", "orders"],
])("%s is called by a name, not by an id", (arn, name) => {
  expect(nameOfArn(arn)).toBe(name);
});
