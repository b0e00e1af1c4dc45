import { expect, test } from "vitest";
import { aGraph, aMapping, aPipe, aQueue, functionArn, queueArn, streamArn } from "../cases/a-graph";
import { foundBy } from "../cases/found-by";
import { batchWithoutItemFailures } from "./batch-without-item-failures";
import { dlqWithConsumer } from "./dlq-with-consumer";
import { filterDeletes } from "./filter-deletes";
import { mappingDisabled } from "./mapping-disabled";

const off = aMapping("m", { isEnabled: false });
const orders = aQueue("orders", { deadLetterTargetArn: queueArn("dlq") });
const onDlq = { sourceArn: queueArn("dlq") };
const paid = ['{"body":{"type":["paid"]}}'];

test("a queue that another consumer still empties is not abandoned", () => {
  expect(foundBy(mappingDisabled, aGraph([aQueue("orders"), off, aPipe("p")]))).toEqual([["m", "covered"]]);
  expect(foundBy(mappingDisabled, aGraph([aQueue("orders"), off, aPipe("p", { isRunning: false })]))).toEqual([
    ["m", "medium"],
  ]);
});

test("a disabled mapping on a queue that nobody read, or on a stream, is not judged, nor where a pipe may be unread", () => {
  expect(foundBy(mappingDisabled, aGraph([aQueue("orders"), off], { unread: ["pipe"] }))).toEqual([]);
  expect(foundBy(mappingDisabled, aGraph([off]))).toEqual([]);
  expect(foundBy(mappingDisabled, aGraph([aMapping("m", { isEnabled: false, sourceArn: streamArn("s") })]))).toEqual(
    [],
  );
});

test("a batch of one, a disabled mapping and a stream have no innocent bystanders", () => {
  const graph = aGraph([
    aMapping("one", { batchSize: 1 }),
    aMapping("off", { isEnabled: false }),
    aMapping("stream", { sourceArn: streamArn("s") }),
    aMapping("two", { batchSize: 2 }),
  ]);

  expect(foundBy(batchWithoutItemFailures, graph)).toEqual([
    ["one", "covered"],
    ["two", "medium"],
  ]);
});

test("a stream's filter leaves records to others and is not judged", () => {
  const graph = aGraph([aMapping("s", { sourceArn: streamArn("s"), filterPatterns: paid })]);

  expect(foundBy(filterDeletes, graph)).toEqual([]);
});

test("a consumer that takes everything loses to the one that filters, which is named", () => {
  const all = aMapping("all", { functionArn: functionArn("all") });

  expect(foundBy(filterDeletes, aGraph([aMapping("some", { filterPatterns: paid }), all]))).toEqual([
    ["some", "high"],
    ["all", "covered"],
  ]);
});

test("the same filter twice deletes nothing that the other one wants", () => {
  const graph = aGraph([aMapping("a", { filterPatterns: paid }), aMapping("b", { filterPatterns: paid })]);

  expect(foundBy(filterDeletes, graph)).toEqual([
    ["a", "medium"],
    ["b", "medium"],
  ]);
});

test("a dead-letter queue counts as left alone only where mappings and pipes were read", () => {
  const resources = [orders, aQueue("dlq")];

  expect(foundBy(dlqWithConsumer, aGraph(resources))).toEqual([["dlq", "covered"]]);
  expect(foundBy(dlqWithConsumer, aGraph(resources, { unread: ["pipe"] }))).toEqual([]);
  expect(foundBy(dlqWithConsumer, aGraph([...resources, aMapping("m", onDlq)], { unread: ["pipe"] }))).toEqual([
    ["dlq", "medium"],
  ]);
});

test("a queue that takes dead letters to try them again, with a dead-letter queue of its own, is only mentioned", () => {
  const retry = aQueue("dlq", { deadLetterTargetArn: queueArn("last") });

  expect(foundBy(dlqWithConsumer, aGraph([orders, retry, aQueue("last"), aPipe("p", onDlq)]))).toEqual([
    ["dlq", "low"],
    ["last", "covered"],
  ]);
});
