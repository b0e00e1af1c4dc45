import type { AlarmFact, AlertFacts, ClassFact, LossFact, PipelineFact, QueueFact, RunFact } from "../facts";
import { NO_FACTS } from "../facts";
import { limitsWithout } from "../thresholds/resolve";

/** Saturday, in the middle of the night: nobody is there before Monday 09:00 UTC. */
export const NOW = new Date("2026-11-21T02:00:00Z");
export const ago = (seconds: number) => new Date(NOW.getTime() - seconds * 1000);
export const ahead = (seconds: number) => ago(-seconds);

const where = { accountId: "acc_1", region: "eu-west-1" };
const dlq = { ...where, arn: "arn:aws:sqs:eu-west-1:1:orders-dlq", queueId: "q_1", name: "orders-dlq" };

export function facts(over: Partial<AlertFacts>): AlertFacts {
  return { ...NO_FACTS, watchedSince: ago(86_400), ...over };
}
export function aClass(over: Partial<ClassFact> = {}): ClassFact {
  return {
    ...where,
    arn: "arn:aws:sqs:eu-west-1:1:orders",
    id: "fc_1",
    title: "unknown tier",
    status: "new",
    statusAt: ago(600),
    statusReason: null,
    onset: { kind: "new", at: ago(600) },
    queueId: "q_1",
    totalCount: 12,
    lastHourCount: 3,
    isLostDespiteQueue: false,
    isSilence: false,
    record: "messages",
    causeKind: "dependency",
    normalisedError: "connect ECONNREFUSED <host>",
    consumers: ["arn:aws:lambda:eu-west-1:1:function:charge"],
    dependencies: ["db.example"],
    ...over,
  };
}
export function aLoss(over: Partial<LossFact> = {}): LossFact {
  const loss = { kind: "none", earliestAt: null, latestAt: null, staleSince: null } as const;
  return { ...dlq, owner: null, doesAutoRescue: false, loss, fresh: null, waitingCount: 4, ...over };
}
export function aQueue(over: Partial<QueueFact> = {}): QueueFact {
  return {
    ...dlq,
    isDeadLetterQueue: true,
    limits: limitsWithout({ isProduction: false }),
    firstLookAt: ago(30 * 86_400),
    depth: 0,
    sampledAt: ago(5),
    deepSince: null,
    ageSeconds: null,
    ageAt: null,
    inflow: null,
    ...over,
  };
}
export function aPipeline(over: Partial<PipelineFact> = {}): PipelineFact {
  return {
    id: "pl_1",
    name: "checkout",
    accountId: "acc_1",
    anchorArn: "arn:bus",
    state: "failing",
    badSince: ago(600),
    firstSeenAt: ago(86_400),
    evidence: [
      {
        signal: "dead-letters",
        state: "failing",
        accountId: "acc_2",
        arn: dlq.arn,
        sentence: "orders-dlq took 12 dead letters.",
        isBacklog: false,
      },
    ],
    burn: null,
    ...over,
  };
}
export function aRun(over: Partial<RunFact> = {}): RunFact {
  return {
    ...where,
    arn: dlq.arn,
    queueId: "q_1",
    classId: null,
    id: "run_1",
    name: "R-7",
    action: "redrive",
    state: "paused",
    reason: "3 of 10 came back",
    at: ago(60),
    pausedBy: "returns",
    requestedByName: "ada",
    ...over,
  };
}
export function anAlarm(over: Partial<AlarmFact> = {}): AlarmFact {
  const alarm = { alarmArn: "arn:alarm", name: "orders-dlq not empty", reason: "Threshold Crossed", queueId: "q_1" };
  return { ...where, arn: dlq.arn, ...alarm, changedAt: ago(60), readAt: ago(5), firstReadAt: ago(86_400), ...over };
}
