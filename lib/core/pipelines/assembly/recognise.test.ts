import { expect, test } from "vitest";
import type { AssembledPipeline } from "../pipeline";
import type { MatchedRule } from "./match-rules";
import { type KnownPipeline, recognise } from "./recognise";

const assembled = (anchorArn: string, ...parts: string[]): AssembledPipeline => ({
  anchorArn,
  name: anchorArn,
  parts: [anchorArn, ...parts].map((arn) => ({
    ...{ arn, kind: "queue", name: arn, accountId: "acc_1", region: "eu-west-1", depth: 0 },
    role: arn.startsWith("shared") ? "shared" : "hop",
  })),
  edges: [],
  patterns: [],
});
const known = (id: string, anchorArn: string, ...partArns: string[]): KnownPipeline => ({
  ...{ id, anchorArn, isGone: false },
  partArns: [anchorArn, ...partArns],
});
const gone = (id: string, anchorArn: string): KnownPipeline => ({ id, anchorArn, isGone: true, partArns: [] });
const rule = (pipelineId: string, kind: "join" | "cut", anchorArn: string, ...arns: string[]): MatchedRule => ({
  ...{ id: `plr_${pipelineId}`, pipelineId, kind, match: { name: "x" }, anchorArn, arns },
});
const ids = (found: ReturnType<typeof recognise>) =>
  Object.fromEntries(found.found.map(({ id, pipeline }) => [pipeline.name, id]));

test.each<[string, AssembledPipeline[], KnownPipeline[], MatchedRule[], Record<string, string | null>]>([
  ["its entry", [assembled("a", "b")], [known("pl_1", "a", "x", "y", "z")], [], { a: "pl_1" }],
  [
    "half of its parts where its entry is gone",
    [assembled("new", "b", "c")],
    [known("pl_1", "a", "b", "c", "d")],
    [],
    { new: "pl_1" },
  ],
  [
    "its former entry, though another one leads in now",
    [assembled("0", "a")],
    [known("pl_1", "a")],
    [],
    { "0": "pl_1" },
  ],
  [
    "the rule that belongs to it",
    [assembled("a", "b"), assembled("c")],
    [known("pl_1", "x"), known("pl_2", "a")],
    [rule("pl_1", "join", "x", "b")],
    { a: "pl_1", c: null },
  ],
  [
    "where it was cut",
    [assembled("a"), assembled("b", "c")],
    [known("pl_1", "a", "b", "c"), known("pl_2", "b")],
    [rule("pl_2", "cut", "b", "b")],
    { a: "pl_1", b: "pl_2" },
  ],
])("a pipeline is recognised by %s", (_, pipelines, rows, rules, expected) => {
  expect(ids(recognise(pipelines, rows, rules))).toEqual(expected);
});

test("one that kept less than half of its parts is gone, and what is there is new", () => {
  const found = recognise([assembled("new", "b")], [known("pl_1", "a", "b", "c", "d")], []);

  expect(ids(found)).toEqual({ new: null });
  expect(found.gone).toEqual([{ id: "pl_1", intoId: null }]);
});

test("what it shared with others does not count as a part of it", () => {
  expect(ids(recognise([assembled("new", "shared-dlq")], [known("pl_1", "a", "shared-dlq")], []))).toEqual({
    new: null,
  });
});

test("one that fell into two goes on as the larger part", () => {
  const found = recognise([assembled("x", "b"), assembled("y", "c", "d")], [known("pl_1", "a", "b", "c", "d")], []);

  expect(ids(found)).toEqual({ x: null, y: "pl_1" });
});

test("of two that became one the elder goes on, and the other says into which", () => {
  const found = recognise(
    [assembled("a", "b")],
    [known("pl_2", "a"), known("pl_1", "b")],
    [rule("pl_1", "join", "b", "a")],
  );

  expect(ids(found)).toEqual({ a: "pl_1" });
  expect(found.gone).toEqual([{ id: "pl_2", intoId: "pl_1" }]);
  expect(found.found[0]?.pipeline.anchorArn).toBe("b");
});

test("one that is gone comes back when its entry does", () => {
  expect(ids(recognise([assembled("a")], [gone("pl_1", "a")], []))).toEqual({ a: "pl_1" });
});

test("one that lives goes before one that is gone", () => {
  expect(ids(recognise([assembled("a", "b")], [gone("pl_1", "a"), known("pl_2", "a")], []))).toEqual({ a: "pl_2" });
});

test("an entry that is still there stays the entry", () => {
  expect(recognise([assembled("0", "a")], [known("pl_1", "a")], []).found[0]?.pipeline.anchorArn).toBe("a");
});
