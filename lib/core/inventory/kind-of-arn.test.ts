import { expect, test } from "vitest";
import { kindOfArn } from "./kind-of-arn";

const at = "eu-central-1:111122223333";

test.each([
  [`arn:aws:sqs:${at}:orders`, "queue"],
  [`arn:aws-cn:sns:${at}:news`, "topic"],
  [`arn:aws:sns:${at}:news:6b0e7f6e-1f0f-4a4e`, "subscription"],
  [`arn:aws:lambda:${at}:function:bill:live`, "function"],
  [`arn:aws:lambda:${at}:event-source-mapping:91eaeb7e`, "mapping"],
  [`arn:aws:events:${at}:event-bus/shop`, "bus"],
  [`arn:aws:events:${at}:rule/shop/orders`, "rule"],
  [`arn:aws:events:${at}:archive/all`, "archive"],
  [`arn:aws:scheduler:${at}:schedule/default/nightly`, "schedule"],
  [`arn:aws:pipes:${at}:pipe/orders`, "pipe"],
  [`arn:aws:states:${at}:stateMachine:bill`, "state-machine"],
  [`arn:aws:cloudwatch:${at}:alarm:deep`, "alarm"],
  [`arn:aws:kinesis:${at}:stream/clicks`, null],
  [`arn:aws:events:${at}:api-destination/crm/1`, null],
  [`arn:aws:events:${at}:event-busv2/shop/01AB`, null],
  [`arn:aws:events:${at}:subscriber/mail/01AB`, null],
  ["orders", null],
])("%s", (arn, kind) => {
  expect(kindOfArn(arn)).toBe(kind);
});
