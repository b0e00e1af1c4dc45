import { setTimeout as sleep } from "node:timers/promises";
import type { ReceivedMessage } from "@/lib/aws/aws";
import { sha256Of } from "@/lib/db/bodies";
import { saveItems } from "@/lib/db/run-items";
import type { Driver, DriverSession, Step, Work } from "../driver";
import { Pace } from "../pace";
import type { Claimed, Effect } from "./effect";
import { Held } from "./held";
import type { Ledger } from "./ledger";
import { deleteDone, processBatch } from "./process-batch";
import { whenQuiet } from "./quiet";
import { recoverLedger } from "./recover";

/** Short where most of the queue is ours: after a crash, what was in our hands is back in this time. */
const SHORT_VISIBILITY_SECONDS = 30;
/** Long where most of the queue is not: held messages must not come round again before the pass is over. */
const LONG_VISIBILITY_SECONDS = 120;
const LEAST_VISIBLE_MS = 12_000;
const WAIT_SECONDS = 1;
const MOST_HELD = 20_000;
const MOST_PASSES = 3;
const QUIET_ROUNDS = 3;

/** A driver that receives the plan's messages from the dead-letter queue, does something with each, and deletes it. */
export function drainingDriver(name: string, makeEffect: (work: Work) => Promise<Effect>): Driver {
  return {
    name,
    async open(work) {
      const effect = await makeEffect(work);
      const ledger = await recoverLedger(work, effect);
      const { visible } = await work.aws.sqs.attributes(work.queue.url);
      const isMostlyOurs = ledger.in("planned").length * 2 >= visible;
      return new Drain(work, effect, ledger, isMostlyOurs ? SHORT_VISIBILITY_SECONDS : LONG_VISIBILITY_SECONDS);
    },
  };
}

class Drain implements DriverSession {
  private readonly pace: Pace;
  private readonly held: Held;
  private quietRounds = 0;
  private quietSinceMs: number | undefined;
  private fullPasses = 0;

  constructor(
    private readonly work: Work,
    private readonly effect: Effect,
    private readonly ledger: Ledger,
    private readonly visibilitySeconds: number,
  ) {
    this.pace = new Pace(work.plan.detail.ratePerSecond);
    this.held = new Held(work.aws.sqs, work.queue.url);
  }

  async advance(budgetMs: number): Promise<Step> {
    const untilMs = performance.now() + budgetMs;
    const lanes = Array.from({ length: this.laneCount }, () => this.lane(untilMs));
    const failed = (await Promise.allSettled(lanes)).find((lane) => lane.status === "rejected");
    if (failed) throw failed.reason;
    return this.ledger.isDone ? { kind: "sent-all" } : { kind: "more" };
  }

  async cancel(): Promise<void> {
    // What was sent is deleted while its handle is good; close() gives the rest back.
  }

  async close(): Promise<void> {
    await this.held.releaseAll();
  }

  private get laneCount(): number {
    const perSecond = this.work.plan.detail.ratePerSecond ?? 500;
    return this.work.queue.isFifo ? 1 : Math.max(1, Math.min(8, Math.ceil(perSecond / 50)));
  }

  private async lane(untilMs: number): Promise<void> {
    while (performance.now() < untilMs && !this.work.signal.aborted && !this.ledger.isDone) {
      if (this.ledger.openStage.takes === 0 && this.ledger.in("sending").length > 0) {
        await sleep(50, undefined, { signal: this.work.signal });
        continue;
      }
      if (this.quietRounds >= QUIET_ROUNDS) await this.whenQuiet();
      if (this.ledger.isDone) return;
      await this.receiveOnce();
      if (this.held.size >= MOST_HELD) await this.endPass();
    }
  }

  private async whenQuiet(): Promise<void> {
    const quietMs = performance.now() - (this.quietSinceMs ?? performance.now());
    const isWaiting = await whenQuiet(this.work, this.effect, this.ledger, this.held.size, quietMs);
    this.quietRounds = isWaiting ? QUIET_ROUNDS : 0;
    if (!this.ledger.isDone) await sleep(500, undefined, { signal: this.work.signal });
  }

