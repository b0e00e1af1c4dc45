import { describe, expect, test } from "vitest";
import { judgeCoverage } from "../judge";
import { COVERAGE_RULES } from "../rules/index";
import { aGraph, NO_FACTS } from "./a-graph";
import { CONSUMER_CASES } from "./consumer-cases";
import { DEAD_LETTER_QUEUE_CASES } from "./dead-letter-queue-cases";
import { EVENT_BRIDGE_CASES } from "./event-bridge";
import { EVENT_CASES } from "./event-cases";
import { LAMBDA_CASES } from "./lambda-and-streams";
import { SNS_CASES } from "./sns";
import { SQS_CASES } from "./sqs";

const CASES = [
  ...EVENT_BRIDGE_CASES,
  ...SNS_CASES,
  ...LAMBDA_CASES,
  ...SQS_CASES,
  ...DEAD_LETTER_QUEUE_CASES,
  ...CONSUMER_CASES,
  ...EVENT_CASES,
];

describe("what public pages say of lost events is found, and no more", () => {
  test.each(CASES)("$name ($source)", ({ resources, unread, facts = NO_FACTS, about, expected }) => {
    const rules = COVERAGE_RULES.filter((rule) => about.includes(rule.id));

    const { holes, checked, brokenRules } = judgeCoverage(aGraph(resources, { unread }), facts, rules);

    const found = holes.map(({ rule, resource, severity, confidence }) => ({
      rule,
      at: resource.name,
      severity,
      confidence,
    }));
    expect(rules.map((rule) => rule.id).sort()).toEqual([...about].sort());
    expect(found).toEqual(expected);
    expect(checked.length).toBeGreaterThan(0);
    expect(brokenRules).toEqual([]);
  });
});
