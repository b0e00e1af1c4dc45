import type { Channel, Sent } from "@/lib/channels/channel";
import { channelConfigs, channelSecrets } from "@/lib/contract/channel-fields";
import { backOffSeconds, gapSeconds } from "@/lib/core/alerts/delivery/back-off";
import { redactFailure } from "@/lib/core/alerts/delivery/redact-failure";
import { openChannel } from "@/lib/db/channel-secrets";
import { inTransaction, type Tx } from "@/lib/db/connect";
import { notifyChange } from "@/lib/db/notify";
import { type Claimed, claimNext } from "@/lib/db/outbox";
import * as outcomes from "@/lib/db/outcomes";
import type { WorkerCtx } from "../worker-context";
import { switchOff } from "./switch-off";

/** Longer than any of a channel's own waits, shorter than the time that a worker has a notification. */
const LONGEST_TRY_MS = 45_000;

/**
 * Sends the next notification of a channel and writes down what became of it. False when there is none, or another worker is at
 * it. Claimed and committed before anything is sent: if this process dies in between, it is sent again under the same id.
 */
export async function deliverNext(ctx: WorkerCtx, channelId: string): Promise<boolean> {
  const claimed = await claimNext(ctx.db, channelId, ctx.workerId);
  if (!claimed) return false;
  const sent = await send(ctx, claimed);
  await inTransaction(ctx.db, (tx) => settle(ctx, tx, claimed, sent));
  const { id: notificationId, attempts } = claimed;
  const reason = sent.kind === "delivered" ? undefined : sent.reason;
  ctx.log.info({ channelId, notificationId, attempts, outcome: sent.kind, reason }, "a notification was tried");
  return true;
}

async function send(ctx: WorkerCtx, claimed: Claimed): Promise<Sent> {
  const open = await openChannel(ctx.db, ctx.keyring, claimed.channelId);
  const channel = ctx.channels[claimed.channelKind];
  if (!open || !channel) return { kind: "retry", reason: "This worker cannot speak this kind of channel." };
  const config = channelConfigs[claimed.channelKind].safeParse(claimed.config);
  const secret = channelSecrets[claimed.channelKind].safeParse(open.secret);
  if (!config.success || !secret.success)
    return { kind: "retry", reason: "The settings of the channel are not complete. Save them again." };
  const sent = await spoken(ctx, channel, claimed, { config: config.data, secret: secret.data });
  const redact = (text: string) => redactFailure(text, textsIn(secret.data));
  if (sent.kind !== "delivered") return { ...sent, reason: redact(sent.reason) };
  return sent.remark === undefined ? sent : { ...sent, remark: redact(sent.remark) };
}

async function spoken(
  ctx: WorkerCtx,
  channel: Channel,
  claimed: Claimed,
  { config, secret }: { readonly config: unknown; readonly secret: unknown },
): Promise<Sent> {
  const { messageId, earlierId, earlierUrl, document } = claimed;
  try {
    return await channel.send(document, config, secret, {
      fetch: ctx.outsideFetch,
      addressOf: ctx.outsideAddressOf,
      messageId,
      earlier: earlierId === null ? null : { externalId: earlierId, externalUrl: earlierUrl },
      now: ctx.now,
      signal: AbortSignal.any([ctx.signal, AbortSignal.timeout(LONGEST_TRY_MS)]),
    });
  } catch (error) {
    // A fault of ours. Its words are not told: they may hold what the channel was asked with.
    const name = error instanceof Error ? error.name : "an error";
    return { kind: "retry", reason: `The channel's code failed (${name}).` };
  }
}

async function settle(ctx: WorkerCtx, tx: Tx, claimed: Claimed, sent: Sent): Promise<void> {
  const mine = { ...claimed, worker: ctx.workerId };
  if (sent.kind === "delivered") await outcomes.settleDelivered(tx, mine, sent);
  if (sent.kind === "refused") await outcomes.settleRefused(tx, mine, sent.reason);
  if (sent.kind === "retry") await settleRetry(ctx, tx, mine, sent);
  if (sent.kind === "gone" && (await outcomes.settleRefused(tx, mine, sent.reason)))
    await switchOff(ctx, tx, claimed, sent.reason);
  await notifyChange(tx, { topic: "channel", id: claimed.channelId, accountId: null });
  if (claimed.alertId !== null) await notifyChange(tx, { topic: "alert", id: claimed.alertId, accountId: null });
}

async function settleRetry(
  ctx: WorkerCtx,
  tx: Tx,
  mine: Claimed & { readonly worker: string },
  { reason, retryAfterSeconds }: Extract<Sent, { kind: "retry" }>,
): Promise<void> {
  if (ctx.signal.aborted) return outcomes.settleLeft(tx, mine);
  const failure = { failures: mine.failures + 1, chance: Math.random(), retryAfterSeconds };
  await outcomes.settleFailed(tx, mine, {
    failure: reason,
    backOffSeconds: backOffSeconds(failure),
    gapSeconds: gapSeconds(failure),
  });
}

function textsIn(secret: object): string[] {
  return Object.values(secret).filter((value) => typeof value === "string");
}
