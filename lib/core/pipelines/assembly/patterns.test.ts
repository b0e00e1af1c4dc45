import { expect, test } from "vitest";
import type { EdgeKind } from "../../inventory/edges";
import type { PartKind, PartRole, PatternName } from "../pipeline";
import { patternsOf } from "./patterns";

const KINDS: Readonly<Record<string, PartKind>> = {
  rule: "rule",
  topic: "topic",
  queue: "queue",
  fn: "function",
  sub: "subscription",
  map: "mapping",
  pipe: "pipe",
  stream: "stream",
  machine: "state-machine",
};

/** What a picture such as `rule > queue > fn` shows; `queue ! queueDlq` gives up. The first part is the entry. */
function patternsIn(...pictures: string[]): PatternName[] {
  const edges = pictures.flatMap((picture) => {
    const words = picture.split(" ");
    return words.flatMap((sign, index) => {
      const kind: EdgeKind | null = sign === ">" ? "delivers" : sign === "!" ? "dead-letters" : null;
      return kind ? [{ from: words[index - 1] ?? "", to: words[index + 1] ?? "", kind, part: null }] : [];
    });
  });
  const arns = [...new Set(edges.flatMap(({ from, to }) => [from, to]))];
  const parts = arns.map((arn, index) => {
    const kind = KINDS[/^[a-z]+/.exec(arn)?.[0] ?? ""] ?? "outside";
    const role: PartRole = index === 0 ? "entry" : "hop";
    return { arn, kind, role, name: arn, accountId: "acc_1", region: "eu-west-1", depth: index };
  });
  return patternsOf(parts, edges);
}

test.each<[PatternName, string[]]>([
  ["topic-queue", ["topic > sub > queue"]],
  ["event-queue", ["rule > queue > map > fn"]],
  ["event-topic", ["rule > topic > sub > fn"]],
  ["storage-first", ["queue > map > fn"]],
  ["fan-out", ["topic > sub1 > queue1", "topic > sub2 > queue2"]],
  ["fan-out", ["rule > queue1", "rule > fn"]],
  ["fan-out", ["stream > map1 > fn1", "stream > map2 > fn2"]],
  ["scatter-gather", ["topic > sub1 > fn1 > queue", "topic > sub2 > fn2 > queue"]],
  ["scatter-gather", ["rule > queue1 > map1 > fn1 > queue9", "rule > queue2 > map2 > fn2 > queue9"]],
  ["pipes-and-filters", ["queue1 > map1 > fn1 > queue2 > map2 > fn2"]],
  ["pipes-and-filters", ["rule > fn1 > topic > sub > queue > map > fn2"]],
  ["saga", ["rule > machine > fn1", "machine > fn2"]],
  ["stream", ["stream > map > fn"]],
])("%s is recognised in %j", (name, pictures) => {
  expect(patternsIn(...pictures)).toContain(name);
});

test.each<[PatternName, string[]]>([
  ["topic-queue", ["topic > sub > fn"]],
  ["topic-queue", ["topic ! queue"]],
  ["event-queue", ["rule > fn", "rule ! queue"]],
  ["event-topic", ["rule > queue", "rule ! topic"]],
  ["storage-first", ["rule > queue > map > fn"]],
  ["storage-first", ["queue ! queue2"]],
  ["fan-out", ["rule > queue ! queue2"]],
  ["fan-out", ["queue > map1 > fn1", "queue > map2 > fn2"]],
  ["scatter-gather", ["topic > sub1 > fn1", "topic > sub2 > fn2"]],
  ["scatter-gather", ["topic > sub1 > queue1 > map1 > fn", "topic > sub2 > queue2 > map2 > fn"]],
  ["scatter-gather", ["topic > sub1 > fn1 ! queue", "topic > sub2 > fn2 ! queue"]],
  ["pipes-and-filters", ["queue1 > map1 > fn1"]],
  ["pipes-and-filters", ["queue1 > map1 > fn1 ! queue2 > map2 > fn2"]],
  ["pipes-and-filters", ["fn1 > queue > map > fn1"]],
  ["saga", ["rule > machine > fn1"]],
  ["saga", ["rule > machine1", "rule > fn1"]],
  ["stream", ["rule > stream"]],
])("%s is not recognised in %j", (name, pictures) => {
  expect(patternsIn(...pictures)).not.toContain(name);
});

test("several patterns stand in their usual order", () => {
  expect(patternsIn("rule > topic > sub1 > queue1", "topic > sub2 > queue2")).toEqual([
    "topic-queue",
    "event-topic",
    "fan-out",
  ]);
});
