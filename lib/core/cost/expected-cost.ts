import { LIST_SECONDS, USUAL_SECONDS, WATCH_SECONDS } from "../events/figure-cadence";
import { METRICS_SECONDS, nextSampleSeconds, type QueueSight } from "../queues/cadence";
import type { OwnPace } from "./ceiling";
import type { PriceBook } from "./price-table";
import { type PricedUse, SECONDS_PER_MONTH, usdPerMonth } from "./prices";
import { IDLE_SECONDS, LIST_SECONDS as LIST_USE_SECONDS, USUAL_SECONDS as USE_SECONDS } from "./use-cadence";
import { figuresOf, HOUR_SECONDS, QUICK_SECONDS, type UseKind } from "./use-metrics";

/** What there is to look at: the part of an installation that costs something. */
export interface Fleet {
  /** Account × Region. */
  readonly placeCount: number;
  /** Every queue name, looked at or not. */
  readonly listedCount: number;
  readonly emptyDeadLetterQueueCount: number;
  readonly waitingDeadLetterQueueCount: number;
  /** Busy queues to which what waits in a dead-letter queue would go back. */
  readonly wayBackQueueCount: number;
  /** Other queues: those in which something moved lately, and those in which nothing did. */
  readonly busyQueueCount: number;
  readonly quietQueueCount: number;
  /** Selected names of which nobody knows more yet. They are counted as busy. */
  readonly unreadQueueCount: number;
  readonly topicCount: number;
  readonly subscriptionCount: number;
  readonly ruleCount: number;
  /** Rules that ran lately, and those of which nobody knows yet. */
  readonly runningRuleCount: number;
  readonly alarmCount: number;
  readonly functionCount: number;
  /** Functions that run and whose five minutes are read too, for health. */
  readonly watchedFunctionCount: number;
  readonly stateMachineCount: number;
  readonly pipeCount: number;
}

/** How often things are asked for, besides the counters of queues. */
const LIST_QUEUES_SECONDS = 120;
const METRICS_PER_QUEUE = 4;
const INVENTORY_SECONDS = 300;
/** Each thing is read again after eight rounds of the inventory. */
const REREAD_SECONDS = 8 * INVENTORY_SECONDS;
const ACTIVITY_SECONDS = 6 * 3600;
/** Metrics of what fails without a queue: which of them had a datapoint, and each thing's own for safety. */
const UNRECORDED_METRICS = 13;
const UNRECORDED_LIST_SECONDS = 600;
const UNRECORDED_SAFETY_SECONDS = 6 * 3600;
/** Figures of a rule that runs: all of them, and in between whether it fails. */
const RULE_METRICS = 6;
/** And of how many of its metrics CloudWatch tells that they live, and of its bus. */
const LISTED_PER_RULE = 12;
/** Of a queue that does not stir two metrics are asked for, for safety; ListMetrics once for each kind of a place. */
const USE_PROBES = 2;
const LISTED_KINDS = 2;
const PER_PAGE = { names: 1000, things: 100, metrics: 500 } as const;

/**
 * What looking at all this may cost a month, at list price and without free allowances: an estimate from numbers and
 * rhythm, before anything was measured. Reading messages is not in it. Null while nothing is known of any queue.
 */
export function expectedUsdPerMonth(fleet: Fleet, book?: PriceBook): number | null {
  const pace = expectedPace(fleet, book);
  return pace && pace.fixedUsd + pace.slowableUsd;
}

/** The same by whether it can wait under a ceiling. Dead-letter queues that lose something soon are counted as if they could. */
export function expectedPace(fleet: Fleet, book?: PriceBook): OwnPace | null {
  if (fleet.listedCount === 0) return null;
  const listed = calls(
    "sqs:ListQueues",
    pages(fleet.placeCount, fleet.listedCount, PER_PAGE.names),
    LIST_QUEUES_SECONDS,
  );
  return { fixedUsd: usdPerMonth([listed], book), slowableUsd: usdPerMonth(slowableCalls(fleet), book) };
}

