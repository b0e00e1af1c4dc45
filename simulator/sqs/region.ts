import type { QueueAddress } from "./arn";
import { parseQueueArn, queueArn } from "./arn";
import { type AttributeTexts, checkAttributes, initialAttributes, withChanges } from "./attributes";
import { invalidValue, queueDoesNotExist, sqsError } from "./errors";
import { KEPT_MS, MetricLog, type MetricLogData } from "./metrics";
import { type MoveTaskData, MoveTasks } from "./move-tasks";
import { Queue, type QueueData, type ReportEffect } from "./queue";
import { allowsSource } from "./redrive-policy";

/** How long the name of a deleted queue stays blocked. */
const NAME_BLOCKED_MS = 60_000;

export interface RegionData {
  readonly accountId: string;
  readonly region: string;
  readonly queues: readonly QueueData[];
  readonly deletedAt: readonly (readonly [string, number])[];
  readonly metrics: readonly MetricLogData[];
  readonly moveTasks: readonly MoveTaskData[];
}

/** The queues of one account in one Region, and what binds them: dead-letter queues and move tasks. */
export class SqsRegion {
  readonly #queues = new Map<string, Queue>();
  readonly #deletedAt: Map<string, number>;
  readonly #metrics = new Map<string, MetricLog>();
  readonly moveTasks: MoveTasks;

  constructor(
    private readonly data: RegionData,
    private readonly report: ReportEffect,
    private readonly onWake: (queueArn: string) => void = () => {},
  ) {
    this.#deletedAt = new Map(data.deletedAt);
    for (const log of data.metrics) this.#metrics.set(log.queueName, MetricLog.load(log));
    for (const queue of data.queues) this.#add(queue);
    this.moveTasks = new MoveTasks(this, data.moveTasks);
  }

