import { buildGraph, type Graph, type ReadPlace } from "../../inventory/graph";
import {
  type ConfigOf,
  RESOURCE_KINDS,
  type Resource,
  type ResourceKind,
  type ResourceOf,
  type RuleTarget,
} from "../../inventory/resource";
import type { CoverageFacts } from "../rule";

/** Where a built thing lies, and its tags. */
export interface Place {
  readonly awsAccountId?: string;
  readonly region?: string;
  readonly tags?: Readonly<Record<string, string>>;
}
type Some<K extends ResourceKind> = Partial<ConfigOf[K]>;

const ACCOUNT = "111122223333";
const REGION = "eu-west-1";
const DAY_SECONDS = 86_400;

const arn = (service: string, resource: string, { awsAccountId = ACCOUNT, region = REGION }: Place = {}) =>
  `arn:aws:${service}:${region}:${awsAccountId}:${resource}`;
export const queueArn = (name: string, place?: Place) => arn("sqs", name, place);
export const topicArn = (name: string, place?: Place) => arn("sns", name, place);
export const functionArn = (name: string, place?: Place) => arn("lambda", `function:${name}`, place);
export const busArn = (name: string, place?: Place) => arn("events", `event-bus/${name}`, place);
export const ruleArn = (name: string, busName = "default", place?: Place) =>
  arn("events", busName === "default" ? `rule/${name}` : `rule/${busName}/${name}`, place);
export const streamArn = (name: string, place?: Place) => arn("kinesis", `stream/${name}`, place);

function aResource<K extends ResourceKind>(
  kind: K,
  at: string,
  name: string,
  config: ConfigOf[K],
  place: Place,
): ResourceOf<K> {
  const { awsAccountId = ACCOUNT, region = REGION, tags = {} } = place;
  return { kind, arn: at, name, accountId: `acc_${awsAccountId}`, awsAccountId, region, tags, config };
}

/** A standard queue with AWS's defaults: nothing set. */
export function aQueue(name: string, config: Some<"queue"> = {}, place: Place = {}): ResourceOf<"queue"> {
  const defaults = {
    isFifo: name.endsWith(".fifo"),
    deadLetterTargetArn: null,
    maxReceiveCount: config.deadLetterTargetArn ? 5 : null,
    retentionSeconds: 4 * DAY_SECONDS,
    visibilityTimeoutSeconds: 30,
    maxMessageBytes: 1_048_576,
    isContentDeduplicated: false,
    policy: null,
    redriveAllowPolicy: null,
    kmsKeyId: null,
  };
  return aResource("queue", queueArn(name, place), name, { ...defaults, ...config }, place);
}

export function aBus(name: string, config: Some<"bus"> = {}, place: Place = {}): ResourceOf<"bus"> {
  const defaults = { policy: null, kmsKeyId: null, deadLetterArn: null };
  return aResource("bus", busArn(name, place), name, { ...defaults, ...config }, place);
}

/** A target with AWS's defaults: no dead-letter queue, 185 attempts within 24 hours. */
export function aTarget(target: Partial<RuleTarget> = {}): RuleTarget {
  return {
    id: "target-1",
    arn: functionArn("ship"),
    roleArn: null,
    deadLetterArn: null,
    maxRetries: null,
    maxAgeSeconds: null,
    input: "event",
    messageGroupId: null,
    ...target,
  };
}

/** An enabled rule by event pattern, without targets. */
export function aRule(name: string, config: Some<"rule"> = {}, place: Place = {}): ResourceOf<"rule"> {
  const busName = config.busName ?? "default";
  const defaults = {
    busName,
    busArn: busArn(busName, place),
    isEnabled: true,
    eventPattern: '{"source":["shop"]}',
    scheduleExpression: null,
    managedBy: null,
    targets: [],
  };
  return aResource("rule", ruleArn(name, busName, place), name, { ...defaults, ...config }, place);
}

export function anArchive(name: string, config: Some<"archive"> = {}, place: Place = {}): ResourceOf<"archive"> {
  const defaults = { busArn: busArn("default", place), retentionDays: 30, eventPattern: null, state: "ENABLED" };
  return aResource("archive", arn("events", `archive/${name}`, place), name, { ...defaults, ...config }, place);
}

export function aSchedule(name: string, config: Some<"schedule"> = {}, place: Place = {}): ResourceOf<"schedule"> {
  const groupName = config.groupName ?? "default";
  const defaults = {
    groupName,
    expression: "rate(1 hour)",
    isEnabled: true,
    targetArn: functionArn("ship", place),
    roleArn: "arn:aws:iam::111122223333:role/scheduler",
    deadLetterArn: null,
    maxRetries: null,
    maxAgeSeconds: null,
    messageGroupId: null,
  };
  const at = arn("scheduler", `schedule/${groupName}/${name}`, place);
  return aResource("schedule", at, name, { ...defaults, ...config }, place);
}

