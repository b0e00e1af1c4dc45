import { aFunction, aMapping, aPipe, aQueue, aSubscription, aTopic, queueArn } from "./a-graph";
import type { CoverageCase } from "./coverage-case";

const DLQ_PAGE =
  "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html";
const ALLOW_PAGE =
  "https://storage.googleapis.com/pulumi-kotlin-docs/aws-native/0.126.0.0/pulumi-aws-native-kotlin/com.pulumi.awsnative.sqs.kotlin/-queue-args-builder/redrive-allow-policy.html";
const REDRIVE_PAGE =
  "https://storage.googleapis.com/pulumi-kotlin-docs/aws-native/1.27.0.0/pulumi-aws-native-kotlin/com.pulumi.awsnative.sqs.kotlin/-queue-args-builder/redrive-policy.html";

const orders = aQueue("orders", { deadLetterTargetArn: queueArn("orders-dlq") });
const byQueue = (sourceQueueArns: string[]) => JSON.stringify({ redrivePermission: "byQueue", sourceQueueArns });

/** What AWS's pages, blog posts and bug reports say of queues and their redrive policies. */
export const SQS_CASES: readonly CoverageCase[] = [
  {
    name: "a dead-letter queue on the function is no dead-letter queue for the queue it reads",
    source: "https://notes.lakritsoft.com/aws/lambda.html",
    says: "The DLQ of a function serves asynchronous invocations; for a queue it has to be set on the source queue.",
    resources: [
      aQueue("orders"),
      aMapping("m-1"),
      aFunction("ship", { deadLetterArn: queueArn("ship-dlq") }),
      aQueue("ship-dlq"),
    ],
    about: ["queue-without-dlq"],
    expected: [{ rule: "queue-without-dlq", at: "orders", severity: "high", confidence: "certain" }],
  },
  {
    name: "a redrive policy on the topic's subscription does not cover the queue behind it",
    source: "https://github.com/aws/serverless-application-model/issues/3444",
    says: "The subscription's RedrivePolicy is about delivery by SNS; the queue's consumer needs one on the queue.",
    resources: [
      aTopic("orders"),
      aSubscription("s-1", { deadLetterArn: queueArn("sns-dlq") }),
      aQueue("orders"),
      aQueue("sns-dlq"),
      aMapping("m-1"),
      aFunction("ship"),
    ],
    about: ["queue-without-dlq", "subscription-without-dlq"],
    expected: [{ rule: "queue-without-dlq", at: "orders", severity: "high", confidence: "certain" }],
  },
  {
    name: "a queue that a pipe reads, without a redrive policy",
    source: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-error-troubleshooting.html",
    says: "Pipes count failures against the queue's maximum receive count; without one a message returns until it expires.",
    resources: [aQueue("orders"), aPipe("to-ship"), aFunction("ship")],
    about: ["queue-without-dlq"],
    expected: [{ rule: "queue-without-dlq", at: "orders", severity: "high", confidence: "certain" }],
  },
  {
    name: "a FIFO queue may do without on purpose, to keep its order",
    source: DLQ_PAGE,
    says: "Where the exact order must not break, a FIFO queue should not use a DLQ.",
    resources: [aQueue("orders.fifo"), aMapping("m-1", { sourceArn: queueArn("orders.fifo") }), aFunction("ship")],
    about: ["queue-without-dlq"],
    expected: [{ rule: "queue-without-dlq", at: "orders.fifo", severity: "medium", confidence: "certain" }],
  },
  {
    name: "a dead-letter queue that denies all sources",
    source: ALLOW_PAGE,
    says: "denyAll: no source queue can name this queue as its DLQ.",
    resources: [orders, aQueue("orders-dlq", { redriveAllowPolicy: '{"redrivePermission":"denyAll"}' })],
    about: ["dlq-refuses-sender"],
    expected: [{ rule: "dlq-refuses-sender", at: "orders-dlq", severity: "critical", confidence: "certain" }],
  },
  {
    name: "a dead-letter queue that lists other sources",
    source: ALLOW_PAGE,
    says: "byQueue: only the queues in the list may use it.",
    resources: [orders, aQueue("orders-dlq", { redriveAllowPolicy: byQueue([queueArn("returns")]) })],
    about: ["dlq-refuses-sender"],
    expected: [{ rule: "dlq-refuses-sender", at: "orders-dlq", severity: "critical", confidence: "certain" }],
  },
  {
    name: "a dead-letter queue that lists its source",
    source: ALLOW_PAGE,
    says: "A queue in the list may use it; the default allows all of the account and Region.",
    resources: [
      orders,
      aQueue("orders-dlq", { redriveAllowPolicy: byQueue([queueArn("orders")]), kmsKeyId: "alias/aws/sqs" }),
    ],
    about: ["dlq-refuses-sender", "dlq-elsewhere", "dlq-wrong-type", "failure-destination-gone"],
    expected: [],
  },
  {
    name: "the dead-letter queue of a FIFO queue is a standard one",
    source: REDRIVE_PAGE,
    says: "FIFO goes with FIFO, standard with standard.",
    resources: [aQueue("orders.fifo", { deadLetterTargetArn: queueArn("orders-dlq") }), aQueue("orders-dlq")],
    about: ["dlq-wrong-type"],
    expected: [{ rule: "dlq-wrong-type", at: "orders.fifo", severity: "critical", confidence: "certain" }],
  },
  {
    name: "a dead-letter queue in another account",
    source: ALLOW_PAGE,
    says: "Even the widest permission speaks only of source queues in this account and Region.",
    resources: [
      aQueue("orders", { deadLetterTargetArn: queueArn("orders-dlq", { awsAccountId: "444455556666" }) }),
      aQueue("orders-dlq", {}, { awsAccountId: "444455556666" }),
    ],
    about: ["dlq-elsewhere"],
    expected: [{ rule: "dlq-elsewhere", at: "orders", severity: "critical", confidence: "certain" }],
  },
  {
    name: "a redrive policy that names a queue which is no more",
    source: "https://github.com/faiscadev/fakecloud/issues/1675",
    says: "SQS checks the target when the policy is set; if it is gone later, messages stay in the source and keep returning.",
    resources: [orders, aMapping("m-1"), aFunction("ship")],
    about: ["failure-destination-gone", "queue-without-dlq"],
    expected: [{ rule: "failure-destination-gone", at: "orders", severity: "critical", confidence: "certain" }],
  },
  {
    name: "a dead-letter queue itself needs no dead-letter queue, and SQS may use its own key",
    source: "https://github.com/awslabs/serverless-rules/issues/177",
    says: "A linter asks for a RedrivePolicy on the dead-letter queue too, which its user has to silence.",
    resources: [
      aQueue("orders", { deadLetterTargetArn: queueArn("orders-dlq"), kmsKeyId: "alias/aws/sqs" }),
      aQueue("orders-dlq", { kmsKeyId: "alias/aws/sqs" }),
      aMapping("m-1"),
      aFunction("ship"),
    ],
    about: ["queue-without-dlq", "dlq-refuses-sender"],
    expected: [],
  },
  {
    name: "a dead-letter queue in another Region",
    source: "https://github.com/KensioSoftware/yulin/pull/249",
    says: "The target has to be an existing queue of the same account and Region.",
    resources: [
      aQueue("orders", { deadLetterTargetArn: queueArn("orders-dlq", { region: "us-east-1" }) }),
      aQueue("orders-dlq", {}, { region: "us-east-1" }),
    ],
    about: ["dlq-elsewhere"],
    expected: [{ rule: "dlq-elsewhere", at: "orders", severity: "critical", confidence: "certain" }],
  },
];
