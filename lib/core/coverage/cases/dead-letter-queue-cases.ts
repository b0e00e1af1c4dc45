import { aMapping, anAlarm, aQueue, aRule, aTarget, NO_FACTS, queueArn, ruleArn } from "./a-graph";
import type { CoverageCase } from "./coverage-case";

const DAY = 86_400;
const SQS_GUIDE = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide";
const onDlq = { dimensions: { QueueName: "orders-dlq" } };

const orders = (retentionSeconds = 4 * DAY) =>
  aQueue("orders", { deadLetterTargetArn: queueArn("orders-dlq"), retentionSeconds });
const ordersDlq = (retentionSeconds = 14 * DAY) => aQueue("orders-dlq", { retentionSeconds });

const retention: readonly CoverageCase[] = [
  {
    name: "a dead-letter queue that keeps messages as long as its source",
    source: `${SQS_GUIDE}/setting-up-dead-letter-queue-retention.html`,
    says: "A standard message keeps its first send time when it is dead-lettered, so a dead-letter queue of 4 days deletes a message that waited 1 day after 3; its retention should be longer than the source's.",
    resources: [orders(), ordersDlq(4 * DAY)],
    about: ["dlq-retention-too-short"],
    expected: [{ rule: "dlq-retention-too-short", at: "orders-dlq", severity: "medium", confidence: "certain" }],
  },
  {
    name: "a FIFO dead-letter queue that keeps messages as long as its source",
    source: `${SQS_GUIDE}/setting-up-dead-letter-queue-retention.html`,
    says: "On FIFO queues the send time starts anew with the move, so the dead-letter queue's whole retention is left.",
    resources: [aQueue("orders.fifo", { deadLetterTargetArn: queueArn("orders-dlq.fifo") }), aQueue("orders-dlq.fifo")],
    about: ["dlq-retention-too-short"],
    expected: [],
  },
  {
    name: "source and dead-letter queue both keep messages for the longest time there is",
    source: "https://www.deadqueue.com/blog/sqs-dlq-retention-period-trap",
    says: "14 days on both queues still loses days: after 5 days of attempts 9 are left. 14 is the maximum, so the source should stay well below.",
    resources: [orders(14 * DAY), ordersDlq(14 * DAY)],
    about: ["dlq-retention-too-short"],
    expected: [{ rule: "dlq-retention-too-short", at: "orders-dlq", severity: "low", confidence: "certain" }],
  },
  {
    name: "a dead-letter queue that keeps messages for longer than its source",
    source: "https://sqs.aryancodes.tech/concepts/message-retention",
    says: "4 days on the source and 14 on the dead-letter queue is what one should have.",
    resources: [orders(), ordersDlq()],
    about: ["dlq-retention-too-short"],
    expected: [],
  },
];

const alarms: readonly CoverageCase[] = [
  {
    name: "a dead-letter queue that nobody watches",
    source: "https://cloudnugget.dev/faq/setting-up-sqs-alarms-for-dead-letter-queue-messages-and-consumer-failures/",
    says: "Dead letters that nobody is told about are worth nothing.",
    resources: [orders(), ordersDlq()],
    about: ["dlq-without-alarm"],
    expected: [{ rule: "dlq-without-alarm", at: "orders-dlq", severity: "medium", confidence: "certain" }],
  },
  {
    name: "an alarm on the dead-letter queue that tells nobody",
    source: "https://www.emnode.com/learn/lesson/alarms-without-actions/",
    says: "An alarm with empty action lists only changes its colour in the console: it looks right until it is needed.",
    resources: [orders(), ordersDlq(), anAlarm("dlq", { ...onDlq, hasActions: false })],
    about: ["dlq-without-alarm"],
    expected: [{ rule: "dlq-without-alarm", at: "orders-dlq", severity: "medium", confidence: "possible" }],
  },
  {
    name: "a metric-math alarm over visible and in-flight dead letters",
    source: "https://github.com/cdklabs/construct-hub/issues/1779",
    says: "A project alarmed on the sum of visible and in-flight messages of its dead-letter queues: metric math, and it did go off.",
    resources: [
      orders(),
      ordersDlq(),
      anAlarm("dlq", {
        namespace: null,
        metricName: null,
        metrics: ["ApproximateNumberOfMessagesVisible", "ApproximateNumberOfMessagesNotVisible"].map((metricName) => ({
          namespace: "AWS/SQS",
          metricName,
          ...onDlq,
        })),
      }),
    ],
    about: ["dlq-without-alarm"],
    expected: [],
  },
  {
    name: "the only alarm counts messages that were sent",
    source: "https://www.deadqueue.com/blog/why-numberofmessagessent-is-wrong",
    says: "The most frequent mistake: an alarm on NumberOfMessagesSent, which only counts calls of SendMessage and stays still when SQS moves a message.",
    resources: [orders(), ordersDlq(), anAlarm("dlq", { ...onDlq, metricName: "NumberOfMessagesSent" })],
    about: ["dlq-alarm-on-sent"],
    expected: [{ rule: "dlq-alarm-on-sent", at: "orders-dlq", severity: "medium", confidence: "certain" }],
  },
  {
    name: "an alarm on sent messages where EventBridge is what sends",
    source: `${SQS_GUIDE}/sqs-available-cloudwatch-metrics.html`,
    says: "NumberOfMessagesSent counts what is sent to a dead-letter queue by hand or by another service, not what a failed processing attempt moves there.",
    resources: [
      aRule("paid", { targets: [aTarget({ deadLetterArn: queueArn("orders-dlq") })] }),
      ordersDlq(),
      anAlarm("dlq", { ...onDlq, metricName: "NumberOfMessagesSent" }),
    ],
    about: ["dlq-alarm-on-sent"],
    expected: [],
  },
];

