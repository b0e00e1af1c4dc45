import { Heap } from "./heap";
import type { Cursor, Line } from "./line";
import type { StoredMessage } from "./message";
import { Tenants } from "./tenants";

/**
 * On standard queues a message received this often and not deleted no longer counts for ApproximateAgeOfOldestMessage,
 * once its last visibility timeout has passed (SQS Developer Guide, "Available CloudWatch metrics").
 */
const POISON_RECEIVES = 3;

interface Timer {
  readonly at: number;
  readonly message: StoredMessage;
}

/**
 * The messages of one queue, indexed by id, by the moment they become visible and by the moment they expire. Every
 * call costs at most the logarithm of the number of messages.
 */
export class MessageStore {
  readonly #byId = new Map<string, StoredMessage>();
  #timers = new Heap<Timer>((timer) => timer.at);
  #expiry = new Heap<StoredMessage>((message) => message.retainFrom);
  readonly #aging = new Map<string, StoredMessage>();
  /** Present once a standard queue has seen a MessageGroupId. */
  #tenants: Tenants | undefined;
  #now = 0;
  readonly #counts = { delayed: 0, visible: 0, inFlight: 0, gone: 0 };

  /** `onWake` is called when a message becomes visible, or will become so earlier than was known. */
  constructor(
    private readonly line: Line,
    private readonly isFifo: boolean,
    private readonly onWake: () => void,
  ) {}

  get size(): number {
    return this.#byId.size;
  }

  get counts(): { readonly delayed: number; readonly visible: number; readonly inFlight: number } {
    return this.#counts;
  }

  get groupsInFlight(): number | undefined {
    return this.line.groupsInFlight;
  }

  get isFair(): boolean {
    return this.#tenants !== undefined;
  }

  /** What quiet tenants' messages do at `now`; undefined when the queue is no fair queue. */
  quiet(now: number): ReturnType<Tenants["quiet"]> | undefined {
    return this.#tenants?.quiet(this.#counts, now);
  }

  get(id: string): StoredMessage | undefined {
    return this.#byId.get(id);
  }

  all(): IterableIterator<StoredMessage> {
    return this.#byId.values();
  }

  /** Arrival of the oldest message that counts for the age metric. */
  oldestArrival(): number | undefined {
    return this.#aging.values().next().value?.arrivedAt;
  }

  /** From now on the queue is a fair queue, with message groups as its tenants. */
  beFair(): void {
    if (this.#tenants || this.isFifo) return;
    const tenants = new Tenants();
    for (const message of this.#byId.values()) tenants.moved(message, undefined, message.place, this.#now);
    for (const message of this.#aging.values()) tenants.ages(message);
    this.#tenants = tenants;
  }

  /** Takes in a message in whatever place it says. */
  add(message: StoredMessage): void {
    if (message.groupId !== undefined) this.beFair();
    this.#byId.set(message.id, message);
    this.#counts[message.place]++;
    this.#expiry.push(message);
    this.#tenants?.moved(message, undefined, message.place, this.#now);
    if (!this.#isPoison(message)) this.#ages(message);
    this.line.enter(message);
    if (message.place === "visible") this.#becameVisible(message);
    else this.#setTimer(message);
  }

  open(): Cursor {
    return this.line.open();
  }

  /** In flight until `dueAt`; also for a message that already is (a second delivery, a longer visibility). */
  hold(message: StoredMessage, dueAt: number): void {
    message.dueAt = dueAt;
    if (message.place !== "inFlight") {
      this.#move(message, "inFlight");
      this.line.claimed(message);
    }
    this.#setTimer(message);
  }

  remove(message: StoredMessage): void {
    const wasInFlight = message.place === "inFlight";
    this.#move(message, "gone");
    this.#byId.delete(message.id);
    this.#agesNoLonger(message);
    if (wasInFlight) this.line.landed(message);
    this.line.left(message);
    this.#compactExpiry();
  }

  /** Lets every message become visible whose delay or visibility timeout has passed. */
  release(now: number): void {
    this.#now = now;
    for (let timer = this.#liveTimer(); timer && timer.at <= now; timer = this.#liveTimer()) {
      this.#timers.pop();
      const wasInFlight = timer.message.place === "inFlight";
      this.#move(timer.message, "visible");
      if (wasInFlight) this.line.landed(timer.message);
      if (this.#isPoison(timer.message)) this.#agesNoLonger(timer.message);
      this.#becameVisible(timer.message);
    }
  }

  /** Removes and returns what has been kept since before `retainedSince`. */
  expire(retainedSince: number): StoredMessage[] {
    const expired: StoredMessage[] = [];
    for (let oldest = this.#liveOldest(); oldest && oldest.retainFrom <= retainedSince; oldest = this.#liveOldest()) {
      this.remove(oldest);
      expired.push(oldest);
    }
    return expired;
  }

  /** When `release` or `expire` has something to do next; Infinity when never. */
  nextDueAt(retentionMs: number): number {
    const timer = this.#liveTimer();
    const oldest = this.#liveOldest();
    return Math.min(timer?.at ?? Infinity, oldest ? oldest.retainFrom + retentionMs : Infinity);
  }

  #isPoison(message: StoredMessage): boolean {
    const ended = message.receivesHere - (message.place === "inFlight" ? 1 : 0);
    return !this.isFifo && ended >= POISON_RECEIVES;
  }

  #ages(message: StoredMessage): void {
    this.#aging.set(message.id, message);
    this.#tenants?.ages(message);
  }

  #agesNoLonger(message: StoredMessage): void {
    if (this.#aging.delete(message.id)) this.#tenants?.agesNoLonger(message);
  }

  #becameVisible(message: StoredMessage): void {
    this.line.available(message);
    this.onWake();
  }

  #move(message: StoredMessage, place: StoredMessage["place"]): void {
    const from = message.place;
    this.#counts[from]--;
    message.place = place;
    this.#counts[place]++;
    this.#tenants?.moved(message, from, place, this.#now);
  }

  #setTimer(message: StoredMessage): void {
    const isEarlier = message.dueAt < (this.#liveTimer()?.at ?? Infinity);
    this.#timers.push({ at: message.dueAt, message });
    if (isEarlier) this.onWake();
    // Each extension leaves its forerunner in the heap; without this a heartbeat would fill it.
    if (this.#timers.size > 1000 && this.#timers.size > 4 * (this.#counts.delayed + this.#counts.inFlight)) {
      this.#timers.retain((timer) => this.#isLive(timer));
    }
  }

  #isLive({ at, message }: Timer): boolean {
    return message.dueAt === at && (message.place === "inFlight" || message.place === "delayed");
  }

  #liveTimer(): Timer | undefined {
    for (;;) {
      const timer = this.#timers.peek();
      if (!timer || this.#isLive(timer)) return timer;
      this.#timers.pop();
    }
  }

  #liveOldest(): StoredMessage | undefined {
    for (;;) {
      const oldest = this.#expiry.peek();
      if (oldest?.place !== "gone") return oldest;
      this.#expiry.pop();
    }
  }

  #compactExpiry(): void {
    if (this.#expiry.size > 1000 && this.#expiry.size > 4 * this.#byId.size) {
      this.#expiry.retain((message) => message.place !== "gone");
    }
  }
}
