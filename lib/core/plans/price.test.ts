import { expect, test } from "vitest";
import { estimateUsd } from "./price";

const PLACE = "eu-central-1:111111111111";
const to = (destinationArn: string | null, bodyBytes = 1_000) => ({ destinationArn, bodyBytes, editedBytes: null });
const microUsd = (driver: Parameters<typeof estimateUsd>[0], ...messages: ReturnType<typeof to>[]) =>
  (estimateUsd(driver, messages) ?? Number.NaN) * 1_000_000;

test.each([
  ["a queue, by receive, send and delete", "mover", to(`arn:aws:sqs:${PLACE}:orders`), 1.2],
  ["a queue, by the chunks of a large message", "mover", to(`arn:aws:sqs:${PLACE}:orders`, 70_000), 2],
  ["a function, by what an invocation costs", "lambda-invoke", to(`arn:aws:lambda:${PLACE}:function:ship`), 1],
  ["a bus, by what an event costs", "put-events", to(`arn:aws:events:${PLACE}:event-bus/shop`), 1.8],
  ["nowhere, without a send", "discard", to(null), 0.8],
  ["a queue from the vault, without receive and delete", "restore", to(`arn:aws:sqs:${PLACE}:orders`), 0.4],
] as const)("a message to %s is priced", (_, driver, message, expected) => {
  expect(microUsd(driver, message)).toBeCloseTo(expected, 6);
});

test("a message that goes nobody knows where makes the price unknown, not small", () => {
  expect(estimateUsd("mover", [to(`arn:aws:sqs:${PLACE}:orders`), to(null)])).toBeNull();
});
