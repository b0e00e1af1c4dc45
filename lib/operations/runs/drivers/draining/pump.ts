import { setTimeout as sleep } from "node:timers/promises";
import type { Draining } from "./draining";
import type { Grip } from "./effect";
import { settle, whenQuiet } from "./quiet";
import { type Catch, receiveOnce } from "./receive-once";
import { removeDone } from "./remove-done";
import type { Returns } from "./returns";
import { workOff } from "./work-off";

const PER_RECEIVE = 10;
const MOST_RECEIVERS = 32;
const MOST_IN_HAND = 800;
const MOST_HELD = 20_000;
/** So many are given back at a time when no more may be held. */
const ROOM = 2_000;
/** A queue of strangers is gone through this often before what was not met counts as not there. */
const MOST_PASSES = 3;
const QUIET_ROUNDS = 3;
const NOT_MET = `not met while the queue was gone through ${MOST_PASSES} times`;

/**
 * Keeps receiving, sending and deleting going side by side, as much of each as there is to do, until it is told to stop.
 * Works on between two looks of whoever drives it.
 */
export class Pump {
  readonly #tasks = new Set<Promise<void>>();
  #bell = new AbortController();
  #isStopped = false;
  #isLooking = false;
  #receivers = 0;
  /** Messages asked for by receives that are under way. */
  #asked = 0;
  #quietRounds = 0;
  #quietSinceMs: number | undefined;
  #news = 0;
  #failure: { readonly error: unknown } | undefined;

  constructor(
    private readonly drain: Draining,
    private readonly returns: Returns,
    /** What the queue held when it began. */
    private readonly visibleCount: number,
  ) {}

  /** Works until the time is over, the open stage has come to an end, something came back, or something failed. */
  async runFor(ms: number): Promise<void> {
    this.#bell = new AbortController();
    this.#fill();
    if (!this.#isAtEnd) await sleep(ms, undefined, { signal: this.#bell.signal }).catch(() => undefined);
    if (this.#failure === undefined && !this.#isAtEnd) return;
    await this.stop();
    const failure = this.#failure;
    this.#failure = undefined;
    if (failure) throw failure.error;
  }

  /** Ends what is under way: what was sent is written down and deleted, the rest is given back. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    while (this.#tasks.size > 0) await Promise.allSettled(this.#tasks);
  }

  remove(done: readonly Grip[]): void {
    if (done.length > 0) this.#start(() => removeDone(this.drain, done));
  }

  #sent(done: readonly Grip[]): void {
    const nowMs = this.drain.work.ctx.now().getTime();
    for (const { item } of done) this.returns.noteSent(item.editedSha256 ?? item.bodySha256, nowMs);
    this.remove(done);
  }

  get #isAtEnd(): boolean {
    const { ledger, work } = this.drain;
    return ledger.isDone || ledger.isStageOver || work.signal.aborted;
  }

  get #mayGoOn(): boolean {
    return !this.#isStopped && !this.#isLooking && this.#failure === undefined && !this.#isAtEnd;
  }

  #start(task: () => Promise<void>): void {
    const running: Promise<void> = task()
      .catch((error: unknown) => {
        this.#failure ??= { error };
      })
      .finally(() => {
        this.#tasks.delete(running);
        if (this.#failure !== undefined || this.#isAtEnd) this.#bell.abort();
        this.#fill();
      });
    this.#tasks.add(running);
  }

  #fill(): void {
    while (this.#mayGoOn) {
      const count = this.#wish();
      if (count === 0) break;
      this.#receivers += 1;
      this.#asked += count;
      this.#start(() => this.#receive(count));
    }
    if (this.#tasks.size > 0 || !this.#mayGoOn) return;
    if (this.#isGoneThrough) this.#start(() => settle(this.drain, NOT_MET));
    else if (this.#quietRounds >= QUIET_ROUNDS) this.#start(() => this.#lookAround());
  }

  get #isGoneThrough(): boolean {
    return this.drain.held.releasedCount >= MOST_PASSES * Math.max(MOST_HELD, this.visibleCount);
  }

  /** How many to ask for in one more receive now; 0 for none. */
  #wish(): number {
    const { ledger, hands, held, pace, isMostlyOurs } = this.drain;
    if (
      this.#isGoneThrough ||
      this.#quietRounds >= QUIET_ROUNDS ||
      this.#receivers >= (this.#quietRounds > 0 ? 1 : MOST_RECEIVERS)
    )
      return 0;
    const most = Math.min(MOST_IN_HAND, pace.aheadCount);
    const room = Math.min(most - hands.size, MOST_HELD - held.size - hands.size - PER_RECEIVE) - this.#asked;
    if (room < 1) return 0;
    // What was sent and is not in our hands is deleted when it is met again.
    const lost = ledger.unfinished > hands.size ? PER_RECEIVE : 0;
    const places = Math.max(0, ledger.places);
    if (places + lost === 0) return 0;
    // Where strangers are about, whoever asks for few meets none of ours.
    const wanted = isMostlyOurs && held.size === 0 ? places + lost - this.#asked : PER_RECEIVE;
    return Math.max(0, Math.min(PER_RECEIVE, room, wanted));
  }

  async #receive(count: number): Promise<void> {
    const news = this.#news;
    let caught: Catch;
    try {
      caught = await receiveOnce(this.drain, count);
    } finally {
      this.#receivers -= 1;
      this.#asked -= count;
    }
    this.#noteQuiet(caught.isNews, news);
    this.remove(caught.done);
    this.#makeRoom();
    this.#fill();
    await this.#refuse(caught);
    if (caught.claimed.length > 0)
      await workOff(
        this.drain,
        caught,
        (done) => this.#sent(done),
        () => this.#isStopped || this.#failure !== undefined || this.drain.work.signal.aborted,
      );
    if (await this.returns.look(caught.strangers)) this.#bell.abort();
  }

