import { expect, test } from "vitest";
import { AT, minutes } from "./cases/reasons";
import { type Groupable, groupReasons } from "./group";
import type { Condition } from "./reason";

const one = (key: string, ties: string[], more: Partial<Groupable> = {}): Groupable => ({
  key,
  condition: "class-new",
  classId: key,
  ties,
  since: AT,
  openedAt: AT,
  alertId: null,
  ...more,
});
const standing = (key: string, ties: string[], alertId: string, ago = 10, condition: Condition = "class-new") =>
  one(key, ties, { alertId, openedAt: minutes(-ago), condition });
const incidentsOf = (reasons: Groupable[], alertIds: string[] = []) =>
  groupReasons(reasons, alertIds).map(({ alertIds: known, newKeys }) => [...known, ...newKeys].join(" "));

const ACCOUNT = ["account:1"];
test.each([
  ["nothing shared", [one("a", []), one("b", [])], [], ["a", "b"]],
  ["a consumer", [one("a", ["consumer:x"]), one("b", ["consumer:x"])], [], ["a b"]],
  [
    "one with both of two",
    [one("a", ["consumer:x"]), one("b", ["dependency:y"]), one("c", ["consumer:x", "dependency:y"])],
    [],
    ["a b c"],
  ],
  ["an alert", [standing("a", ["queue:q"], "A"), one("b", ["queue:q"])], ["A"], ["A b"]],
  [
    "an error with an alert of long ago",
    [standing("a", ["error:e"], "A", 61), one("b", ["error:e"])],
    ["A"],
    ["A", "b"],
  ],
  [
    "the queue of an alert of long ago, as its symptom",
    [standing("a", ["queue:q"], "A", 900), one("b", ["queue:q"], { condition: "depth-threshold" })],
    ["A"],
    ["A b"],
  ],
  [
    "the queue of an alert of long ago, as something new",
    [standing("a", ["queue:q"], "A", 900), one("b", ["queue:q"])],
    ["A"],
    ["A", "b"],
  ],
  ["four classes of an account", ["a", "b", "c", "d"].map((key) => one(key, ACCOUNT)), [], ["a", "b", "c", "d"]],
  ["five classes of an account", ["a", "b", "c", "d", "e"].map((key) => one(key, ACCOUNT)), [], ["a b c d e"]],
  [
    "five classes over an hour",
    ["a", "b", "c", "d", "e"].map((key, at) => one(key, ACCOUNT, { since: minutes(at * -12) })),
    [],
    ["a", "b", "c", "d", "e"],
  ],
  [
    "five reasons of one class",
    ["a", "b", "c", "d", "e"].map((key) => one(key, ACCOUNT, { classId: "same" })),
    [],
    ["a", "b", "c", "d", "e"],
  ],
  [
    "two alerts: the one in front leads",
    [standing("a", ["consumer:x"], "A"), standing("b", ["error:e"], "B"), one("c", ["consumer:x", "error:e"])],
    ["B", "A"],
    ["B A c"],
  ],
])("reasons that share %s", (_, reasons, alertIds, expected) => {
  expect(incidentsOf(reasons, alertIds).sort()).toEqual([...expected].sort());
});
