import { aFunction, aQueue, aRule, aSchedule, aTarget, functionArn, queueArn, ruleArn } from "./a-graph";
import { aSendPolicy } from "./a-send-policy";
import type { CoverageCase } from "./coverage-case";

const DLQ_PAGE = "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html";
const RETRY_PAGE = "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html";
const SCHEDULER_PAGE = "https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html";

const dlqTarget = aTarget({ deadLetterArn: queueArn("rule-dlq") });
const allowed = aSendPolicy("events", queueArn("rule-dlq"), ruleArn("orders"));

/** What AWS's pages, blog posts and bug reports say of EventBridge and Scheduler. */
export const EVENT_BRIDGE_CASES: readonly CoverageCase[] = [
  {
    name: "a target without a dead-letter queue drops what it could not deliver within a day",
    source: RETRY_PAGE,
    says: "By default EventBridge tries up to 185 times for 24 hours, then drops the event.",
    resources: [aRule("orders", { targets: [aTarget()] }), aFunction("ship")],
    about: ["target-without-dlq"],
    expected: [{ rule: "target-without-dlq", at: "orders", severity: "high", confidence: "certain" }],
  },
  {
    name: "a queue as target needs a dead-letter queue too, since a refused delivery is dropped at once",
    source: "https://awsfeed.com/whats-new/compute/improved-failure-recovery-for-amazon-eventbridge",
    says: "Errors on the client's side, such as a missing permission or a deleted target, drop the event immediately.",
    resources: [aRule("orders", { targets: [aTarget({ arn: queueArn("jobs") })] }), aQueue("jobs")],
    about: ["target-without-dlq"],
    expected: [{ rule: "target-without-dlq", at: "orders", severity: "high", confidence: "certain" }],
  },
  {
    name: "a topic as target without a dead-letter queue loses events silently",
    source: "https://github.com/cloudposse/terraform-aws-cloudwatch-events/pull/46",
    says: "Events that cannot be delivered to an SNS topic or Lambda vanish without a trace unless the target has a queue.",
    resources: [aRule("alerts", { targets: [aTarget({ arn: "arn:aws:sns:eu-west-1:111122223333:alerts" })] })],
    about: ["target-without-dlq"],
    expected: [{ rule: "target-without-dlq", at: "alerts", severity: "high", confidence: "certain" }],
  },
  {
    name: "a dead-letter queue without a policy takes nothing from EventBridge",
    source: DLQ_PAGE,
    says: "Only the console adds the queue policy; whoever uses the API must let events.amazonaws.com send for the rule.",
    resources: [aRule("orders", { targets: [dlqTarget] }), aFunction("ship"), aQueue("rule-dlq")],
    about: ["dlq-refuses-sender", "target-without-dlq"],
    expected: [{ rule: "dlq-refuses-sender", at: "rule-dlq", severity: "critical", confidence: "certain" }],
  },
  {
    name: "the documented policy lets the rule's events in",
    source: DLQ_PAGE,
    says: "Allow sqs:SendMessage to events.amazonaws.com where aws:SourceArn is the rule.",
    resources: [aRule("orders", { targets: [dlqTarget] }), aFunction("ship"), aQueue("rule-dlq", { policy: allowed })],
    about: ["dlq-refuses-sender", "target-without-dlq", "dlq-wrong-type", "dlq-elsewhere"],
    expected: [],
  },
  {
    name: "a policy for one rule does not let another rule in",
    source: DLQ_PAGE,
    says: "The condition names one rule; each further rule has to be added.",
    resources: [aRule("returns", { targets: [dlqTarget] }), aFunction("ship"), aQueue("rule-dlq", { policy: allowed })],
    about: ["dlq-refuses-sender"],
    expected: [{ rule: "dlq-refuses-sender", at: "rule-dlq", severity: "critical", confidence: "certain" }],
  },
  {
    name: "a customer's key on the dead-letter queue may keep EventBridge out although the queue policy lets it in",
    source: "https://github.com/aws/aws-cdk/issues/33169",
    says: "Events reached the queue but not its DLQ until the key of the DLQ was granted to EventBridge by hand.",
    resources: [
      aRule("orders", { targets: [dlqTarget] }),
      aFunction("ship"),
      aQueue("rule-dlq", { policy: allowed, kmsKeyId: "arn:aws:kms:eu-west-1:111122223333:key/1f0e" }),
    ],
    about: ["dlq-refuses-sender"],
    expected: [{ rule: "dlq-refuses-sender", at: "rule-dlq", severity: "medium", confidence: "possible" }],
  },
  {
    name: "a dead-letter queue under AWS's own SQS key takes nothing from EventBridge",
    source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html",
    says: "The policy of the AWS managed key cannot be changed; services need a customer managed key.",
    resources: [
      aRule("orders", { targets: [dlqTarget] }),
      aFunction("ship"),
      aQueue("rule-dlq", { policy: allowed, kmsKeyId: "alias/aws/sqs" }),
    ],
    about: ["dlq-refuses-sender"],
    expected: [{ rule: "dlq-refuses-sender", at: "rule-dlq", severity: "critical", confidence: "certain" }],
  },
  {
    name: "a rule's dead-letter queue in another Region cannot work",
    source: "https://github.com/aws/aws-cdk/pull/11617",
    says: "The queue and the rule must be in the same Region.",
    resources: [
      aRule("orders", { targets: [aTarget({ deadLetterArn: queueArn("rule-dlq", { region: "us-east-1" }) })] }),
      aQueue("rule-dlq", {}, { region: "us-east-1" }),
    ],
    about: ["dlq-elsewhere"],
    expected: [{ rule: "dlq-elsewhere", at: "orders", severity: "critical", confidence: "certain" }],
  },
  {
    name: "a rule's dead-letter queue in another account works",
    source: "https://github.com/aws/aws-cdk/pull/11617",
    says: "Rule and queue may lie in different accounts, with a policy on the queue.",
    resources: [
      aRule("orders", {
        targets: [aTarget({ deadLetterArn: queueArn("rule-dlq", { awsAccountId: "444455556666" }) })],
      }),
      aQueue(
        "rule-dlq",
        { policy: aSendPolicy("events", queueArn("rule-dlq", { awsAccountId: "444455556666" }), ruleArn("orders")) },
        { awsAccountId: "444455556666" },
      ),
    ],
    about: ["dlq-elsewhere", "dlq-refuses-sender"],
    expected: [],
  },
  {
    name: "a FIFO queue cannot be a target's dead-letter queue",
    source: DLQ_PAGE,
    says: "EventBridge dead-letter queues are standard queues.",
    resources: [
      aRule("orders", { targets: [aTarget({ deadLetterArn: queueArn("rule-dlq.fifo") })] }),
      aQueue("rule-dlq.fifo"),
    ],
    about: ["dlq-wrong-type"],
    expected: [{ rule: "dlq-wrong-type", at: "orders", severity: "critical", confidence: "certain" }],
  },
  {
    name: "no retry at all, with a dead-letter queue, sends every throttle there",
    source: "https://github.com/aws/aws-cdk/issues/28165",
    says: "A target with retryAttempts 0 and an imported dead-letter queue, as people configure it.",
    resources: [
      aRule("orders", { targets: [aTarget({ deadLetterArn: queueArn("rule-dlq"), maxRetries: 0 })] }),
      aQueue("rule-dlq", { policy: allowed }),
      aFunction("ship"),
    ],
    about: ["retry-policy-zero"],
    expected: [{ rule: "retry-policy-zero", at: "orders", severity: "medium", confidence: "certain" }],
  },
  {
    name: "a target that was deleted loses every event that its rule matches",
    source: DLQ_PAGE,
    says: "A target that no longer exists is not retried: the event goes to the DLQ, if there is one.",
    resources: [aRule("orders", { targets: [aTarget({ arn: functionArn("deleted") })] })],
    about: ["target-gone"],
    expected: [{ rule: "target-gone", at: "orders", severity: "critical", confidence: "certain" }],
  },
  {
    name: "a schedule without a dead-letter queue",
    source: SCHEDULER_PAGE,
    says: "A schedule that fails to invoke its target delivers to a queue only if one was specified.",
    resources: [aSchedule("nightly"), aFunction("ship")],
    about: ["schedule-without-dlq"],
    expected: [{ rule: "schedule-without-dlq", at: "nightly", severity: "high", confidence: "certain" }],
  },
  {
    name: "a FIFO queue cannot be a schedule's dead-letter queue",
    source: SCHEDULER_PAGE,
    says: "Scheduler does not support a FIFO queue as DLQ.",
    resources: [aSchedule("nightly", { deadLetterArn: queueArn("nightly-dlq.fifo") }), aQueue("nightly-dlq.fifo")],
    about: ["dlq-wrong-type", "schedule-without-dlq"],
    expected: [{ rule: "dlq-wrong-type", at: "nightly", severity: "critical", confidence: "certain" }],
  },
  {
    name: "a schedule's dead-letter queue needs no queue policy",
    source: "https://github.com/aws/aws-cdk/pull/32032",
    says: "Scheduler sends with the schedule's execution role, so a policy on the queue was the wrong place.",
    resources: [aSchedule("nightly", { deadLetterArn: queueArn("nightly-dlq") }), aQueue("nightly-dlq")],
    about: ["dlq-refuses-sender", "schedule-without-dlq", "dlq-wrong-type", "dlq-elsewhere"],
    expected: [],
  },
  {
    name: "a dead-letter queue for delivery does not catch what fails inside the function",
    source:
      "https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-scheduledeadletterconfig.html",
    says: "The event's DLQ is for failed invocations; errors after the function was reached need the function's own.",
    resources: [aRule("orders", { targets: [dlqTarget] }), aQueue("rule-dlq", { policy: allowed }), aFunction("ship")],
    about: ["target-without-dlq", "async-function-without-destination"],
    expected: [{ rule: "async-function-without-destination", at: "ship", severity: "high", confidence: "certain" }],
  },
];
