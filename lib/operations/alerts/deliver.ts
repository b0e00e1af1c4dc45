import { setTimeout } from "node:timers/promises";
import { notifyChange } from "@/lib/db/notify";
import { listDueChannels } from "@/lib/db/outbox";
import { endStranded, giveUpOld } from "@/lib/db/outcomes";
import type { WorkerCtx } from "../worker-context";
import { deliverNext } from "./deliver-next";

const MOST_CHANNELS_AT_ONCE = 8;
/** How soon a notification that was queued meanwhile is seen while others are still being sent. */
const LOOK_MS = 250;
const LONGEST_ROUND_MS = 30_000;

/**
 * Sends what the outbox holds, several channels at once and each one's messages in their order. At least once: what a worker that
 * died had in hand is sent again, under the same id. A slow channel holds back no other. Ends when nothing is due.
 */
export async function deliverNotifications(ctx: WorkerCtx): Promise<void> {
  for (const id of [...(await endStranded(ctx.db)), ...(await giveUpOld(ctx.db))])
    await notifyChange(ctx.db, { topic: "channel", id, accountId: null });
  const busy = new Map<string, Promise<void>>();
  const failed: unknown[] = [];
  const serve = (channelId: string) => {
    const work = serveChannel(ctx, channelId)
      .catch((error: unknown) => void failed.push(error))
      .finally(() => busy.delete(channelId));
    busy.set(channelId, work);
  };
  for (const startedAt = performance.now(); !ctx.signal.aborted; ) {
    if (failed.length > 0 || performance.now() - startedAt > LONGEST_ROUND_MS) break;
    const due = (await listDueChannels(ctx.db)).filter((id) => !busy.has(id));
    for (const id of due.slice(0, MOST_CHANNELS_AT_ONCE - busy.size)) serve(id);
    if (busy.size === 0) break;
    await Promise.race([Promise.all(busy.values()), setTimeout(LOOK_MS)]);
  }
  await Promise.all(busy.values());
  if (failed.length > 0) throw failed[0];
}

async function serveChannel(ctx: WorkerCtx, channelId: string): Promise<void> {
  while (!ctx.signal.aborted && (await deliverNext(ctx, channelId)));
}
