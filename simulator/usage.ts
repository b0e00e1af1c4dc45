/** A message that really entered or left a queue, whatever the caller was told. */
export interface Effect {
  readonly at: number;
  readonly action: "SendMessage" | "DeleteMessage";
  readonly accountId: string;
  readonly region: string;
  readonly queueName: string;
  readonly messageId: string;
  /** The principal that did it; `sqs` when a move task or retention did. */
  readonly principalArn: string;
}

export interface UsageCounters {
  /** Call it at the moment of the effect, once per message (batches too). */
  effect(effect: Effect): void;
}

export interface CallCount {
  readonly action: string;
  readonly accountId: string;
  readonly region: string;
  calls: number;
  /** Calls answered with an error, faults included. */
  errors: number;
}

/** What an assumed role was used for: what its policy must allow, and all that it need allow. */
export interface RoleCalls {
  readonly roleArn: string;
  readonly action: string;
  calls: number;
}

export interface BilledMetrics {
  readonly accountId: string;
  readonly region: string;
  metrics: number;
}

/**
 * What AWS bills for one queue under one action of SQS's API (`SendMessageBatch`, not `SendMessage`, when it was one): a call is
 * a request for each 64 KiB that it carries, a batch as a whole, an empty answer one. Whoever calls is counted: programs,
 * services that deliver, functions and pipes that poll. Calls that failed and the steps of move tasks are not.
 */
export interface QueueRequests {
  readonly queueArn: string;
  readonly action: string;
  calls: number;
  units: number;
}

export interface UsageSnapshot {
  readonly calls: readonly CallCount[];
  readonly billedMetrics: readonly BilledMetrics[];
  /** Absent in snapshots from before there was this count. */
  readonly roleCalls?: readonly RoleCalls[];
  /** Absent in snapshots from before there was this count. */
  readonly queueRequests?: readonly QueueRequests[];
}

const KEPT_EFFECTS = 250_000;
const CHUNK_BYTES = 65_536;

/** Counts calls and billed metrics per account and Region, and keeps the newest effects. */
export class Usage implements UsageCounters {
  #calls = new Map<string, CallCount>();
  #billed = new Map<string, BilledMetrics>();
  #byRole = new Map<string, RoleCalls>();
  #byQueue = new Map<string, QueueRequests>();
  #effects: Effect[] = [];
  #droppedEffects = 0;

  effect(effect: Effect): void {
    this.#effects.push(effect);
    if (this.#effects.length > 2 * KEPT_EFFECTS) {
      this.#droppedEffects += this.#effects.length - KEPT_EFFECTS;
      this.#effects = this.#effects.slice(-KEPT_EFFECTS);
    }
  }

  call(action: string, accountId: string, region: string, isError: boolean): void {
    const key = `${action}|${accountId}|${region}`;
    let count = this.#calls.get(key);
    if (!count) {
      count = { action, accountId, region, calls: 0, errors: 0 };
      this.#calls.set(key, count);
    }
    count.calls += 1;
    if (isError) count.errors += 1;
  }

  /** Counts a call that the session of a role made. */
  callOfRole(roleArn: string, action: string): void {
    const key = `${roleArn}|${action}`;
    const count = this.#byRole.get(key) ?? { roleArn, action, calls: 0 };
    count.calls += 1;
    this.#byRole.set(key, count);
  }

  billMetrics(accountId: string, region: string, metrics: number): void {
    const key = `${accountId}|${region}`;
    const billed = this.#billed.get(key) ?? { accountId, region, metrics: 0 };
    billed.metrics += metrics;
    this.#billed.set(key, billed);
  }

  /** Counts a call on a queue that carried so many bytes, there or back. */
  queueRequest(queueArn: string, action: string, bytes: number): void {
    const key = `${queueArn}|${action}`;
    const count = this.#byQueue.get(key) ?? { queueArn, action, calls: 0, units: 0 };
    count.calls += 1;
    count.units += Math.max(1, Math.ceil(bytes / CHUNK_BYTES));
    this.#byQueue.set(key, count);
  }

  /** Effects with their place in the log, oldest first. `after` is the place of the last one already seen. */
  effects(after: number, limit: number): { effects: readonly Effect[]; next: number; droppedCount: number } {
    const start = Math.max(0, after - this.#droppedEffects);
    const effects = this.#effects.slice(start, start + limit);
    return { effects, next: this.#droppedEffects + start + effects.length, droppedCount: this.#droppedEffects };
  }

  get effectCount(): number {
    return this.#droppedEffects + this.#effects.length;
  }

  reset(): void {
    this.load({ calls: [], billedMetrics: [] });
    this.#effects = [];
    this.#droppedEffects = 0;
  }

  /** Counters only: the effect log is for the tests of one process life. */
  serialize(): UsageSnapshot {
    return {
      calls: [...this.#calls.values()],
      billedMetrics: [...this.#billed.values()],
      roleCalls: [...this.#byRole.values()],
      queueRequests: [...this.#byQueue.values()],
    };
  }

  load(snapshot: UsageSnapshot): void {
    this.#calls.clear();
    this.#billed.clear();
    this.#byRole.clear();
    this.#byQueue.clear();
    for (const count of snapshot.calls) {
      this.#calls.set(`${count.action}|${count.accountId}|${count.region}`, { ...count });
    }
    for (const billed of snapshot.billedMetrics)
      this.#billed.set(`${billed.accountId}|${billed.region}`, { ...billed });
    for (const count of snapshot.roleCalls ?? []) this.#byRole.set(`${count.roleArn}|${count.action}`, { ...count });
    for (const count of snapshot.queueRequests ?? [])
      this.#byQueue.set(`${count.queueArn}|${count.action}`, { ...count });
  }
}
