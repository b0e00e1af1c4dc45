import { expect, test } from "vitest";
import { aFunction, aGraph, aMapping, aQueue, functionArn, NO_FACTS, queueArn } from "../cases/a-graph";
import { foundBy } from "../cases/found-by";
import { maxReceiveCountOne } from "./max-receive-count-one";
import { visibilityTooShort } from "./visibility-too-short";

const orders = (visibilityTimeoutSeconds: number) => aQueue("orders", { visibilityTimeoutSeconds });
const ship = (timeoutSeconds: number) => aFunction("ship", { timeoutSeconds });

test("six times the time-out is enough, one second less is not", () => {
  expect(foundBy(visibilityTooShort, aGraph([orders(60), aMapping("m"), ship(10)]))).toEqual([["orders", "covered"]]);
  expect(foundBy(visibilityTooShort, aGraph([orders(59), aMapping("m"), ship(10)]))).toEqual([["orders", "medium"]]);
});

test("a message that returns exactly at the time-out is not certain to be doubled", () => {
  expect(foundBy(visibilityTooShort, aGraph([orders(10), aMapping("m"), ship(10)]))).toEqual([["orders", "medium"]]);
  expect(foundBy(visibilityTooShort, aGraph([orders(9), aMapping("m"), ship(10)]))).toEqual([["orders", "high"]]);
});

test("of several functions the slowest decides", () => {
  const second = aMapping("m-2", { functionArn: functionArn("pack") });
  const graph = aGraph([orders(60), aMapping("m"), second, ship(10), aFunction("pack", { timeoutSeconds: 900 })]);

  expect(visibilityTooShort.check(graph, NO_FACTS)).toMatchObject([
    { hole: { severity: "high", failingStageArn: functionArn("pack") } },
  ]);
});

test("a function behind an alias is the function", () => {
  const live = aMapping("m", { functionArn: `${functionArn("ship")}:live` });

  expect(foundBy(visibilityTooShort, aGraph([orders(9), live, ship(10)]))).toEqual([["orders", "high"]]);
});

test("what nobody could read or nobody uses is not judged", () => {
  const off = aMapping("m", { isEnabled: false });
  const unknown = aMapping("m-2", { functionArn: functionArn("elsewhere") });

  expect(foundBy(visibilityTooShort, aGraph([orders(9), off, ship(10)]))).toEqual([]);
  expect(foundBy(visibilityTooShort, aGraph([orders(9), aMapping("m")]))).toEqual([]);
  expect(foundBy(visibilityTooShort, aGraph([orders(60), aMapping("m"), ship(10), unknown]))).toEqual([]);
  expect(foundBy(visibilityTooShort, aGraph([orders(9), aMapping("m"), ship(10), unknown]))).toEqual([
    ["orders", "high"],
  ]);
});

test("advice never exceeds the twelve hours that SQS allows", () => {
  const graph = aGraph([orders(43_200), aMapping("m"), ship(43_000)]);

  expect(foundBy(visibilityTooShort, graph)).toEqual([["orders", "covered"]]);
});

test("only queues that dead-letter are asked how many receives they allow", () => {
  const graph = aGraph([
    aQueue("plain"),
    aQueue("orders", { deadLetterTargetArn: queueArn("dlq"), maxReceiveCount: 2 }),
    aQueue("mails", { deadLetterTargetArn: queueArn("dlq"), maxReceiveCount: 1 }),
  ]);

  expect(foundBy(maxReceiveCountOne, graph)).toEqual([
    ["orders", "covered"],
    ["mails", "medium"],
  ]);
});
