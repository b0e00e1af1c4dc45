import { expect, test } from "vitest";
import { placed, type RawFact } from "./place";

const fact = (more: Partial<RawFact> = {}): RawFact => ({
  ...{
    kind: "class-new",
    accountId: "a",
    accountName: null,
    region: "r",
    arn: "source",
    queueArn: "dlq",
    queueId: "q",
    classId: "c",
  },
  ...{ subjectId: null, label: "OrderError", at: null, value: 1, detail: {}, ...more },
});
const part = (pipelineId: string, arn: string, isShared = false) => ({ pipelineId, arn, isShared });
const one = (
  raw: RawFact,
  parts: ReturnType<typeof part>[],
  owners: { arn: string; owner: string | null; team: string | null }[] = [],
) => {
  const [found] = placed([raw], { parts, owners });
  return { pipelineId: found?.pipelineId, also: found?.detail.alsoPipelines, owner: found?.owner, team: found?.team };
};

test.each([
  ["where it failed", [part("p1", "source")], "p1", undefined],
  ["where it ended", [part("p1", "dlq")], "p1", undefined],
  [
    "where it failed, of a queue that pipelines share",
    [part("p1", "source"), part("p1", "dlq", true), part("p2", "dlq", true)],
    "p1",
    undefined,
  ],
  [
    "all that share it, where nobody knows in which it failed",
    [part("p2", "dlq", true), part("p1", "dlq", true)],
    "p1",
    "p2",
  ],
  ["none", [part("p1", "other")], null, undefined],
] as const)("a failure belongs to %s", (_, parts, pipelineId, also) => {
  expect(one(fact(), [...parts])).toMatchObject({ pipelineId, ...(also === undefined ? {} : { also }) });
});

test("money of what several pipelines share is nobody's", () => {
  const cost = fact({ kind: "cost", queueArn: null });

  expect(one(cost, [part("p1", "source"), part("p2", "source")]).pipelineId).toBeNull();
  expect(one(cost, [part("p1", "source", true)]).pipelineId).toBeNull();
  expect(one(cost, [part("p1", "source")]).pipelineId).toBe("p1");
});

test.each([
  ["who owns what fails", fact(), "checkout", "team a"],
  ["who owns its dead-letter queue", fact({ arn: "unowned" }), "queues", "team b"],
  ["whom somebody named, with the team of their other things", fact({ owner: "queues" }), "queues", "team b"],
  ["nobody", fact({ arn: "unowned", queueArn: null }), null, null],
] as const)("a fact is of %s", (_, raw, owner, team) => {
  const owners = [
    { arn: "source", owner: "checkout", team: "team a" },
    { arn: "dlq", owner: "queues", team: "team b" },
  ];

  expect(one(raw, [], owners)).toMatchObject({ owner, team });
});

test("facts stand in the same order, however they were read", () => {
  const raw = [
    fact({ label: "b" }),
    fact({ label: "a" }),
    fact({ kind: "blind" }),
    fact({ at: "2026-01-01T00:00:00.000Z" }),
  ];
  const places = { parts: [], owners: [] };

  expect(placed(raw.toReversed(), places)).toEqual(placed(raw, places));
});
