import { aFunction, aQueue, aSubscription, aTopic, functionArn, queueArn, topicArn } from "./a-graph";
import { aSendPolicy } from "./a-send-policy";
import type { CoverageCase } from "./coverage-case";

const DLQ_PAGE = "https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html";
const DURABLE_POST =
  "https://aws.amazon.com/cn/blogs/compute/designing-durable-serverless-apps-with-dlqs-for-amazon-sns-amazon-sqs-aws-lambda/";

const topic = aTopic("orders");
const jobs = aQueue("orders");
const withDlq = aSubscription("s-1", { deadLetterArn: queueArn("sns-dlq") });
const allowed = aSendPolicy("sns", queueArn("sns-dlq"), topicArn("orders"));

/** What AWS's pages, blog posts and bug reports say of SNS subscriptions. */
export const SNS_CASES: readonly CoverageCase[] = [
  {
    name: "a subscription without a dead-letter queue discards what it cannot deliver",
    source: DLQ_PAGE,
    says: "After a client error, or when the retries are used up, SNS discards the message unless a DLQ is attached.",
    resources: [topic, jobs, aSubscription("s-1")],
    about: ["subscription-without-dlq"],
    expected: [{ rule: "subscription-without-dlq", at: "s-1", severity: "high", confidence: "certain" }],
  },
  {
    name: "an HTTP endpoint that is down loses orders while the other subscriber of the topic works",
    source: "https://cloudnugget.dev/faq/sns-dead-letter-queue-best-practices-configuration-and-failure-scenarios/",
    says: "Queues belong to subscriptions, not topics: one subscriber fails silently though its neighbour has a DLQ.",
    resources: [
      topic,
      aSubscription("inventory", {
        protocol: "lambda",
        endpoint: functionArn("inventory"),
        deadLetterArn: queueArn("sns-dlq"),
      }),
      aSubscription("fulfilment", { protocol: "https", endpoint: "https://fulfil.example/orders" }),
      aQueue("sns-dlq", { policy: allowed }),
    ],
    about: ["subscription-without-dlq"],
    expected: [{ rule: "subscription-without-dlq", at: "fulfilment", severity: "high", confidence: "certain" }],
  },
  {
    name: "a subscribed queue that was deleted without its subscription",
    source: DURABLE_POST,
    says: "A deleted queue leaves a stale subscription; such client errors are never retried.",
    resources: [topic, aSubscription("s-1", { endpoint: queueArn("deleted") })],
    about: ["target-gone"],
    expected: [{ rule: "target-gone", at: "s-1", severity: "critical", confidence: "certain" }],
  },
  {
    name: "a deleted endpoint whose messages a dead-letter queue takes",
    source: DURABLE_POST,
    says: "With a DLQ on the subscription, a message for an endpoint that is gone is kept there.",
    resources: [
      topic,
      aSubscription("s-1", { endpoint: queueArn("deleted"), deadLetterArn: queueArn("sns-dlq") }),
      aQueue("sns-dlq", { policy: allowed }),
    ],
    about: ["target-gone", "subscription-without-dlq", "dlq-refuses-sender"],
    expected: [{ rule: "target-gone", at: "s-1", severity: "high", confidence: "certain" }],
  },
  {
    name: "the dead-letter queue has no policy for SNS",
    source: "https://github.com/serverless/serverless/pull/7239",
    says: "The framework has to add a queue policy so that SNS may send to the DLQ; a Lambda permission does nothing.",
    resources: [topic, jobs, withDlq, aQueue("sns-dlq")],
    about: ["dlq-refuses-sender"],
    expected: [{ rule: "dlq-refuses-sender", at: "sns-dlq", severity: "critical", confidence: "certain" }],
  },
  {
    name: "the dead-letter queue is under AWS's own SQS key",
    source: DLQ_PAGE,
    says: "An encrypted DLQ needs a custom key whose policy lets the SNS principal use it.",
    resources: [topic, jobs, withDlq, aQueue("sns-dlq", { policy: allowed, kmsKeyId: "alias/aws/sqs" })],
    about: ["dlq-refuses-sender"],
    expected: [{ rule: "dlq-refuses-sender", at: "sns-dlq", severity: "critical", confidence: "certain" }],
  },
  {
    name: "a custom key whose policy only KMS can show",
    source: "https://linden.consulting/en/blog/sns-sqs-kms-access-denied",
    says: "SNS needs kms:GenerateDataKey and kms:Decrypt on the queue's key; without them messages vanish silently.",
    resources: [topic, jobs, withDlq, aQueue("sns-dlq", { policy: allowed, kmsKeyId: "alias/shop" })],
    about: ["dlq-refuses-sender"],
    expected: [{ rule: "dlq-refuses-sender", at: "sns-dlq", severity: "medium", confidence: "possible" }],
  },
  {
    name: "a dead-letter queue in another Region than the subscription",
    source: "https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/2238",
    says: "A subscription can be made in another Region, its DLQ cannot follow it.",
    resources: [
      topic,
      jobs,
      aSubscription("s-1", { deadLetterArn: queueArn("sns-dlq", { region: "us-east-1" }) }),
      aQueue("sns-dlq", {}, { region: "us-east-1" }),
    ],
    about: ["dlq-elsewhere"],
    expected: [{ rule: "dlq-elsewhere", at: "s-1", severity: "critical", confidence: "certain" }],
  },
  {
    name: "a dead-letter queue in another account than the subscription",
    source: DLQ_PAGE,
    says: "Subscription and queue must be in the same account and Region.",
    resources: [
      topic,
      jobs,
      aSubscription("s-1", { deadLetterArn: queueArn("sns-dlq", { awsAccountId: "444455556666" }) }),
      aQueue("sns-dlq", {}, { awsAccountId: "444455556666" }),
    ],
    about: ["dlq-elsewhere"],
    expected: [{ rule: "dlq-elsewhere", at: "s-1", severity: "critical", confidence: "certain" }],
  },
  {
    name: "a FIFO queue as dead-letter queue of a standard topic's subscription",
    source: DLQ_PAGE,
    says: "Subscriptions of standard topics use standard queues, those of FIFO topics FIFO queues.",
    resources: [topic, jobs, aSubscription("s-1", { deadLetterArn: queueArn("sns-dlq.fifo") }), aQueue("sns-dlq.fifo")],
    about: ["dlq-wrong-type"],
    expected: [{ rule: "dlq-wrong-type", at: "s-1", severity: "critical", confidence: "certain" }],
  },
  {
    name: "a function subscribed to a topic, with a destination for delivery and one for errors in the code",
    source: DURABLE_POST,
    says: "The subscription's DLQ holds what could not be delivered; the function's own holds what it failed to process.",
    resources: [
      topic,
      aSubscription("s-1", {
        protocol: "lambda",
        endpoint: functionArn("ship"),
        deadLetterArn: queueArn("sns-dlq"),
      }),
      aFunction("ship", { deadLetterArn: queueArn("ship-dlq") }),
      aQueue("sns-dlq", { policy: allowed }),
      aQueue("ship-dlq"),
    ],
    about: [
      "subscription-without-dlq",
      "async-function-without-destination",
      "queue-without-dlq",
      "dlq-refuses-sender",
    ],
    expected: [],
  },
];
