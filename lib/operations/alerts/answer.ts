import { addAlertEvent, listToldChannels, setAcknowledged } from "@/lib/db/alert-answers";
import { appendAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/connect";
import { queueNotification } from "@/lib/db/notifications";
import { notifyChange } from "@/lib/db/notify";
import type { Ctx } from "../context";

/** Who answered, by which way, and what they said. */
export interface Answer {
  readonly byName: string;
  readonly via: "app" | "api" | "pagerduty";
  readonly note?: string | undefined;
  /** By which channel it came: that one knows it already. */
  readonly channelId?: string | undefined;
}

/**
 * Somebody has this alert: it is written down, audited, and queued for the channels that were told of it, all in the given
 * transaction. Idempotent: false, and nothing changes, when somebody has it already or it is over. Rights are the caller's.
 */
export async function acknowledge(ctx: Ctx, tx: Tx, alertId: string, answer: Answer): Promise<boolean> {
  const at = ctx.now();
  const { byName, via, note } = answer;
  if (!(await setAcknowledged(tx, alertId, { byName, via, at }))) return false;
  await addAlertEvent(tx, { alertId, at, kind: "acknowledged", byName, note: note ?? null });
  await appendAudit(tx, ctx, {
    action: "alert.acknowledged",
    objectKind: "alert",
    objectId: alertId,
    detail: { by: byName, via, ...(note !== undefined && { note }) },
  });
  await tellChannels(ctx, tx, alertId, answer);
  await notifyChange(tx, { topic: "alert", id: alertId, accountId: null });
  return true;
}

/**
 * Somebody closed it elsewhere. An alert is over when its reasons are, so what holds still is acknowledged, with the remark;
 * what does not the next judgement ends by itself. Idempotent like `acknowledge`.
 */
export function resolveByOther(ctx: Ctx, tx: Tx, alertId: string, { note, ...who }: Answer): Promise<boolean> {
  const closed = "Closed there; here it is over when nothing of it holds any more.";
  return acknowledge(ctx, tx, alertId, { ...who, note: note === undefined ? closed : `${note} ${closed}` });
}

/** Each hears what it was told last with who has it now: whole, whatever part of it the person who answered may see. */
async function tellChannels(ctx: Ctx, tx: Tx, alertId: string, { byName, channelId: from }: Answer): Promise<void> {
  const told = (await listToldChannels(tx, alertId)).filter(({ channelId }) => channelId !== from);
  for (const { channelId, document } of told)
    await queueNotification(tx, {
      id: ctx.newId("notification"),
      channelId,
      alertId,
      reviewId: null,
      kind: "acknowledged",
      document: { ...document, kind: "acknowledged", acknowledgedBy: byName },
    });
}
