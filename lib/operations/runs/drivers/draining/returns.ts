import type { ReceivedMessage } from "@/lib/aws/aws";
import { carriedIds } from "@/lib/core/invocations/carried-ids";
import { sha256Of } from "@/lib/db/bodies";
import { findReturned, findSentBodies, markReturned } from "@/lib/db/run-items";
import { keepMessages } from "../../../collecting/keep-messages";
import { scanFactsOf } from "../../../collecting/scan-queue";
import type { Draining } from "./draining";

/** The clocks of SQS and of the database may differ by so much. */
const CLOCK_SLACK_MS = 5_000;

/**
 * Recognises what comes back while the run goes on: by MessageId, which SQS keeps when it dead-letters, or by the request,
 * event or notification that our call was answered with, else by the body of something that this run sent before that message was sent. It is kept as a look would keep it, so that its item, its
 * bounces and its class say so. Returns whether something came back.
 */
export class Returns {
  /** Body hash → when the run sent it first, in epoch milliseconds. */
  readonly #sentAtMs = new Map<string, number>();

  private constructor(private readonly drain: Draining) {}

  /** Also what the run sent before this session began can come back. */
  static async of(drain: Draining): Promise<Returns> {
    const returns = new Returns(drain);
    const { ctx, run } = drain.work;
    if (run.action === "redrive")
      for (const { sha256, sentAt } of await findSentBodies(ctx.db, run.id))
        returns.noteSent(sha256, Date.parse(sentAt));
    return returns;
  }

  noteSent(bodySha256: string, sentAtMs: number): void {
    if (!this.#sentAtMs.has(bodySha256)) this.#sentAtMs.set(bodySha256, sentAtMs);
  }

  async look(strangers: readonly ReceivedMessage[]): Promise<boolean> {
    if (strangers.length === 0 || this.drain.work.run.action !== "redrive") return false;
    const { work } = this.drain;
    const idsOf = (message: ReceivedMessage) => [message.messageId, ...carriedIds(message)];
    const byId = await findReturned(work.ctx.db, strangers.flatMap(idsOf), work.queue.arn);
    const back = strangers.filter((message) => idsOf(message).some((id) => byId.has(id)) || this.#isSameBody(message));
    if (back.length === 0) return false;
    await this.#keep(back);
    // Whatever the queue's mode says about keeping messages: that it came back is a fact of the run.
    await markReturned(work.ctx.db, [...byId.values()]);
    return true;
  }

  #isSameBody({ body, system }: ReceivedMessage): boolean {
    if (this.#sentAtMs.size === 0) return false;
    const sentAtMs = this.#sentAtMs.get(sha256Of(body));
    return sentAtMs !== undefined && Number(system.SentTimestamp ?? 0) >= sentAtMs - CLOCK_SLACK_MS;
  }

  async #keep(back: readonly ReceivedMessage[]): Promise<void> {
    const { ctx, queue } = this.drain.work;
    if (queue.mode !== "index") return;
    try {
      await keepMessages(ctx, await scanFactsOf(ctx, queue, { scanId: ctx.newId("scan"), isScheduled: false }), back);
    } catch (err) {
      ctx.log.warn({ err, queueId: queue.id }, "what came back could not be kept; the next look will");
    }
  }
}
