import { createHash } from "node:crypto";
import type { Effect } from "../usage";
import { queueArn } from "./arn";
import { type AttributeTexts, type QueueSettings, settingsOf } from "./attributes";
import { Deduplication } from "./deduplication";
import { FifoGroups } from "./fifo-groups";
import type { StoredMessage } from "./message";
import { MessageStore } from "./message-store";
import { ACTIVE_MS, type Counter, type Gauges, type MetricLog, MINUTE_MS } from "./metrics";
import { ReceiveAttempts } from "./receive-attempts";
import { StandardLine } from "./standard-line";

/** Names SQS as the one who moved or removed a message, where otherwise a principal's ARN stands. */
export const SQS_ITSELF = "sqs";

export type ReportEffect = (effect: Effect) => void;

export interface QueueData {
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
  readonly createdAt: number;
  readonly lastModifiedAt: number;
  readonly attributes: AttributeTexts;
  readonly tags: Readonly<Record<string, string>>;
  readonly lastActiveAt: number;
  readonly settledAt: number;
  readonly purgedAt?: number;
  readonly sequence: number;
  readonly messages: readonly StoredMessage[];
  readonly deduplication: ReturnType<Deduplication["serialize"]>;
  readonly attempts: ReturnType<ReceiveAttempts["serialize"]>;
  readonly handOutAgain: readonly string[];
  readonly isFair?: boolean;
}

/**
 * One queue: what it holds and what it remembers. The verbs stand in sending.ts, receiving.ts and claims.ts; whoever
 * uses one calls `settle` first.
 */
export class Queue {
  readonly arn: string;
  readonly isFifo: boolean;
  /** Ties receipt handles to this very queue, not to a later one of the same name. */
  readonly tag: string;
  readonly store: MessageStore;
  readonly deduplication: Deduplication;
  readonly attempts: ReceiveAttempts;
  tags: Record<string, string>;
  lastModifiedAt: number;
  purgedAt: number | undefined;
  isDeleted = false;
  /** Messages that the next receive gets although they are in flight: the second half of a duplicate delivery. */
  handOutAgain: string[];
  #attributes: AttributeTexts;
  #settings: QueueSettings;
  #sequence: number;
  #settledAt: number;
  #lastActiveAt: number;
  readonly #sleepers = new Set<() => void>();

  constructor(
    private readonly identity: Pick<QueueData, "accountId" | "region" | "name" | "createdAt">,
    data: QueueData,
    private readonly log: MetricLog,
    private readonly report: ReportEffect,
    private readonly onWake: () => void = () => {},
  ) {
    this.arn = queueArn(identity);
    this.isFifo = identity.name.endsWith(".fifo");
    this.tag = createHash("md5").update(`${this.arn} ${identity.createdAt}`).digest("hex").slice(0, 12);
    this.store = new MessageStore(this.isFifo ? new FifoGroups() : new StandardLine(), this.isFifo, () => this.wake());
    this.deduplication = new Deduplication(data.deduplication);
    this.attempts = new ReceiveAttempts(data.attempts);
    this.tags = { ...data.tags };
    this.lastModifiedAt = data.lastModifiedAt;
    this.purgedAt = data.purgedAt;
    this.handOutAgain = [...data.handOutAgain];
    this.#attributes = data.attributes;
    this.#settings = settingsOf(data.attributes);
    this.#sequence = data.sequence;
    this.#settledAt = data.settledAt;
    this.#lastActiveAt = data.lastActiveAt;
    if (data.isFair) this.store.beFair();
    for (const message of data.messages) this.store.add({ ...message });
  }

  get name(): string {
    return this.identity.name;
  }

  get accountId(): string {
    return this.identity.accountId;
  }

  get createdAt(): number {
    return this.identity.createdAt;
  }

  get settings(): QueueSettings {
    return this.#settings;
  }

  get attributes(): AttributeTexts {
    return this.#attributes;
  }

  /** Keeps the queue awake: it goes on sending metrics for six hours. */
  touch(now: number): void {
    this.#lastActiveAt = now;
  }

  configure(attributes: AttributeTexts, now: number): void {
    this.#attributes = attributes;
    this.#settings = settingsOf(attributes);
    this.lastModifiedAt = now;
    this.wake();
  }

