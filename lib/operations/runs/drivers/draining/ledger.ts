import type { ItemState } from "@/lib/core/runs/item";
import type { ItemRow } from "@/lib/db/run-items";

/** One message of the run as this worker knows it. The row in the database is the truth; this follows it. */
export interface LedgerItem {
  readonly id: string;
  readonly messageRowId: string;
  readonly messageId: string;
  readonly bodySha256: string;
  readonly destinationArn: string | null;
  readonly groupId: string | null;
  readonly editId: string | null;
  readonly editedSha256: string | null;
  /** The stage that it is a member of, where the order of the plan counts. */
  readonly stage: number;
  readonly state: ItemState;
  readonly attempt: number;
  /** When it was first tried without knowing the end (monotonic clock). */
  readonly triedAtMs: number | null;
}
type Entry = { -readonly [K in keyof LedgerItem]: LedgerItem[K] } & { isTaken: boolean };

/** What a stage still has to do. */
const UNFINISHED: readonly ItemState[] = ["sending", "sent", "delete-unconfirmed"];

export interface StageTerms {
  readonly sizes: readonly number[];
  /** From 1. */
  readonly open: number;
  /** A stage takes its own members only, instead of whatever is met first. */
  readonly isByOrder: boolean;
}

/** The run's items by MessageId, counted as they change: no question to it looks at all of them. */
export class Ledger {
  readonly #byMessage = new Map<string, Entry>();
  readonly #byGroup = new Map<string, Entry[]>();
  /** Per stage of membership, per state. */
  readonly #counts: Map<ItemState, number>[] = [];
  readonly #takenPerStage: number[] = [];
  /** Tried without an answer, and planned again: they keep their places, or a stage of one would risk many. */
  readonly #again = new Set<Entry>();
  readonly #ends: readonly number[];
  readonly #open: number;
  /** Groups of which a message was not sent: nothing behind it may overtake it. */
  readonly stoppedGroups = new Set<string>();

  constructor(
    rows: readonly ItemRow[],
    private readonly stages: StageTerms,
    nowMs: number = performance.now(),
  ) {
    let end = 0;
    this.#ends = stages.sizes.map((size) => (end += size));
    this.#open = Math.min(stages.open, Math.max(1, stages.sizes.length));
    for (const row of rows) this.#enter(entryOf(row, nowMs));
  }

  get size(): number {
    return this.#byMessage.size;
  }

  find(messageId: string): LedgerItem | undefined {
    return this.#byMessage.get(messageId);
  }