  #noteQuiet(isNews: boolean, before: number): void {
    if (isNews) {
      this.#news += 1;
      this.#quietRounds = 0;
      this.#quietSinceMs = undefined;
    } else if (before === this.#news) {
      this.#quietRounds += 1;
      this.#quietSinceMs ??= performance.now();
    }
  }

  #makeRoom(): void {
    const { held } = this.drain;
    if (held.size < MOST_HELD - MOST_IN_HAND || held.isReleasing) return;
    this.#start(() => held.releaseOldest(ROOM));
  }

  async #refuse({ refused }: Catch): Promise<void> {
    const { journal, ledger, hands, held } = this.drain;
    if (refused.length === 0) return;
    await journal.record({
      changes: refused.map(({ grip, reason }) => ({ itemId: grip.item.id, state: "rejected", isOpen: false, reason })),
    });
    for (const { grip } of refused) {
      ledger.move(grip.item, "rejected");
      hands.drop(grip);
      held.add(grip.item.messageId, grip.receiptHandle);
    }
  }

  /** Nothing new for some rounds, and nothing under way: is the queue empty, or does somebody else hold what we look for? */
  async #lookAround(): Promise<void> {
    const { drain } = this;
    this.#isLooking = true;
    try {
      const quietMs = performance.now() - (this.#quietSinceMs ?? performance.now());
      const verdict = await this.#judge(quietMs);
      if (verdict === "receive") this.#quietRounds = 0;
      if (verdict === "settled" && !this.#isAtEnd) await this.#beginAgain();
      if (verdict !== "settled")
        await sleep(drain.timing.quietPauseMs, undefined, { signal: drain.work.signal }).catch(() => undefined);
    } finally {
      this.#isLooking = false;
    }
  }

  /** What is left was met before it had a place: it goes back, and is met again. */
  async #beginAgain(): Promise<void> {
    await this.drain.held.releaseAll();
    this.#quietRounds = 0;
    this.#quietSinceMs = undefined;
  }

  async #judge(quietMs: number): Promise<"receive" | "wait" | "settled"> {
    const { breaker, work } = this.drain;
    try {
      await breaker.pass(work.signal);
      const verdict = await whenQuiet(this.drain, quietMs);
      breaker.succeeded();
      return verdict;
    } catch (error) {
      breaker.swallow(error);
      return "wait";
    }
  }
}