  /** 20 digits, growing with every message, as FIFO queues number theirs. */
  nextSequenceNumber(): string {
    return `188${String(++this.#sequence * 256).padStart(17, "0")}`;
  }

  count(counter: Counter, amount: number, now: number): void {
    this.log.count(now, counter, amount);
  }

  countSent(bytes: number, now: number): void {
    this.log.countSent(now, bytes);
  }

  reportEffect(action: Effect["action"], messageId: string, principalArn: string, at: number): void {
    const { accountId, region, name } = this.identity;
    this.report({ at, action, accountId, region, queueName: name, messageId, principalArn });
  }

  /**
   * Brings the queue up to `now`: what became due in between has then happened in its own order, and every minute that
   * ended on the way is in the metrics as it was at its end.
   */
  settle(now: number): void {
    while (this.#settledAt < now) {
      const minuteEnd = (Math.floor(this.#settledAt / MINUTE_MS) + 1) * MINUTE_MS;
      if (minuteEnd > now) break;
      const nextDueAt = Math.min(this.nextDueAt(), now + 1);
      // Nothing happens before nextDueAt, so all the minutes that end before it look alike.
      const lastAlikeEnd = Math.max(minuteEnd, Math.ceil(nextDueAt / MINUTE_MS - 1) * MINUTE_MS);
      if (nextDueAt <= minuteEnd) this.#passTime(minuteEnd);
      this.#closeMinutes(minuteEnd, lastAlikeEnd);
      this.#settledAt = lastAlikeEnd;
    }
    this.#settledAt = Math.max(this.#settledAt, now);
    this.#passTime(now);
  }

  /** When something next happens by itself; Infinity when nothing will. */
  nextDueAt(): number {
    return this.store.nextDueAt(this.#settings.retentionMs);
  }

  /** Resolves when a message may have become visible, the queue was changed or deleted, or `signal` aborts. */
  changed(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.#sleepers.delete(done);
        signal.removeEventListener("abort", done);
        resolve();
      };
      if (signal.aborted) return resolve();
      signal.addEventListener("abort", done, { once: true });
      this.#sleepers.add(done);
    });
  }

  wake(): void {
    for (const wakeUp of [...this.#sleepers]) wakeUp();
    this.onWake();
  }

  /** Removes every message, in flight or not. */
  empty(principalArn: string, now: number): void {
    for (const message of [...this.store.all()]) {
      this.store.remove(message);
      this.reportEffect("DeleteMessage", message.id, principalArn, now);
    }
  }

  serialize(): QueueData {
    return {
      ...this.identity,
      lastModifiedAt: this.lastModifiedAt,
      attributes: this.#attributes,
      tags: this.tags,
      lastActiveAt: this.#lastActiveAt,
      settledAt: this.#settledAt,
      purgedAt: this.purgedAt,
      sequence: this.#sequence,
      messages: [...this.store.all()],
      deduplication: this.deduplication.serialize(),
      attempts: this.attempts.serialize(),
      handOutAgain: this.handOutAgain,
      ...(this.store.isFair && { isFair: true }),
    };
  }

  #passTime(now: number): void {
    this.store.release(now);
    const wasHolding = this.store.size > 0;
    for (const message of this.store.expire(now - this.#settings.retentionMs)) {
      this.reportEffect("DeleteMessage", message.id, SQS_ITSELF, now);
    }
    if (wasHolding && this.store.size === 0) this.#lastActiveAt = Math.max(this.#lastActiveAt, now);
  }

  #closeMinutes(firstEnd: number, lastEnd: number): void {
    const silentAfter = Math.floor((this.#lastActiveAt + ACTIVE_MS) / MINUTE_MS) * MINUTE_MS;
    const end = this.store.size > 0 ? lastEnd : Math.min(lastEnd, silentAfter);
    if (end >= firstEnd) this.log.close(firstEnd, end, this.#gauges(firstEnd));
  }

  #gauges(now: number): Gauges {
    const { visible, inFlight, delayed } = this.store.counts;
    const oldestArrivalAt = this.store.oldestArrival();
    const fair = this.store.quiet(now);
    return {
      visible,
      notVisible: inFlight,
      delayed,
      ...(oldestArrivalAt !== undefined && { oldestArrivalAt }),
      ...(this.isFifo && { groupsInFlight: this.store.groupsInFlight ?? 0 }),
      ...(fair && { fair }),
    };
  }
}
