import { expect, test } from "vitest";
import { costPerMonth, PRICED_FROM, priceOf, SETTLED_SECONDS, usdPerMonth } from "./prices";

test("a million SQS requests cost 40 cents, whichever action they are", () => {
  expect(priceOf("sqs:GetQueueAttributes", 1_000_000)).toBeCloseTo(0.4);
});

test("a thousand metrics asked of CloudWatch cost a cent", () => {
  expect(priceOf("cloudwatch:GetMetricData", 1_000)).toBeCloseTo(0.01);
});

test("sessions cost nothing", () => {
  expect(priceOf("sts:AssumeRole", 500)).toBe(0);
});

test("an action that is not on the list has no price, not the price zero", () => {
  expect(priceOf("sqs-extended:Nothing", 1)).toBeUndefined();
});

test("a thousand queues read once a minute cost about 17 dollars a month", () => {
  const usd = usdPerMonth([{ action: "sqs:GetQueueAttributes", units: 60_000, seconds: 3_600 }]);

  expect(usd).toBeCloseTo(17.28);
});

test("a use over no time at all says nothing about a month", () => {
  expect(usdPerMonth([{ action: "sqs:ListQueues", units: 5, seconds: 0 }])).toBe(0);
});

test("what the first looks read once is not told as a month's cost to whoever decides by it", () => {
  const firstMinutes = [{ action: "cloudwatch:GetMetricData", units: 1_050, seconds: 300 }];

  expect(costPerMonth(firstMinutes, SETTLED_SECONDS)).toBeNull();
  expect(
    costPerMonth([{ ...firstMinutes[0], action: "cloudwatch:GetMetricData", units: 1_392, seconds: 3_600 }]),
  ).toBeCloseTo(10.02, 1);
});

test("the price list says where and when it was seen", () => {
  expect(PRICED_FROM).toMatch(/us-east-1.*\d{4}-\d{2}/);
});
