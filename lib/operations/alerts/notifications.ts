import type { AlertMessage, ChannelKind } from "@/lib/core/alerts/notification";
import { Invalid, NotFound } from "@/lib/core/errors";
import { appendAudit } from "@/lib/db/audit";
import { lockChannel } from "@/lib/db/channels";
import type { Tx } from "@/lib/db/connect";
import * as list from "@/lib/db/notification-list";
import { documentOf, queueNotification } from "@/lib/db/notifications";
import type { Ctx } from "../context";
import { command, question } from "../operation";
import { aboutNoAlert } from "./switch-off";

export const listNotifications = question("listNotifications", async (ctx, input) =>
  list.listNotifications(ctx.db, input),
);

/** Also to a channel that is off: that is how one finds out whether it works again. */
export const testChannel = command("testChannel", async (ctx, tx, { id: channelId }) => {
  const channel = await lockChannel(tx, channelId);
  if (!channel) throw new NotFound("channel", channelId);
  const id = ctx.newId("notification");
  const document = testOf(ctx, id, channel.name);
  await queueNotification(tx, { id, channelId, alertId: null, reviewId: null, kind: "test", document });
  const detail = { name: channel.name, kind: channel.kind, notificationId: id };
  await appendAudit(tx, ctx, { action: "channel.tested", objectKind: "channel", objectId: channelId, detail });
  return read(tx, id);
});

function testOf(ctx: Ctx, id: string, name: string): AlertMessage {
  const at = ctx.now().toISOString();
  const url = new URL("/alerts/channels", ctx.settings.baseUrl).href;
  const sentence = `${ctx.actor.name} tries the channel ${name}. Nothing is wrong, and there is nothing to do.`;
  return {
    ...aboutNoAlert(url, at),
    kind: "test",
    dedupKey: `test:${id}`,
    title: `Dead Letter Office tries the channel ${name}`,
    reasons: [{ condition: "test", subject: name, sentence, since: at, url }],
  };
}

/** Asked again it answers with the replay that is there. What it says is as old as it is; the other side sees the same id. */
export const replayNotification = command("replayNotification", async (ctx, tx, input) => {
  const dead = await list.findNotification(tx, input.id);
  if (!dead) throw new NotFound("notification", input.id);
  const channel = await lockChannel(tx, dead.channelId);
  const there = await list.findReplay(tx, dead);
  if (there) return there;
  if (dead.state !== "dead")
    throw new Invalid(`Only what was given up can be replayed; this one is ${dead.state}.`, [
      { field: "id", message: "must be a notification that is dead" },
    ]);
  if (!channel?.isOn)
    throw new Invalid("The channel of this notification is off or was removed.", [
      { field: "id", message: "switch its channel on first" },
    ]);
  if (KEEPS_STATE.includes(channel.kind) && (await list.isOvertaken(tx, dead.id)))
    throw new Invalid(`What it says is not so any more: ${channel.name} would open again what nobody closes.`, [
      { field: "id", message: "must say what still holds" },
    ]);
  const { channelId, alertId, reviewId, kind, replayOf } = dead;
  const [id, document] = [ctx.newId("notification"), await documentOf(tx, dead.id)];
  const queued = { id, channelId, alertId, reviewId, kind, document, replayOf: replayOf ?? dead.id };
  await queueNotification(tx, queued);
  const detail = { channel: channel.name, title: dead.title, replayId: id };
  await appendAudit(tx, ctx, {
    action: "notification.replayed",
    objectKind: "notification",
    objectId: dead.id,
    detail,
  });
  return read(tx, id);
});

/** What they are told opens and closes something there. Elsewhere an old message is only read. */
const KEEPS_STATE: readonly ChannelKind[] = ["pagerduty", "alertmanager"];

async function read(tx: Tx, id: string): Promise<list.NotificationRow> {
  const row = await list.findNotification(tx, id);
  if (!row) throw new NotFound("notification", id);
  return row;
}