  /** All in one of these states: for the few moments when they are needed one by one. */
  list(...states: readonly ItemState[]): LedgerItem[] {
    return [...this.#byMessage.values()].filter((item) => states.includes(item.state));
  }

  count(...states: readonly ItemState[]): number {
    return this.#sum(this.#counts.length, states);
  }

  /** Those of a FIFO group that wait, in the order of the plan. */
  waitingIn(groupId: string): LedgerItem[] {
    return (this.#byGroup.get(groupId) ?? []).filter((item) => item.state === "planned");
  }

  move(item: LedgerItem, state: ItemState): void {
    const entry = this.#entry(item);
    this.release(entry);
    this.#add(entry, -1);
    entry.state = state;
    this.#add(entry, 1);
    this.#noteAgain(entry);
  }

  noteTry(item: LedgerItem, nowMs: number): void {
    const entry = this.#entry(item);
    entry.attempt += 1;
    entry.triedAtMs ??= nowMs;
  }

  /** The last try certainly did nothing. */
  forgetTry(item: LedgerItem): void {
    const entry = this.#entry(item);
    entry.attempt = Math.max(0, entry.attempt - 1);
    if (entry.attempt === 0) entry.triedAtMs = null;
    this.#noteAgain(entry);
  }

  /** Takes a place in the open stage for a planned message; false when it has none. */
  take(item: LedgerItem): boolean {
    const entry = this.#entry(item);
    if (entry.isTaken || entry.state !== "planned") return false;
    if (this.stages.isByOrder && entry.stage > this.#open) return false;
    if (this.places - (this.#again.has(entry) ? 0 : this.#again.size) < 1) return false;
    entry.isTaken = true;
    this.#noteAgain(entry);
    this.#takenPerStage[entry.stage] = (this.#takenPerStage[entry.stage] ?? 0) + 1;
    return true;
  }

  release(item: LedgerItem): void {
    const entry = this.#entry(item);
    if (!entry.isTaken) return;
    entry.isTaken = false;
    this.#noteAgain(entry);
    this.#takenPerStage[entry.stage] = (this.#takenPerStage[entry.stage] ?? 0) - 1;
  }

  /** How many more messages the open stage takes. */
  get places(): number {
    const taken = this.#takenPerStage.reduce((sum, count) => sum + (count ?? 0), 0);
    if (this.stages.isByOrder) return this.#sum(this.#open, ["planned"]) - taken;
    const planned = this.count("planned");
    return Math.min(planned - taken, this.#end - (this.size - planned) - taken);
  }

  /** The stage that a message is sent in: its own, or the one that is being filled. */
  stageOf(item: LedgerItem): number {
    if (this.stages.isByOrder) return item.stage;
    const begun = this.size - this.count("planned");
    const index = this.#ends.findIndex((end) => begun < end);
    return index === -1 ? Math.max(1, this.#ends.length) : index + 1;
  }

  /** Sent, and not in our hands to be deleted: they are deleted when they are met again. */
  get unfinished(): number {
    return this.count(...UNFINISHED);
  }

  /** Everything of the stages up to the open one has come to an end. */
  get isStageOver(): boolean {
    if (this.stages.isByOrder) return this.#sum(this.#open, ["planned", ...UNFINISHED]) === 0;
    return this.unfinished === 0 && this.size - this.count("planned") >= this.#end;
  }

  /** Nothing is left to send, and every send is followed by a delete. */
  get isDone(): boolean {
    return this.count("planned", ...UNFINISHED) === 0;
  }

  get #end(): number {
    return this.#open >= this.#ends.length ? this.size : (this.#ends[this.#open - 1] ?? this.size);
  }

  #sum(stages: number, states: readonly ItemState[]): number {
    let sum = 0;
    const last = this.#open >= this.#ends.length ? this.#counts.length : stages;
    for (let stage = 0; stage <= last; stage++) for (const state of states) sum += this.#counts[stage]?.get(state) ?? 0;
    return sum;
  }

  #enter(entry: Entry): void {
    this.#byMessage.set(entry.messageId, entry);
    this.#add(entry, 1);
    this.#noteAgain(entry);
    if (entry.groupId === null) return;
    const group = this.#byGroup.get(entry.groupId);
    if (group) group.push(entry);
    else this.#byGroup.set(entry.groupId, [entry]);
  }

  #noteAgain(entry: Entry): void {
    if (entry.state === "planned" && entry.attempt > 0 && !entry.isTaken) this.#again.add(entry);
    else this.#again.delete(entry);
  }

  #add({ stage, state }: Entry, count: number): void {
    const counts = this.#counts[stage] ?? new Map<ItemState, number>();
    this.#counts[stage] = counts;
    counts.set(state, (counts.get(state) ?? 0) + count);
  }

  #entry({ messageId }: LedgerItem): Entry {
    const entry = this.#byMessage.get(messageId);
    if (!entry) throw new Error(`${messageId} is not of this run`);
    return entry;
  }
}

function entryOf(row: ItemRow, nowMs: number): Entry {
  const { id, messageRowId, messageId, bodySha256, destinationArn, groupId, editId, editedSha256 } = row;
  if (messageRowId === null) throw new Error(`${messageId} is no message`);
  const facts = { id, messageRowId, messageId, bodySha256, destinationArn, groupId, editId, editedSha256 };
  const triedAtMs = row.triedSeconds === null ? null : nowMs - row.triedSeconds * 1000;
  return { ...facts, stage: row.stage, state: row.state, attempt: row.attempt, triedAtMs, isTaken: false };
}
