import { expect, test } from "vitest";
import { type RuleCounts, type RuleStateFacts, ruleState } from "./rule-state";

const DLQ = "arn:aws:sqs:eu-central-1:111122223333:dlq";
const none: RuleCounts = { triggeredCount: 0, failedCount: 0, deadLetteredCount: 0, refusedByQueueCount: 0 };
const untold: RuleCounts = {
  triggeredCount: null,
  failedCount: null,
  deadLetteredCount: null,
  refusedByQueueCount: null,
};
const aRule = (more: Partial<RuleStateFacts> = {}): RuleStateFacts => ({
  isEnabled: true,
  targets: [{ deadLetterArn: DLQ }],
  counts: { ...none, triggeredCount: 12 },
  silence: null,
  managedBy: null,
  ranAt: new Date("2026-11-20T23:00:00Z"),
  ...more,
});
const kept = { deadLetterArn: DLQ };
const bare = { deadLetterArn: null };

test.each([
  [
    "runs, and nothing fails",
    aRule(),
    "ok",
    "It ran 12 times in the last 24 hours, and no delivery is known to have failed for good.",
  ],
  ["is switched off", aRule({ isEnabled: false, counts: { ...none, failedCount: 3 } }), "disabled", /switched off/],
  ["was not measured: blind is not green", aRule({ counts: null }), "unknown", /were not read/],
  [
    "ran before, and of which nothing is told since, says when",
    aRule({ counts: untold }),
    "ok",
    "It ran last on 2026-11-20, as far as CloudWatch tells, and no delivery is known to have failed for good in the last 24 hours.",
  ],
  [
    "nobody ever saw run: that nothing failed does not make it ok",
    aRule({ counts: untold, ranAt: null }),
    "unknown",
    /Nobody ever saw it run/,
  ],
  [
    "failed, and of which nobody told yet where the events went: null is not 0",
    aRule({ counts: { ...untold, failedCount: 3 } }),
    "failing",
    "3 deliveries of the last 24 hours failed for good; whether a dead-letter queue took them is not told yet.",
  ],
  [
    "failed with and without a queue, and of which nobody told yet which",
    aRule({ targets: [kept, bare], counts: { ...untold, failedCount: 3 } }),
    "losing",
    /probably lost/,
  ],
  [
    "a service owns never shouts",
    aRule({
      managedBy: "aws.events",
      targets: [bare],
      counts: { ...none, triggeredCount: 4, failedCount: 3 },
      silence: "quiet",
    }),
    "ok",
    "It ran 4 times in the last 24 hours, and 3 deliveries failed for good, which only aws.events can mend.",
  ],
  [
    "a service owns and nobody reads says so",
    aRule({ managedBy: "states.amazonaws.com", counts: null }),
    "unknown",
    "states.amazonaws.com made it and looks after it; its figures are not read here.",
  ],
  [
    "gives up into its queue",
    aRule({ counts: { ...none, failedCount: 3, deadLetteredCount: 3 } }),
    "failing",
    "3 deliveries of the last 24 hours failed for good; they are kept in a dead-letter queue.",
  ],
  [
    "fails at a target that has no queue",
    aRule({ targets: [bare], counts: { ...none, failedCount: 1 } }),
    "losing",
    "1 delivery of the last 24 hours failed for good: lost.",
  ],
  [
    "fails at two targets, one of them without a queue",
    aRule({ targets: [kept, bare], counts: { ...none, failedCount: 5, deadLetteredCount: 3 } }),
    "losing",
    "2 deliveries of the last 24 hours failed for good, at a target without a dead-letter queue: lost.",
  ],
  [
    "fails at the target that has one only",
    aRule({ targets: [kept, bare], counts: { ...none, failedCount: 3, deadLetteredCount: 3 } }),
    "failing",
    /3 deliveries/,
  ],
  [
    "is refused by its queue",
    aRule({ counts: { ...none, failedCount: 2, refusedByQueueCount: 2 } }),
    "losing",
    /could not be written to a dead-letter queue: lost/,
  ],
  ["stopped against its rhythm", aRule({ silence: "It usually runs each hour." }), "silent", /usually/],
  [
    "is silent now and lost something today: the loss comes first",
    aRule({ targets: [bare], counts: { ...none, failedCount: 1 }, silence: "quiet" }),
    "losing",
    /lost/,
  ],
  ["is silent where nobody measured failures", aRule({ counts: null, silence: "quiet" }), "silent", /quiet/],
  ["has no target", aRule({ targets: [] }), "ok", /goes nowhere/],
])("a rule that %s", (_, facts, state, reason) => {
  expect(ruleState(facts)).toEqual({
    state,
    reason: typeof reason === "string" ? reason : expect.stringMatching(reason),
  });
});
