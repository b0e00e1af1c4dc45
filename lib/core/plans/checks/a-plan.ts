import type { CheckFacts } from "../check";
import type { GateConsumer, GateFacts } from "./gate-facts";
import type { PlaceFacts, PlaceQueueFacts } from "./place-facts";

export const NOW = new Date("2026-11-21T10:00:00.000Z");
const ROLE = "arn:aws:iam::111111111111:role/dlo-operate";

export function aQueueFacts(over: Partial<PlaceQueueFacts> = {}): PlaceQueueFacts {
  return {
    isFifo: false,
    isContentDeduplicated: false,
    maxMessageBytes: 1_048_576,
    maxReceiveCount: 5,
    visibilityTimeoutSeconds: 30,
    policy: null,
    kmsKeyId: null,
    waitingCount: 0,
    drainPerSecond: null,
    ...over,
  };
}

/** A standard queue in the same account, consumed by checkout-worker. */
export function aPlace(over: Partial<PlaceFacts> = {}): PlaceFacts {
  return {
    arn: "arn:aws:sqs:eu-central-1:111111111111:orders",
    kind: "queue",
    name: "orders",
    isKnown: true,
    awsAccountId: "111111111111",
    region: "eu-central-1",
    isConnected: true,
    itemCount: 50,
    largestBodyBytes: 900,
    largestAtMostBytes: 1_048_576,
    queue: aQueueFacts(),
    consumers: [aConsumer()],
    ...over,
  };
}

export function aConsumer(over: Partial<NonNullable<PlaceFacts["consumers"]>[number]> = {}) {
  return {
    name: "checkout-worker",
    isOn: true,
    timeoutSeconds: 5,
    reservedConcurrency: null,
    batchWindowSeconds: 0,
    ...over,
  };
}

/** Fifty code errors that failed with checkout-worker as it is now. */
export function aGate(over: Partial<GateFacts> = {}, consumer: Partial<GateConsumer> = {}): GateFacts {
  return {
    judgedCount: 50,
    editedCount: 0,
    bystanderCount: 0,
    causes: [{ kind: "code-error", count: 50 }],
    firstFailedAt: "2026-11-21T09:12:00.000Z",
    lastFailedAt: "2026-11-21T09:40:00.000Z",
    consumers: [
      {
        name: "checkout-worker",
        judgedCount: 50,
        unchangedCount: 50,
        changedCount: 0,
        lastChange: null,
        unknownBecause: null,
        ...consumer,
      },
    ],
    redAlarms: [],
    watchingAlarmCount: 0,
    lastRun: null,
    lastArrivalAt: "2026-11-21T09:40:00.000Z",
    ...over,
  };
}

/** A redrive of fifty messages by our mover that no check has anything against; the gate is not asked. */
export function aPlan(over: Partial<CheckFacts> = {}): CheckFacts {
  return {
    action: "redrive",
    driver: "mover",
    itemCount: 50,
    approximateCount: 50,
    queue: {
      name: "orders-dlq",
      arn: "arn:aws:sqs:eu-central-1:111111111111:orders-dlq",
      isFifo: false,
      isDeleted: false,
      isDeadLetterQueue: true,
      capture: "whole",
      hasOwnPolicy: false,
      consumerCount: 0,
      isNamed: true,
      isConsumerKnown: true,
      redriveAllowPolicy: null,
      kmsKeyId: null,
      retentionSeconds: 1_209_600,
    },
    places: [aPlace()],
    problems: [],
    doesMark: false,
    fullAttributesCount: 0,
    cameBackCount: 0,
    loopingCount: 0,
    mostBounces: 0,
    orderDebt: null,
    secondCopy: { isNeeded: false, state: { kind: "none" } },
    deleteProvedAt: null,
    openMoveTask: null,
    gate: null,
    erasedCount: 0,
    erasedHeldCount: 0,
    openElsewhere: [],
    account: { isWritable: true, isProduction: false, operateRoleArn: ROLE, inspectRoleArn: ROLE },
    writesStopped: null,
    blindSince: null,
    secondsToFirstLoss: null,
    takesAboutSeconds: 60,
    expectedReturnSeconds: 150,
    overrideReason: null,
    stillThereCount: 0,
    maybeSentCount: 0,
    now: NOW,
    retention: { seconds: 1_209_600, keptAsCodeBy: null, lossNow: "", lossWhenRaised: "" },
    ...over,
  };
}
