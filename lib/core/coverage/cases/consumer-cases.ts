import { aFunction, aMapping, aPipe, aQueue, functionArn, queueArn } from "./a-graph";
import type { CoverageCase } from "./coverage-case";

const timed = (visibilityTimeoutSeconds: number, timeoutSeconds: number) => [
  aQueue("orders", { visibilityTimeoutSeconds }),
  aMapping("m", { batchSize: 1 }),
  aFunction("ship", { timeoutSeconds }),
];
const received = (maxReceiveCount: number) => [
  aQueue("orders", { deadLetterTargetArn: queueArn("orders-dlq"), maxReceiveCount }),
  aQueue("orders-dlq"),
];
const filtered = (type: string) => [`{"body":{"type":["${type}"]}}`];

const attempts: readonly CoverageCase[] = [
  {
    name: "one receive is all that a message gets",
    source:
      "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/avoiding-inconsistent-message-processing.html",
    says: "SQS may count a receive that never reached the consumer; with one receive allowed, that message is dead-lettered unseen.",
    resources: received(1),
    about: ["max-receive-count-one"],
    expected: [{ rule: "max-receive-count-one", at: "orders", severity: "medium", confidence: "certain" }],
  },
  {
    name: "five receives with a function as the consumer",
    source: "https://repost.aws/knowledge-center/lambda-retrying-valid-sqs-messages",
    says: "With Lambda as the consumer, allow at least five receives.",
    resources: received(5),
    about: ["max-receive-count-one"],
    expected: [],
  },
  {
    name: "a visibility time-out far below the function's time-out",
    source: "https://linuxbeast.com/blog/how-to-fix-sqs-visibility-timeout-in-aws-lambda",
    says: "30 seconds of visibility under a function of 300: a second invocation takes the message while the first one works.",
    resources: timed(30, 300),
    about: ["visibility-too-short"],
    expected: [{ rule: "visibility-too-short", at: "orders", severity: "high", confidence: "certain" }],
  },
  {
    name: "a visibility time-out a little below the function's time-out",
    source: "https://sls-mentor.dev/docs/rules/timeoutSmallEnoughForSqsVisibility",
    says: "A message that is worked on for 40 seconds under a visibility of 30 is processed twice.",
    resources: timed(30, 40),
    about: ["visibility-too-short"],
    expected: [{ rule: "visibility-too-short", at: "orders", severity: "high", confidence: "certain" }],
  },
  {
    name: "a visibility time-out of six times the function's",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/sqs-retries.html",
    says: "Six times the function's time-out leaves room for attempts that are throttled.",
    resources: timed(1800, 300),
    about: ["visibility-too-short"],
    expected: [],
  },
  {
    name: "a visibility time-out just above the function's",
    source: "https://repost.aws/knowledge-center/lambda-retrying-valid-sqs-messages",
    says: "Below six times, throttled attempts use up receives, and valid messages reach the dead-letter queue.",
    resources: timed(310, 300),
    about: ["visibility-too-short"],
    expected: [{ rule: "visibility-too-short", at: "orders", severity: "medium", confidence: "possible" }],
  },
];

const batches: readonly CoverageCase[] = [
  {
    name: "a batch in which one failure fails all",
    source:
      "https://docs.aws.amazon.com/prescriptive-guidance/latest/lambda-event-filtering-partial-batch-responses-for-sqs/benefits-partial-batch-responses.html",
    says: "One message that fails sends its whole batch back, and after enough rounds valid ones are dead-lettered with it.",
    resources: [aQueue("orders"), aMapping("m"), aFunction("ship")],
    about: ["batch-without-item-failures"],
    expected: [{ rule: "batch-without-item-failures", at: "m", severity: "medium", confidence: "certain" }],
  },
  {
    name: "a batch in which failures are reported one by one",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html",
    says: "With ReportBatchItemFailures only the messages that the function names return.",
    resources: [aQueue("orders"), aMapping("m", { reportsBatchItemFailures: true }), aFunction("ship")],
    about: ["batch-without-item-failures"],
    expected: [],
  },
];

const filters: readonly CoverageCase[] = [
  {
    name: "a filter on a queue",
    source:
      "https://www.tecracer.com/blog/2022/01/lambda-sqs-event-filters-may-delete-your-messages-if-youre-not-careful.html",
    says: "On a queue a filter does not leave other messages for others: Lambda deletes what does not match.",
    resources: [aQueue("orders"), aMapping("m", { filterPatterns: filtered("paid") })],
    about: ["filter-deletes"],
    expected: [{ rule: "filter-deletes", at: "m", severity: "medium", confidence: "possible" }],
  },
  {
    name: "two filters on one queue",
    source: "https://dev.to/sebekz/avoiding-the-sqs-event-mapping-trap-in-lambda-2498",
    says: "Two functions with different filters on one queue: each deletes what the other one waits for.",
    resources: [
      aQueue("orders"),
      aMapping("signups", { filterPatterns: filtered("signup"), functionArn: functionArn("a") }),
      aMapping("logins", { filterPatterns: filtered("login"), functionArn: functionArn("b") }),
    ],
    about: ["filter-deletes"],
    expected: [
      { rule: "filter-deletes", at: "signups", severity: "high", confidence: "certain" },
      { rule: "filter-deletes", at: "logins", severity: "high", confidence: "certain" },
    ],
  },
  {
    name: "a pipe that filters a queue",
    source: "https://oneuptime.com/blog/post/2026-02-12-setup-sqs-message-filtering-eventbridge-pipes/view",
    says: "A pipe that filters a queue removes the rest from it.",
    resources: [aQueue("orders"), aPipe("large-orders", { filterPatterns: filtered("large") })],
    about: ["filter-deletes"],
    expected: [{ rule: "filter-deletes", at: "large-orders", severity: "medium", confidence: "possible" }],
  },
];

const idle: readonly CoverageCase[] = [
  {
    name: "a queue whose mapping is disabled",
    source: "https://oneuptime.com/blog/post/2026-02-12-fix-sqs-messages-not-processed-by-lambda/view",
    says: "A disabled mapping is the first thing to look for when messages pile up: Lambda reads nothing.",
    resources: [aQueue("orders"), aMapping("m", { isEnabled: false }), aFunction("ship")],
    about: ["mapping-disabled"],
    expected: [{ rule: "mapping-disabled", at: "m", severity: "medium", confidence: "possible" }],
  },
];

/** Write-ups on what takes messages from queues. */
export const CONSUMER_CASES: readonly CoverageCase[] = [...attempts, ...batches, ...filters, ...idle];