const sharing: readonly CoverageCase[] = [
  {
    name: "two services of different teams give up into one queue",
    source:
      "https://www.systemoverflow.com/learn/message-queues/dead-letter-queues/multi-tenant-dlqs-and-per-consumer-isolation-patterns",
    says: "An order service and an analytics service that give up into one queue cannot be redriven or treated apart.",
    resources: [
      aQueue("orders", { deadLetterTargetArn: queueArn("dlq") }),
      aQueue("analytics", { deadLetterTargetArn: queueArn("dlq") }),
      aQueue("dlq"),
    ],
    facts: {
      ...NO_FACTS,
      owners: new Map([
        [queueArn("orders"), "order team"],
        [queueArn("analytics"), "analysts"],
      ]),
    },
    about: ["dlq-shared"],
    expected: [{ rule: "dlq-shared", at: "dlq", severity: "medium", confidence: "certain" }],
  },
  {
    name: "one central queue for everybody's dead letters",
    source: "https://sysdesign-wiki.pages.dev/patterns/centralized-dlq/",
    says: "One central queue for the failures of all tenants saves polling, and gives up their isolation on purpose.",
    resources: [
      ...["orders", "payments", "mails"].map((name) =>
        aRule(name, { targets: [aTarget({ deadLetterArn: queueArn("central-dlq") })] }),
      ),
      aQueue("central-dlq"),
    ],
    facts: {
      ...NO_FACTS,
      owners: new Map([
        [ruleArn("orders"), "a"],
        [ruleArn("payments"), "b"],
      ]),
    },
    about: ["dlq-shared"],
    expected: [{ rule: "dlq-shared", at: "central-dlq", severity: "low", confidence: "certain" }],
  },
  {
    name: "a function that consumes the dead-letter queue",
    source: "https://oneuptime.com/blog/post/2026-02-12-build-a-dead-letter-queue-processing-system-on-aws/view",
    says: "A function that takes everything from the dead-letter queue and sorts it; what it accepts is deleted there.",
    resources: [orders(), ordersDlq(), aMapping("sort", { sourceArn: queueArn("orders-dlq") })],
    about: ["dlq-with-consumer"],
    expected: [{ rule: "dlq-with-consumer", at: "orders-dlq", severity: "medium", confidence: "possible" }],
  },
  {
    name: "a consumer of the dead-letter queue that waits for a person to switch it on",
    source: "https://theburningmonk.com/2024/01/how-would-you-reprocess-lambda-dead-letter-queue-messages-on-demand/",
    says: "Subscribe a function to the dead-letter queue but leave the mapping disabled until somebody decides to reprocess.",
    resources: [orders(), ordersDlq(), aMapping("again", { sourceArn: queueArn("orders-dlq"), isEnabled: false })],
    about: ["dlq-with-consumer"],
    expected: [],
  },
  {
    name: "a disabled mapping on a dead-letter queue",
    source: "https://theburningmonk.com/2024/01/how-would-you-reprocess-lambda-dead-letter-queue-messages-on-demand/",
    says: "A disabled mapping on a dead-letter queue is meant so.",
    resources: [orders(), ordersDlq(), aMapping("again", { sourceArn: queueArn("orders-dlq"), isEnabled: false })],
    about: ["mapping-disabled"],
    expected: [],
  },
];

/** Write-ups on dead-letter queues. */
export const DEAD_LETTER_QUEUE_CASES: readonly CoverageCase[] = [...retention, ...alarms, ...sharing];
