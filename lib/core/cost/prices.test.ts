import { expect, test } from "vitest";
import { priceBook } from "./price-table";
import { PRICED_FROM, priceOf, unitPrice, usdPerMonth } from "./prices";

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

test("a Region of which the table has no price is priced like another, and the source says so", () => {
  expect(unitPrice("s3:PutObject", "ap-south-1")).toMatchObject({
    usd: 0.000005,
    source: "price list, us-east-1, none known for ap-south-1",
  });
  expect(unitPrice("sqs:ListQueues", "eu-central-1")?.source).toBe("price list, eu-central-1");
});

test("a price that a person put over the list counts in our own cost", () => {
  const book = priceBook([
    { key: "sqs.standard.requests", region: "*", tiers: [{ upTo: null, usd: 0.3 }], enteredOn: "2026-11-21" },
  ]);

  expect(priceOf("sqs:GetQueueAttributes", 1_000_000, "eu-central-1", book)).toBeCloseTo(0.3);
  expect(unitPrice("sqs:GetQueueAttributes", "eu-central-1", book)?.source).toBe("yours, eu-central-1");
});

test("the price list says where and when it was seen", () => {
  expect(PRICED_FROM).toMatch(/\d{4}-\d{2}.*us-east-1/);
});
