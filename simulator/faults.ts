import { SeededRandom } from "./seeded-random";

/** Kinds that the service must play; they reach it in `call.fault`. */
const SERVICE_KINDS = ["partialBatch", "duplicateDelivery", "lateReceive", "emptyReceive", "overLimit"] as const;
/** Kinds that the door plays alone. */
const DOOR_KINDS = [
  "throttle",
  "5xx",
  "timeout",
  "resetBefore",
  "resetAfter",
  "accessDenied",
  "expiredToken",
  "delayMs",
] as const;

export const FAULT_KINDS: readonly FaultKind[] = [...DOOR_KINDS, ...SERVICE_KINDS];

export type ServiceFaultKind = (typeof SERVICE_KINDS)[number];
export type FaultKind = ServiceFaultKind | (typeof DOOR_KINDS)[number];

/**
 * A fault that the service itself must play:
 * - partialBatch: the first `n` entries of a batch fail with InternalError (Receiver's fault), the rest succeed;
 * - duplicateDelivery: a received message is handed out again at once, although it is in flight;
 * - lateReceive: the answer of a receive comes after the messages' visibility timeout has passed;
 * - emptyReceive: no message although some exist;
 * - overLimit: OverLimit, too many messages in flight.
 */
export interface Fault {
  readonly kind: ServiceFaultKind;
  /** For partialBatch; 1 unless told. */
  readonly n?: number;
}

/** One line of the fault table. Without `nth`, `rate`, `from` and `until` it strikes every matching call. */
export interface FaultRule {
  /** `sqs:SendMessage`; `*` stands for anything: `sqs:*`, `*`. */
  readonly operation: string;
  readonly kind: FaultKind;
  readonly accountId?: string;
  readonly region?: string;
  readonly queueName?: string;
  /** Strikes deliveries by this service (`events`, `sns`, `lambda`, …) instead of the calls of clients. */
  readonly via?: string;
  /** Strikes exactly this matching call, counted from 1. */
  readonly nth?: number;
  /** Strikes this share of the calls, 0 to 1, by the seeded chance. */
  readonly rate?: number;
  /** First and last matching call that may be struck, counted from 1, both included. */
  readonly from?: number;
  readonly until?: number;
  /** The rule ends this long after it was set, on the simulated clock. */
  readonly forSeconds?: number;
  /** partialBatch: entries that fail. */
  readonly n?: number;
  /** delayMs: how long; timeout: how long the socket stays open, 60,000 unless told. Simulated milliseconds. */
  readonly ms?: number;
  /** 5xx: 500, 502, 503 (unless told) or 504. */
  readonly status?: number;
  /** throttle: another error name than the service's usual one. */
  readonly code?: string;
  /** timeout and 5xx: the call takes effect first; only its answer is lost. */
  readonly afterEffect?: boolean;
}

export interface FaultEntry extends FaultRule {
  readonly id: string;
  readonly setAt: number;
  /** Matching calls so far, and how many of them were struck. */
  seen: number;
  hits: number;
}

export interface FaultTarget {
  readonly action: string;
  readonly accountId: string;
  readonly region: string;
  readonly queueName: string | undefined;
  /** The service that delivers; absent for a client's call. */
  readonly via?: string;
}

export interface FaultSnapshot {
  readonly randomState: number;
  readonly lastId: number;
  readonly entries: readonly FaultEntry[];
}

/** The faults to play. The same seed, rules and order of calls strike the same calls. */
export class FaultTable {
  #entries: FaultEntry[] = [];
  #lastId = 0;
  #random: SeededRandom;

  constructor(seed: number) {
    this.#random = new SeededRandom(seed);
  }

  list(): readonly FaultEntry[] {
    return this.#entries;
  }

  add(rule: FaultRule, now: number): FaultEntry {
    this.#lastId += 1;
    const entry = { ...rule, id: `f${this.#lastId}`, setAt: now, seen: 0, hits: 0 };
    this.#entries.push(entry);
    return entry;
  }

  /** Takes one rule away, or all without an id; says how many went. */
  remove(id?: string): number {
    const before = this.#entries.length;
    this.#entries = id === undefined ? [] : this.#entries.filter((entry) => entry.id !== id);
    return before - this.#entries.length;
  }

  /** The rules that strike this call: every delay, and of the others the first in the table. */
  strike(target: FaultTarget, now: number): FaultRule[] {
    const struck: FaultRule[] = [];
    let isTaken = false;
    for (const entry of this.#entries) {
      if (!matches(entry, target, now)) continue;
      entry.seen += 1;
      const isDelay = entry.kind === "delayMs";
      if ((isTaken && !isDelay) || !this.#strikesNow(entry)) continue;
      entry.hits += 1;
      struck.push(entry);
      isTaken ||= !isDelay;
    }
    return struck;
  }

  #strikesNow(entry: FaultEntry): boolean {
    if (entry.nth !== undefined && entry.seen !== entry.nth) return false;
    if (entry.seen < (entry.from ?? 1) || entry.seen > (entry.until ?? Number.POSITIVE_INFINITY)) return false;
    return entry.rate === undefined || this.#random.next() < entry.rate;
  }

  serialize(): FaultSnapshot {
    return { randomState: this.#random.state, lastId: this.#lastId, entries: this.#entries };
  }

  static load(snapshot: FaultSnapshot): FaultTable {
    const table = new FaultTable(snapshot.randomState);
    table.#lastId = snapshot.lastId;
    table.#entries = snapshot.entries.map((entry) => ({ ...entry }));
    return table;
  }
}

/** The part of a rule that a service plays, if it is of such a kind. */
export function serviceFaultOf(rules: readonly FaultRule[]): Fault | undefined {
  for (const { kind, n } of rules) if (isServiceKind(kind)) return { kind, n };
  return undefined;
}

function matches(entry: FaultEntry, target: FaultTarget, now: number): boolean {
  if (entry.forSeconds !== undefined && now >= entry.setAt + entry.forSeconds * 1000) return false;
  if (entry.accountId !== undefined && entry.accountId !== target.accountId) return false;
  if (entry.region !== undefined && entry.region !== target.region) return false;
  if (entry.via !== target.via) return false;
  if (entry.queueName !== undefined && entry.queueName !== target.queueName) return false;
  return isOperation(entry.operation, target.action) && canPlay(entry.kind, target.action);
}

function isOperation(pattern: string, action: string): boolean {
  if (pattern === "*" || pattern === action) return true;
  return pattern.endsWith("*") && action.startsWith(pattern.slice(0, -1));
}

function canPlay(kind: FaultKind, action: string): boolean {
  if (kind === "partialBatch") return action.startsWith("sqs:") && action.endsWith("Batch");
  return !isServiceKind(kind) || action === "sqs:ReceiveMessage";
}

function isServiceKind(kind: FaultKind): kind is ServiceFaultKind {
  return (SERVICE_KINDS as readonly string[]).includes(kind);
}