/** Of the use of resources, for what pipelines cost: what holds or moves something stirs, and so does every topic, function, state machine and pipe. */
function callsForUse(fleet: Fleet): PricedUse[] {
  const stirring =
    fleet.waitingDeadLetterQueueCount + fleet.wayBackQueueCount + fleet.busyQueueCount + fleet.unreadQueueCount;
  const idle = fleet.emptyDeadLetterQueueCount + fleet.quietQueueCount;
  const hourly = (count: number, kind: UseKind) =>
    calls("cloudwatch:GetMetricData", count * figuresOf(kind, HOUR_SECONDS).length, USE_SECONDS[HOUR_SECONDS]);
  return [
    hourly(stirring, "queue"),
    calls("cloudwatch:GetMetricData", idle * USE_PROBES, IDLE_SECONDS),
    hourly(fleet.functionCount, "function"),
    hourly(fleet.topicCount, "topic"),
    hourly(fleet.stateMachineCount, "state-machine"),
    hourly(fleet.pipeCount, "pipe"),
    calls(
      "cloudwatch:GetMetricData",
      fleet.watchedFunctionCount * figuresOf("function", QUICK_SECONDS).length,
      USE_SECONDS[QUICK_SECONDS],
    ),
    calls("cloudwatch:ListMetrics", fleet.placeCount * LISTED_KINDS, LIST_USE_SECONDS.queue),
  ];
}

function slowableCalls(fleet: Fleet): PricedUse[] {
  const { placeCount, topicCount, subscriptionCount, alarmCount } = fleet;
  const decidingCount = fleet.waitingDeadLetterQueueCount + fleet.wayBackQueueCount;
  const measuredCount = fleet.busyQueueCount + fleet.unreadQueueCount;
  return [
    ...depthCalls(fleet),
    ...callsForUse(fleet),
    calls("cloudwatch:GetMetricData", decidingCount * METRICS_PER_QUEUE, METRICS_SECONDS.deciding),
    calls("cloudwatch:GetMetricData", measuredCount * METRICS_PER_QUEUE, METRICS_SECONDS.usual),
    calls("cloudwatch:GetMetricData", fleet.ruleCount, ACTIVITY_SECONDS),
    calls("cloudwatch:ListMetrics", placeCount * UNRECORDED_METRICS, UNRECORDED_LIST_SECONDS),
    calls("cloudwatch:GetMetricData", fleet.ruleCount + topicCount, UNRECORDED_SAFETY_SECONDS),
    calls(
      "cloudwatch:ListMetrics",
      pages(placeCount, fleet.runningRuleCount * LISTED_PER_RULE, PER_PAGE.metrics),
      LIST_SECONDS,
    ),
    calls("cloudwatch:GetMetricData", fleet.runningRuleCount * RULE_METRICS, USUAL_SECONDS),
    calls("cloudwatch:GetMetricData", fleet.runningRuleCount, WATCH_SECONDS),
    calls("cloudwatch:DescribeAlarms", pages(placeCount, alarmCount, PER_PAGE.things), INVENTORY_SECONDS),
    calls("sns:ListTopics", pages(placeCount, topicCount, PER_PAGE.things), INVENTORY_SECONDS),
    calls("sns:ListSubscriptions", pages(placeCount, subscriptionCount, PER_PAGE.things), INVENTORY_SECONDS),
    calls("sns:GetTopicAttributes", topicCount, REREAD_SECONDS),
    calls("sns:GetSubscriptionAttributes", subscriptionCount, REREAD_SECONDS),
  ];
}

/** Of each place at least one page. */
function pages(placeCount: number, count: number, perPage: number): number {
  return placeCount + count / perPage;
}

function depthCalls(fleet: Fleet) {
  const every = (count: number, sight: Pick<QueueSight, "isDeadLetterQueue" | "visible">) =>
    calls(
      "sqs:GetQueueAttributes",
      count,
      nextSampleSeconds({ ...sight, inFlight: 0, changedAt: null, now: new Date(0) }),
    );
  return [
    every(fleet.emptyDeadLetterQueueCount, { isDeadLetterQueue: true, visible: 0 }),
    every(fleet.waitingDeadLetterQueueCount, { isDeadLetterQueue: true, visible: 1 }),
    every(fleet.busyQueueCount + fleet.wayBackQueueCount + fleet.unreadQueueCount, {
      isDeadLetterQueue: false,
      visible: 1,
    }),
    every(fleet.quietQueueCount, { isDeadLetterQueue: false, visible: 0 }),
  ];
}

function calls(action: string, count: number, everySeconds: number) {
  return { action, units: (count * SECONDS_PER_MONTH) / everySeconds, seconds: SECONDS_PER_MONTH };
}