  private async endPass(): Promise<void> {
    await this.held.releaseAll();
    this.fullPasses += 1;
    if (this.fullPasses >= MOST_PASSES)
      await skipPlanned(this.work, this.ledger, `not met among ${MOST_HELD} messages in ${MOST_PASSES} passes`);
  }

  private async receiveOnce(): Promise<void> {
    const visibleUntilMs = performance.now() + this.visibilitySeconds * 1000;
    const received = await this.work.aws.sqs.receive(this.work.queue.url, {
      maxCount: this.pace.claimSize,
      waitSeconds: WAIT_SECONDS,
      visibilitySeconds: this.visibilitySeconds,
    });
    const claimed = received.map((message) => this.sort(message, visibleUntilMs));
    const isNews = claimed.some((one) => one === "held-now" || typeof one === "object");
    this.quietRounds = isNews ? 0 : this.quietRounds + 1;
    this.quietSinceMs = isNews ? undefined : (this.quietSinceMs ?? performance.now());
    const ours = claimed.filter((one) => typeof one === "object");
    await deleteDone(
      this.work,
      this.effect,
      ours.filter(({ item }) => item.state === "sent" || item.state === "delete-unconfirmed"),
    );
    await this.processAll(ours.filter(({ item }) => item.state === "planned"));
  }

  /** Ours, or held until the pass is over: unselected, ended, of another body, or behind a stopped message of its group. */
  private sort(message: ReceivedMessage, visibleUntilMs: number): Claimed | "held-now" | "held-before" {
    const item = this.ledger.find(message.messageId);
    const isStopped = this.ledger.stoppedGroups.has(message.system.MessageGroupId ?? "");
    const isOurs =
      item &&
      ["planned", "sent", "delete-unconfirmed"].includes(item.state) &&
      sha256Of(message.body) === item.bodySha256;
    if (item && isOurs && !(isStopped && item.state === "planned")) return { item, message, visibleUntilMs };
    return this.held.add(message.messageId, message.receiptHandle) ? "held-now" : "held-before";
  }

  private async processAll(claimed: readonly Claimed[]): Promise<void> {
    try {
      await this.processStaged(claimed);
    } finally {
      await this.giveBack(claimed.filter(({ item }) => item.state === "planned"));
    }
  }

  private async processStaged(claimed: readonly Claimed[]): Promise<void> {
    let waiting = [...claimed];
    while (waiting.length > 0 && !this.work.signal.aborted) {
      const stage = this.ledger.openStage;
      const batch = this.effect.batches(waiting.slice(0, stage.takes))[0];
      if (!batch || batch.length === 0) return;
      waiting = waiting.filter((one) => !batch.includes(one));
      await this.processReserved(batch, stage.number);
      waiting = waiting.filter(({ message }) => !this.ledger.stoppedGroups.has(message.system.MessageGroupId ?? ""));
    }
  }

  /** Taken out of the open stage before the first wait, so that no other lane takes the same place. */
  private async processReserved(batch: readonly Claimed[], stage: number): Promise<void> {
    for (const { item } of batch) item.state = "sending";
    try {
      await this.pace.take(batch.length, this.work.signal);
      const isFresh = (one: Claimed) => one.visibleUntilMs - performance.now() > LEAST_VISIBLE_MS;
      for (const { item } of batch.filter((one) => !isFresh(one))) item.state = "planned";
      await processBatch(this.work, this.ledger, this.effect, batch.filter(isFresh), stage);
    } catch (error) {
      for (const { item } of batch) if (item.state === "sending") item.state = "planned";
      throw error;
    }
  }

  /** Not sent in this round (its stage is not open, or its time ran out): back into the queue at once. */
  private async giveBack(claimed: readonly Claimed[]): Promise<void> {
    if (claimed.length === 0) return;
    await this.work.aws.sqs.release(
      this.work.queue.url,
      claimed.map(({ message }) => message.receiptHandle),
    );
  }
}

/** Skips what cannot be found or reached, with the reason. */
export async function skipPlanned(work: Work, ledger: Ledger, reason: string): Promise<void> {
  const planned = ledger.in("planned");
  await saveItems(
    work.ctx.db,
    planned.map((item) => ({ itemId: item.id, state: "skipped", isOpen: false, reason })),
  );
  for (const item of planned) item.state = "skipped";
}
