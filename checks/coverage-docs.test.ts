import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { COVERAGE_RULES } from "@/lib/core/coverage/rules";
import { SEVERITIES } from "@/lib/core/coverage/rule";
import { plantedHoles } from "../jobs/demo/story/fleet/planted-holes";

const ROW = /^\| `([a-z-]+)` \| ([^|]+) \| [^|]+ \| [^|]+ \|$/gm;
const documented = [...readFileSync("docs/coverage.md", "utf8").matchAll(ROW)].map(([, rule = "", said = ""]) => ({
  rule,
  severities: said.trim().split(", "),
}));

test("the page about the audit has every rule, in the order of the screen, and no other", () => {
  expect(documented.map(({ rule }) => rule)).toEqual(COVERAGE_RULES.map(({ id }) => id));
});
