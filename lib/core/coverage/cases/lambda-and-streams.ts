import {
  aFunction,
  aMapping,
  aPipe,
  aQueue,
  aRule,
  aSubscription,
  aTarget,
  functionArn,
  queueArn,
  streamArn,
} from "./a-graph";
import type { CoverageCase } from "./coverage-case";

const clicks = streamArn("clicks");
const table = "arn:aws:dynamodb:eu-west-1:111122223333:table/orders/stream/2026-01-01T00:00:00.000";

/** What AWS's pages, blog posts and bug reports say of asynchronous functions, stream mappings and pipes. */
export const LAMBDA_CASES: readonly CoverageCase[] = [
  {
    name: "a function that events invoke, without a dead-letter queue or destination",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/dlq.html",
    says: "A function without a DLQ discards the event after its retries.",
    resources: [aRule("orders", { targets: [aTarget()] }), aFunction("ship")],
    about: ["async-function-without-destination"],
    expected: [{ rule: "async-function-without-destination", at: "ship", severity: "high", confidence: "certain" }],
  },
  {
    name: "a function that a topic invokes",
    source: "https://oneuptime.com/blog/post/2026-02-12-configure-dead-letter-queues-lambda-functions/view",
    says: "Three attempts, then nothing but log lines remain of the event.",
    resources: [aSubscription("s-1", { protocol: "lambda", endpoint: functionArn("ship") }), aFunction("ship")],
    about: ["async-function-without-destination"],
    expected: [{ rule: "async-function-without-destination", at: "ship", severity: "high", confidence: "certain" }],
  },
  {
    name: "an on-failure destination counts as much as a dead-letter queue",
    source: "https://docs.aws.amazon.com/powershell/latest/reference/items/Write-LMFunctionEventInvokeConfig.html",
    says: "Destinations can be used in addition to or instead of a dead-letter queue.",
    resources: [
      aRule("orders", { targets: [aTarget()] }),
      aFunction("ship", {
        async: [
          {
            qualifier: "$LATEST",
            maxRetries: null,
            maxAgeSeconds: null,
            onFailureArn: queueArn("ship-failed"),
            onSuccessArn: null,
          },
        ],
      }),
      aQueue("ship-failed"),
    ],
    about: ["async-function-without-destination", "dlq-wrong-type", "queue-without-dlq"],
    expected: [],
  },
  {
    name: "a FIFO queue as on-failure destination",
    source: "https://github.com/aws/aws-cdk/issues/13793",
    says: "FIFO queues are not supported as destinations of a function.",
    resources: [
      aFunction("ship", {
        async: [
          {
            qualifier: "$LATEST",
            maxRetries: null,
            maxAgeSeconds: null,
            onFailureArn: queueArn("ship-failed.fifo"),
            onSuccessArn: null,
          },
        ],
      }),
      aQueue("ship-failed.fifo"),
    ],
    about: ["dlq-wrong-type"],
    expected: [{ rule: "dlq-wrong-type", at: "ship", severity: "critical", confidence: "certain" }],
  },
  {
    name: "a function's dead-letter queue in another Region",
    source: "https://github.com/cloud-custodian/cloud-custodian/issues/1569",
    says: "It looks as if queue or topic have to be in the function's Region.",
    resources: [
      aFunction("ship", { deadLetterArn: queueArn("ship-dlq", { region: "us-east-1" }) }),
      aQueue("ship-dlq", {}, { region: "us-east-1" }),
    ],
    about: ["dlq-elsewhere"],
    expected: [{ rule: "dlq-elsewhere", at: "ship", severity: "high", confidence: "possible" }],
  },
  {
    name: "one bad record blocks a shard until it expires",
    source: "https://www.binaryheap.com/handling-poison-pill-messages-with-aws-kinesis-and-lambdas/",
    says: "A stream hands out the same bad record again and again; one gets on only when it expires.",
    resources: [aMapping("m-1", { sourceArn: clicks }), aFunction("ship")],
    about: ["stream-mapping-without-destination"],
    expected: [{ rule: "stream-mapping-without-destination", at: "m-1", severity: "high", confidence: "certain" }],
  },
  {
    name: "a dead-letter queue on the function does not catch what its stream mapping gives up",
    source: "https://slar.se/pages/wiki/aws.html",
    says: "The function's DLQ is for asynchronous invocations only; the mapping needs its own destination.",
    resources: [
      aMapping("m-1", { sourceArn: clicks }),
      aFunction("ship", { deadLetterArn: queueArn("ship-dlq") }),
      aQueue("ship-dlq"),
    ],
    about: ["stream-mapping-without-destination"],
    expected: [{ rule: "stream-mapping-without-destination", at: "m-1", severity: "high", confidence: "certain" }],
  },
  {
    name: "a limited number of retries without a destination throws records away",
    source: "https://docs.amazonaws.cn/en_us/lambda/latest/dg/kinesis-on-failure-destination.html",
    says: "When the error handling is used up Lambda discards the records and goes on; a destination keeps what they were.",
    resources: [aMapping("m-1", { sourceArn: table, maxRetries: 3 }), aFunction("ship")],
    about: ["stream-mapping-without-destination"],
    expected: [{ rule: "stream-mapping-without-destination", at: "m-1", severity: "high", confidence: "certain" }],
  },
  {
    name: "a stream mapping with retries, bisection and a destination",
    source: "https://serverlessland.com/patterns/cdk-kinesis-poison-pill",
    says: "An on-failure destination and bounded retries keep the iterator moving.",
    resources: [
      aMapping("m-1", { sourceArn: clicks, maxRetries: 3, doesBisect: true, onFailureArn: queueArn("clicks-failed") }),
      aFunction("ship"),
      aQueue("clicks-failed"),
    ],
    about: ["stream-mapping-without-destination"],
    expected: [],
  },
  {
    name: "a pipe from a stream without a dead-letter queue",
    source:
      "https://docs.aws.amazon.com/ja_jp/eventbridge/latest/pipes-reference/API_PipeSourceDynamoDBStreamParameters.html",
    says: "Retries are endless by default, until the record expires; a dead-letter queue is an option of the source.",
    resources: [aPipe("to-ship", { sourceArn: table }), aFunction("ship")],
    about: ["pipe-without-destination"],
    expected: [{ rule: "pipe-without-destination", at: "to-ship", severity: "high", confidence: "certain" }],
  },
  {
    name: "a pipe from a queue leans on the queue's receive count",
    source: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-error-troubleshooting.html",
    says: "For SQS sources the queue's maximum receive count decides, not the pipe.",
    resources: [
      aPipe("to-ship"),
      aQueue("orders", { deadLetterTargetArn: queueArn("orders-dlq") }),
      aQueue("orders-dlq"),
      aFunction("ship"),
    ],
    about: ["pipe-without-destination", "queue-without-dlq"],
    expected: [],
  },
];
