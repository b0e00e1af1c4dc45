import { markTakenUp } from "@/lib/db/execution-outcomes";
import { type ItemChange, type ItemRow, loadItems, rateOf } from "@/lib/db/run-items";
import { Breaker } from "../draining/breaker";
import { Journal } from "../draining/journal";
import { DRAIN_TIMING } from "../draining/timing";
import type { DriverSession, ResourceWork, Step } from "../driver";
import { Pace } from "../pace";
import { type ExecutionEffect, SETTLED_SECONDS, type TakenUp } from "./effect";

const LANES = 4;

/**
 * Takes up the executions of the open stage, one call each: looked at → intent committed → called → outcome committed. If the
 * process dies between any two, whoever takes over finds it *sending* and finds out, without doing anything twice.
 */
export function executionSession(work: ResourceWork, effect: ExecutionEffect): DriverSession {
  return new ExecutionSession(work, effect);
}

class ExecutionSession implements DriverSession {
  readonly #pace: Pace;
  readonly #breaker: Breaker;
  readonly #journal: Journal;

  constructor(
    private readonly work: ResourceWork,
    private readonly effect: ExecutionEffect,
  ) {
    this.#pace = new Pace(work.run.ratePerSecond);
    this.#breaker = new Breaker(this.#pace, { ...DRAIN_TIMING, ...work.ctx.drainTiming });
    this.#journal = new Journal(work, "redriven");
  }

  async advance(budgetMs: number): Promise<Step> {
    const untilMs = performance.now() + budgetMs;
    this.#pace.ask(await rateOf(this.work.ctx.db, this.work.run.id));
    const open = await this.#openItems();
    const sending = open.filter(({ state }) => state === "sending");
    await this.#inLanes(sending, untilMs, (item) => this.#settle(item));
    const planned = open.filter(({ state }) => state === "planned");
    if (sending.length === 0) await this.#inLanes(planned, untilMs, (item) => this.#takeUp(item));
    if ((await this.#openItems()).length > 0) return { kind: "more" };
    const { run, plan } = this.work;
    return run.stage < plan.detail.stages.length ? { kind: "stage-sent" } : { kind: "sent-all" };
  }

  /** Of what had no answer it is looked what became of it; what nobody can tell is closed as ambiguous by the caller. */
  async cancel(): Promise<void> {
    const sending = (await this.#openItems()).filter(({ state }) => state === "sending");
    for (const item of sending) {
      const found = await this.effect.verify(this.work, item).catch(() => undefined);
      const isTooSoon = found?.kind === "not-done" && (item.triedSeconds ?? 0) < SETTLED_SECONDS;
      if (found && !isTooSoon) await this.#conclude(item, found);
    }
  }

  async close(): Promise<void> {}

  /** What the stages up to the open one still have to do, as the database has it. */
  async #openItems(): Promise<ItemRow[]> {
    const { ctx, run } = this.work;
    const rows = await loadItems(ctx.db, run.id);
    return rows.filter(({ stage, state }) => stage <= run.stage && (state === "planned" || state === "sending"));
  }

  async #inLanes(items: readonly ItemRow[], untilMs: number, each: (item: ItemRow) => Promise<void>): Promise<void> {
    const waiting = [...items];
    let failure: { readonly error: unknown } | undefined;
    const lane = async () => {
      while (failure === undefined && performance.now() < untilMs && !this.work.signal.aborted) {
        const item = waiting.shift();
        if (!item) return;
        await this.#guarded(() => each(item)).catch((error: unknown) => {
          failure ??= { error };
        });
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    if (failure) throw (failure as { readonly error: unknown }).error;
  }

  async #guarded(step: () => Promise<void>): Promise<void> {
    try {
      await step();
    } catch (error) {
      this.#breaker.swallow(error);
    }
  }

  async #settle(item: ItemRow): Promise<void> {
    await this.#breaker.pass(this.work.signal);
    await this.#conclude(item, await this.effect.settle(this.work, item));
  }

  async #takeUp(item: ItemRow): Promise<void> {
    const { work } = this;
    await this.#breaker.pass(work.signal);
    const prepared = await this.effect.prepare(work, item);
    this.#breaker.succeeded();
    if (prepared.kind !== "ready") return this.#conclude(item, prepared);
    const slotMs = await this.#pace.turn(1, work.signal);
    if (work.signal.aborted) return;
    const { id: itemId, stage, attempt } = item;
    const { taken } = await this.#journal.begin([
      { itemId, stage, attempt, receiptHandle: null, visibleSeconds: null },
    ]);
    // Whoever is not planned any more was ended by a person meanwhile, or begun by another worker.
    if (!taken.has(itemId)) return;
    await this.#pace.gate(1, slotMs);
    const tried = { ...item, state: "sending" as const, attempt: attempt + 1 };
    const result = await prepared.call().catch(async (error: unknown) => {
      await this.#conclude(tried, { kind: "not-done" });
      throw error;
    });
    await this.#conclude(tried, result);
  }

  /** Writes down what came of it. What is unknown stays *sending*: that is what the ledger knows. */
  async #conclude(item: ItemRow, result: TakenUp): Promise<void> {
    if (result.kind === "unknown") return void this.#breaker.failed();
    if (result.kind === "done") this.#breaker.succeeded();
    const isPerformed = item.state === "sending" && result.kind !== "not-done";
    await this.#journal.record({
      changes: [changeFor(item, result)],
      ...(isPerformed && { performedIds: [item.messageId] }),
      ...(result.kind === "done" && { also: (tx) => markTakenUp(tx, [item.messageId], this.effect.status) }),
    });
  }
}

function changeFor({ id: itemId, attempt }: ItemRow, result: Exclude<TakenUp, { kind: "unknown" }>): ItemChange {
  const about = { itemId, attempt };
  if (result.kind === "done")
    return { ...about, state: "sent", isOpen: false, outcome: "unknown", destinationMessageId: result.carryingArn };
  if (result.kind === "not-done") return { ...about, state: "planned", isOpen: true, isUndone: true };
  const { kind: state, reason } = result;
  return { ...about, state, isOpen: false, reason, ...(state === "ambiguous" && { outcome: "unknown" }) };
}
