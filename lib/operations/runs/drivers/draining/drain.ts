import { rateOf } from "@/lib/db/run-items";
import { saveDriverState } from "@/lib/db/runs";
import type { Driver, DriverSession, Step, Work } from "../driver";
import { Pace } from "../pace";
import { Breaker } from "./breaker";
import type { Draining } from "./draining";
import type { Effect } from "./effect";
import { Hands } from "./hands";
import { Held } from "./held";
import { Journal } from "./journal";
import { Pump } from "./pump";
import { recoverLedger } from "./recover";
import { removeDone } from "./remove-done";
import { Returns } from "./returns";
import { DRAIN_TIMING } from "./timing";
import { Turnstile } from "./turnstile";

const SHOWN_EVERY_MS = 1_000;
/** Enough to keep SQS busy; what a crash may send twice is no more. */
export const MOST_SENDING = 160;

/**
 * A driver that receives the plan's messages from the dead-letter queue, does something with each, and deletes it. It works
 * within the open stage of its run.
 */
export function drainingDriver(name: string, makeEffect: (work: Work) => Promise<Effect>): Driver {
  return {
    name,
    async open(work) {
      const effect = await makeEffect(work);
      const session = new Drain(work, effect);
      await session.takeUp();
      return session;
    },
  };
}

class Drain implements DriverSession {
  readonly #pace: Pace;
  #drain: Draining | undefined;
  #pump: Pump | undefined;
  #shown = "";
  #shownMs = 0;

  constructor(
    private readonly work: Work,
    private readonly effect: Effect,
  ) {
    this.#pace = new Pace(work.run.ratePerSecond);
  }

  /** Begins, or begins again from what the database says after something failed half-way. */
  async takeUp(): Promise<{ readonly drain: Draining; readonly pump: Pump }> {
    const { work, effect } = this;
    const timing = { ...DRAIN_TIMING, ...work.ctx.drainTiming };
    const { ledger, toDelete, toGiveBack } = await recoverLedger(work, effect);
    const { sqs } = work.aws;
    const { url } = work.queue;
    const { visible } = await sqs.attributes(url);
    const isByOrder = work.plan.detail.itemOrder === "bystanders-first";
    const isMostlyOurs = (isByOrder ? ledger.places : ledger.count("planned")) * 2 >= visible;
    const visibilitySeconds = isMostlyOurs ? timing.shortVisibilitySeconds : timing.longVisibilitySeconds;
    const drain: Draining = {
      ...{ work, effect, ledger, timing, isMostlyOurs, visibilitySeconds },
      pace: this.#pace,
      journal: new Journal(work, effect.doneState),
      breaker: new Breaker(this.#pace, timing),
      turnstile: new Turnstile(MOST_SENDING),
      hands: new Hands(sqs, url, visibilitySeconds, timing),
      held: new Held(sqs, url),
    };
    drain.hands.startKeeping(() => !drain.breaker.isDown);
    this.#drain = drain;
    if (toGiveBack.length > 0) await sqs.release(url, toGiveBack);
    await removeDone(drain, toDelete);
    const pump = new Pump(drain, await Returns.of(drain), visible);
    this.#pump = pump;
    return { drain, pump };
  }

  async advance(budgetMs: number): Promise<Step> {
    const { drain, pump } = this.#drain && this.#pump ? { drain: this.#drain, pump: this.#pump } : await this.takeUp();
    await this.#followRate();
    try {
      await pump.runFor(budgetMs);
    } catch (error) {
      await this.close();
      throw error;
    }
    if (drain.ledger.isDone) return { kind: "sent-all" };
    return drain.ledger.isStageOver ? { kind: "stage-sent" } : { kind: "more" };
  }

  async cancel(): Promise<void> {
    // What was sent is deleted while its handle is good; close() gives the rest back.
    await this.close();
  }

  async close(): Promise<void> {
    const [drain, pump] = [this.#drain, this.#pump];
    this.#drain = undefined;
    this.#pump = undefined;
    await pump?.stop();
    drain?.hands.stopKeeping();
    await drain?.held.releaseAll();
  }

  /** What is asked for may change at any time; what is kept now is there to be read. */
  async #followRate(): Promise<void> {
    const { ctx, run } = this.work;
    this.#pace.ask(await rateOf(ctx.db, run.id));
    if (performance.now() - this.#shownMs < SHOWN_EVERY_MS) return;
    this.#shownMs = performance.now();
    const { isThrottled, perSecond } = this.#pace;
    const effectiveRate = isThrottled && perSecond !== null ? Math.round(perSecond * 10) / 10 : null;
    const throttledAt = isThrottled ? ctx.now().toISOString() : null;
    if (this.#shown === `${effectiveRate}`) return;
    this.#shown = `${effectiveRate}`;
    await saveDriverState(ctx.db, run.id, { effectiveRate, throttledAt });
  }
}
