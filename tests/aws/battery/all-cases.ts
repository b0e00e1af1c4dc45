import type { BatteryCase } from "./case";
import { CLOUDWATCH } from "./cases/cloudwatch";
import { EVENTS_BUSES } from "./cases/events-buses";
import { EVENTS_DELIVERIES } from "./cases/events-deliveries";
import { EVENTS_PATTERNS } from "./cases/events-patterns";
import { EVENTS_REPLAYS } from "./cases/events-replays";
import { LAMBDA } from "./cases/lambda";
import { LOGS } from "./cases/logs";
import { SNS_PUBLISHING } from "./cases/sns-publishing";
import { SNS_TOPICS } from "./cases/sns-topics";
import { SQS_ATTRIBUTES } from "./cases/sqs-attributes";
import { SQS_DEAD_LETTERS } from "./cases/sqs-dead-letters";
import { SQS_FIFO } from "./cases/sqs-fifo";
import { SQS_MOVES } from "./cases/sqs-moves";
import { SQS_QUEUES } from "./cases/sqs-queues";
import { SQS_RECEIVING } from "./cases/sqs-receiving";
import { SQS_SENDING } from "./cases/sqs-sending";
import { STATES } from "./cases/states";
import { STS } from "./cases/sts";
import { TAGGING } from "./cases/tagging";

/** Every case of the battery: a new kind is a file and a line here. */
export const ALL_CASES: readonly BatteryCase[] = [
  ...SQS_QUEUES,
  ...SQS_ATTRIBUTES,
  ...SQS_SENDING,
  ...SQS_RECEIVING,
  ...SQS_FIFO,
  ...SQS_DEAD_LETTERS,
  ...SQS_MOVES,
  ...SNS_TOPICS,
  ...SNS_PUBLISHING,
  ...EVENTS_BUSES,
  ...EVENTS_PATTERNS,
  ...EVENTS_DELIVERIES,
  ...EVENTS_REPLAYS,
  ...STS,
  ...CLOUDWATCH,
  ...LAMBDA,
  ...LOGS,
  ...STATES,
  ...TAGGING,
];