/** A running pipe from a queue to a function. */
export function aPipe(name: string, config: Some<"pipe"> = {}, place: Place = {}): ResourceOf<"pipe"> {
  const defaults = {
    sourceArn: queueArn("orders", place),
    targetArn: functionArn("ship", place),
    enrichmentArn: null,
    isRunning: true,
    roleArn: "arn:aws:iam::111122223333:role/pipes",
    deadLetterArn: null,
    maxRetries: null,
    maxAgeSeconds: null,
    filterPatterns: [],
    messageGroupId: null,
  };
  return aResource("pipe", arn("pipes", `pipe/${name}`, place), name, { ...defaults, ...config }, place);
}

export function aTopic(name: string, config: Some<"topic"> = {}, place: Place = {}): ResourceOf<"topic"> {
  const defaults = { isFifo: name.endsWith(".fifo"), policy: null, kmsKeyId: null };
  return aResource("topic", topicArn(name, place), name, { ...defaults, ...config }, place);
}

/** A confirmed subscription of a queue to a topic; `name` tells several of one topic apart. */
export function aSubscription(
  name: string,
  config: Some<"subscription"> = {},
  place: Place = {},
): ResourceOf<"subscription"> {
  const defaults = {
    topicArn: topicArn("orders", place),
    protocol: "sqs",
    endpoint: queueArn("orders", place),
    deadLetterArn: null,
    isRaw: false,
    filterPolicy: null,
    isConfirmed: true,
  };
  const all = { ...defaults, ...config };
  return aResource("subscription", `${all.topicArn}:${name}`, name, all, place);
}

/** An enabled mapping from a queue to a function. */
export function aMapping(name: string, config: Some<"mapping"> = {}, place: Place = {}): ResourceOf<"mapping"> {
  const defaults = {
    functionArn: functionArn("ship", place),
    sourceArn: queueArn("orders", place),
    isEnabled: true,
    batchSize: 10,
    batchWindowSeconds: null,
    maxConcurrency: null,
    reportsBatchItemFailures: false,
    filterPatterns: [],
    onFailureArn: null,
    doesBisect: false,
    maxRetries: null,
    maxAgeSeconds: null,
  };
  const at = arn("lambda", `event-source-mapping:${name}`, place);
  return aResource("mapping", at, name, { ...defaults, ...config }, place);
}

export function aFunction(name: string, config: Some<"function"> = {}, place: Place = {}): ResourceOf<"function"> {
  const defaults = {
    runtime: "nodejs22.x",
    timeoutSeconds: 3,
    roleArn: "arn:aws:iam::111122223333:role/lambda",
    codeSha256: null,
    deadLetterArn: null,
    async: [],
  };
  return aResource("function", functionArn(name, place), name, { ...defaults, ...config }, place);
}

export function aStateMachine(
  name: string,
  config: Some<"state-machine"> = {},
  place: Place = {},
): ResourceOf<"state-machine"> {
  const defaults = { type: "STANDARD" as const, roleArn: null, definitionSha256: null, logLevel: "OFF" };
  return aResource(
    "state-machine",
    arn("states", `stateMachine:${name}`, place),
    name,
    { ...defaults, ...config },
    place,
  );
}

/** An alarm with an action on a queue's visible messages; whose, is for the test to say by `dimensions`. */
export function anAlarm(name: string, config: Some<"alarm"> = {}, place: Place = {}): ResourceOf<"alarm"> {
  const defaults = {
    namespace: "AWS/SQS",
    metricName: "ApproximateNumberOfMessagesVisible",
    dimensions: {},
    metrics: [],
    statistic: "Maximum",
    threshold: 0,
    comparison: "GreaterThanThreshold",
    hasActions: true,
    missingData: "missing",
  };
  return aResource("alarm", arn("cloudwatch", `alarm:${name}`, place), name, { ...defaults, ...config }, place);
}

/**
 * A graph of these resources in which every kind was read in every account × Region that one of them lies in (and in the
 * default one), but not the kinds in `unread`.
 */
export function aGraph(
  resources: readonly Resource[],
  { unread = [] }: { unread?: readonly ResourceKind[] } = {},
): Graph {
  const places = new Map([[`${ACCOUNT} ${REGION}`, { awsAccountId: ACCOUNT, region: REGION }]]);
  for (const { awsAccountId, region } of resources) places.set(`${awsAccountId} ${region}`, { awsAccountId, region });
  const kinds = RESOURCE_KINDS.filter((kind) => !unread.includes(kind));
  const read: ReadPlace[] = [...places.values()].flatMap((place) => kinds.map((kind) => ({ ...place, kind })));
  return buildGraph(resources, read);
}

/** Nothing measured, nobody's; the clock stands. */
export const NO_FACTS: CoverageFacts = {
  now: new Date("2026-11-20T12:00:00Z"),
  activity: new Map(),
  owners: new Map(),
};