  get metrics(): MetricLog[] {
    return [...this.#metrics.values()];
  }

  /** Runs move tasks up to `now`; cheap when there are none. Queues are settled by whoever looks at them. */
  advance(now: number): void {
    this.moveTasks.advance(now);
  }

  /** Brings everything in the Region up to `now`. */
  settle(now: number): void {
    this.advance(now);
    for (const queue of this.#queues.values()) queue.settle(now);
    this.#forgetNames(now);
  }

  find(name: string): Queue | undefined {
    return this.#queues.get(name);
  }

  findByArn(arn: string): Queue | undefined {
    const address = parseQueueArn(arn);
    const queue = address && this.#queues.get(address.name);
    return queue?.arn === arn ? queue : undefined;
  }

  queues(): Queue[] {
    return [...this.#queues.values()];
  }

  /** Idempotent for the same attributes; QueueNameExists for others, QueueDeletedRecently within 60 s of a deletion. */
  create(name: string, changes: AttributeTexts, tags: Readonly<Record<string, string>>, now: number): Queue {
    const isFifo = name.endsWith(".fifo");
    checkAttributes(changes, isFifo);
    const existing = this.#queues.get(name);
    if (existing) return sameQueue(existing, changes);
    if (now - (this.#deletedAt.get(name) ?? -Infinity) < NAME_BLOCKED_MS) {
      throw sqsError(
        "QueueDeletedRecently",
        "You must wait 60 seconds after deleting a queue before you can create another with the same name.",
      );
    }
    this.#checkRedrivePolicy(this.#address(name), changes);
    this.#deletedAt.delete(name);
    const attributes = withChanges(initialAttributes(isFifo), changes);
    const times = { createdAt: now, lastModifiedAt: now, lastActiveAt: now, settledAt: now };
    const nothing = { sequence: 0, messages: [], deduplication: [], attempts: [], handOutAgain: [] };
    return this.#add({ ...this.#address(name), attributes, tags, ...times, ...nothing });
  }

  configure(queue: Queue, changes: AttributeTexts, now: number): void {
    checkAttributes(changes, queue.isFifo);
    this.#checkRedrivePolicy(this.#address(queue.name), changes);
    queue.configure(withChanges(queue.attributes, changes), now);
  }

  delete(queue: Queue, principalArn: string, now: number): void {
    queue.empty(principalArn, now);
    queue.isDeleted = true;
    this.#queues.delete(queue.name);
    this.#deletedAt.set(queue.name, now);
    queue.wake();
  }

  /** Queues that name this one as their dead-letter queue. */
  sourcesOf(target: Queue): Queue[] {
    return this.queues().filter((queue) => queue.settings.redrivePolicy?.deadLetterTargetArn === target.arn);
  }

  /** Where too often received messages of this queue go now; undefined when the target is gone or no longer allows it. */
  deadLettersOf(queue: Queue): { target: Queue; maxReceiveCount: number } | undefined {
    const policy = queue.settings.redrivePolicy;
    const target = policy && this.findByArn(policy.deadLetterTargetArn);
    if (!target || !allowsSource(target.settings.redriveAllowPolicy, queue.arn)) return undefined;
    return { target, maxReceiveCount: policy.maxReceiveCount };
  }

  /** After a move task has begun: whoever waits on a queue may now get its messages earlier. */
  wakeAll(): void {
    for (const queue of this.#queues.values()) queue.wake();
  }

  serialize(): RegionData {
    return {
      accountId: this.data.accountId,
      region: this.data.region,
      queues: this.queues().map((queue) => queue.serialize()),
      deletedAt: [...this.#deletedAt],
      metrics: this.metrics.map((log) => log.serialize()),
      moveTasks: this.moveTasks.all().map((task) => ({ ...task })),
    };
  }

  #address(name: string): QueueAddress {
    return { accountId: this.data.accountId, region: this.data.region, name };
  }

  #add(data: QueueData): Queue {
    const log = this.#metrics.get(data.name) ?? new MetricLog(data.name);
    this.#metrics.set(data.name, log);
    const { name, createdAt } = data;
    const identity = { ...this.#address(name), createdAt };
    const arn = queueArn(identity);
    const queue = new Queue(identity, data, log, this.report, () => this.onWake(arn));
    this.#queues.set(name, queue);
    return queue;
  }

  /** Of a queue deleted so long ago nothing is left to be told. */
  #forgetNames(now: number): void {
    for (const [name, deletedAt] of this.#deletedAt) {
      if (now - deletedAt < KEPT_MS) break;
      this.#metrics.delete(name);
      this.#deletedAt.delete(name);
    }
  }

  #checkRedrivePolicy(source: QueueAddress, changes: AttributeTexts): void {
    const text = changes.RedrivePolicy;
    if (!text) return;
    const refuse = (reason: string) => invalidValue("RedrivePolicy", text, reason);
    const { deadLetterTargetArn: arn = "" } = JSON.parse(text) as { deadLetterTargetArn?: string };
    const address = parseQueueArn(arn);
    if (!address) throw refuse("Invalid value for deadLetterTargetArn.");
    if (address.accountId !== source.accountId || address.region !== source.region) {
      throw refuse("Dead-letter target owner and region should be the same as the source.");
    }
    const target = this.findByArn(arn);
    if (!target) throw refuse("Dead letter target does not exist.");
    if (target.isFifo !== source.name.endsWith(".fifo")) {
      throw refuse("Dead-letter target must be same type of queue as the source.");
    }
    if (!allowsSource(target.settings.redriveAllowPolicy, queueArn(source))) {
      throw refuse("The dead-letter queue's redrive allow policy does not allow this source queue.");
    }
  }
}

function sameQueue(existing: Queue, changes: AttributeTexts): Queue {
  for (const [name, text] of Object.entries(changes)) {
    if (canonical(existing.attributes[name] ?? "") === canonical(text)) continue;
    throw sqsError(
      "QueueNameExists",
      `A queue already exists with the same name and a different value for attribute ${name}`,
    );
  }
  return existing;
}

/** Policies are compared by meaning, not by spacing or by number against text. */
function canonical(text: string): string {
  if (!text.startsWith("{")) return text;
  return JSON.stringify(JSON.parse(text), (_key, value) => (typeof value === "number" ? String(value) : value));
}

export function requireQueue(queue: Queue | undefined): Queue {
  if (!queue || queue.isDeleted) throw queueDoesNotExist();
  return queue;
}
