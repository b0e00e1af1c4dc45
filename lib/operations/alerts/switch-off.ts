import type { AlertMessage, ChannelKind } from "@/lib/core/alerts/notification";
import { appendAudit } from "@/lib/db/audit";
import { listChannels, switchChannelOff } from "@/lib/db/channels";
import type { Tx } from "@/lib/db/connect";
import { queueNotification } from "@/lib/db/notifications";
import type { Claimed } from "@/lib/db/outbox";
import { giveUpAll } from "@/lib/db/outcomes";
import type { WorkerCtx } from "../worker-context";

/** Channels that people read. The others open incidents or issues, which nobody would close again. */
const READ_BY_PEOPLE: readonly ChannelKind[] = ["slack", "email", "webhook"];

/**
 * The other side is gone for good: nothing is sent there until somebody switches the channel on again. What waits for it is kept
 * as dead, to be replayed; every other channel that people read is told.
 */
export async function switchOff(ctx: WorkerCtx, tx: Tx, gone: Claimed, reason: string): Promise<void> {
  const { channelId, channelName, channelKind } = gone;
  if (!(await switchChannelOff(tx, channelId, reason))) return;
  const deadCount = await giveUpAll(tx, channelId, reason);
  const detail = { name: channelName, kind: channelKind, reason, deadCount };
  await appendAudit(tx, ctx, { action: "channel.switched-off", objectKind: "channel", objectId: channelId, detail });
  const others = (await listChannels(tx)).filter(({ id, kind, isOn }) => {
    return id !== channelId && isOn && READ_BY_PEOPLE.includes(kind);
  });
  const document = noteOf(ctx, gone, reason);
  for (const { id } of others)
    await queueNotification(tx, {
      id: ctx.newId("notification"),
      channelId: id,
      alertId: null,
      reviewId: null,
      kind: "opened",
      document,
    });
}

function noteOf(ctx: WorkerCtx, { channelId, channelName }: Claimed, reason: string): AlertMessage {
  const url = new URL("/alerts/channels", ctx.settings.baseUrl).href;
  const at = ctx.now().toISOString();
  const sentence = `${reason} Nothing is sent there until somebody switches it on again; what waited for it can be replayed.`;
  return {
    ...aboutNoAlert(url, at),
    kind: "opened",
    dedupKey: `channel-off:${channelId}:${at}`,
    title: `The channel ${channelName} was switched off`,
    reasons: [{ condition: "channel-off", subject: channelName, sentence, since: at, url }],
  };
}

/** A message for a channel that is about the channel itself. */
export function aboutNoAlert(url: string, at: string): Omit<AlertMessage, "kind" | "dedupKey" | "title" | "reasons"> {
  return {
    alertId: null,
    number: null,
    severity: "notify",
    openedAt: at,
    resolvedAt: null,
    acknowledgedBy: null,
    owner: null,
    team: null,
    environment: null,
    accounts: [],
    regions: [],
    pipelines: [],
    moreCount: 0,
    lastRun: null,
    suspect: null,
    timeToLoss: null,
    runbook: null,
    openUrl: url,
    acknowledgeUrl: url,
    links: [],
  };
}
