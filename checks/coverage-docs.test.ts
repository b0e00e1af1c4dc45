import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { CONSUMER_CASES } from "@/lib/core/coverage/cases/consumer-cases";
import { DEAD_LETTER_QUEUE_CASES } from "@/lib/core/coverage/cases/dead-letter-queue-cases";
import { EVENT_BRIDGE_CASES } from "@/lib/core/coverage/cases/event-bridge";
import { EVENT_CASES } from "@/lib/core/coverage/cases/event-cases";
import { LAMBDA_CASES } from "@/lib/core/coverage/cases/lambda-and-streams";
import { SNS_CASES } from "@/lib/core/coverage/cases/sns";
import { SQS_CASES } from "@/lib/core/coverage/cases/sqs";
import { SEVERITIES } from "@/lib/core/coverage/rule";
import { COVERAGE_RULES } from "@/lib/core/coverage/rules";

const CASES = [
  ...EVENT_BRIDGE_CASES,
  ...SNS_CASES,
  ...LAMBDA_CASES,
  ...SQS_CASES,
  ...DEAD_LETTER_QUEUE_CASES,
  ...CONSUMER_CASES,
  ...EVENT_CASES,
];
const ROW = /^\| `([a-z-]+)` \| ([^|]+) \| [^|]+ \| [^|]+ \|$/gm;
const page = [...readFileSync("docs/coverage.md", "utf8").matchAll(ROW)].map(([, rule = "", said = ""]) => ({
  rule,
  severities: said.split(", "),
}));

test("the page about the audit has every rule, in the order in which they are shown, and no other", () => {
  expect(page.map(({ rule }) => rule)).toEqual(COVERAGE_RULES.map(({ id }) => id));
});

test("the README counts the rules as they are", () => {
  expect(readFileSync("README.md", "utf8")).toContain(`[${COVERAGE_RULES.length} rules](docs/coverage.md)`);
});

test("the severities on that page are real ones, worst first, and every one that a public case expects is there", () => {
  const severitiesOf = new Map(page.map(({ rule, severities }) => [rule, severities]));

  for (const { rule, severities } of page)
    expect({ rule, severities }).toEqual({ rule, severities: SEVERITIES.filter((one) => severities.includes(one)) });
  const missing = CASES.flatMap(({ expected }) => expected)
    .filter(({ rule, severity }) => !severitiesOf.get(rule)?.includes(severity))
    .map(({ rule, severity }) => `${rule}: ${severity}`);
  expect(missing).toEqual([]);
});
