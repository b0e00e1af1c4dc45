import type { ChannelMessage, NotificationKind, NotificationState } from "@/lib/core/alerts/notification";
import type { Sql, Tx } from "./connect";
import { jsonText } from "./json-text";
import { notifyChange, notifyIntent } from "./notify";
import { execute, firstRow, sql } from "./query";

export interface NewNotification {
  readonly id: string;
  readonly channelId: string;
  readonly alertId: string | null;
  readonly reviewId: string | null;
  readonly kind: NotificationKind;
  readonly document: ChannelMessage;
  readonly replayOf?: string;
}

/**
 * Puts a message for a channel into the outbox: it is sent once this transaction has committed, at least once. What still
 * waits about the same alert for the same channel is dropped, as this says something newer; what is being sent stays. For a
 * channel that is off it is kept as *dead*, to be replayed; a test goes there all the same. False when there is no such channel.
 */
export async function queueNotification(tx: Tx, made: NewNotification): Promise<boolean> {
  if (made.alertId !== null && made.replayOf === undefined) await dropOvertaken(tx, made.channelId, made.alertId);
  const queued = await firstRow<{ state: NotificationState }>(
    tx,
    sql`INSERT INTO notification (id, channel_id, alert_id, review_id, kind, state, document, queued_at, next_at, ended_at, failure, replay_of)
        SELECT ${made.id}, c.id, ${made.alertId}, ${made.reviewId}, ${made.kind}, CASE WHEN takes THEN 'waiting' ELSE 'dead' END,
               ${jsonText(made.document)}::jsonb, dlo_now(), dlo_now(), CASE WHEN takes THEN NULL ELSE dlo_now() END,
               CASE WHEN takes THEN NULL ELSE 'The channel is off.' END, ${made.replayOf ?? null}
        FROM (SELECT id, is_on OR ${made.kind} = 'test' AS takes FROM channel WHERE id = ${made.channelId} AND removed_at IS NULL) c
        RETURNING state`,
  );
  if (queued?.state === "waiting") await notifyIntent(tx, { topic: "notifications", id: made.id, accountId: null });
  if (queued) await notifyChange(tx, { topic: "channel", id: made.channelId, accountId: null });
  return queued !== undefined;
}

async function dropOvertaken(tx: Tx, channelId: string, alertId: string): Promise<void> {
  await execute(
    tx,
    sql`UPDATE notification SET state = 'dropped', ended_at = dlo_now()
        WHERE channel_id = ${channelId} AND alert_id = ${alertId} AND state = 'waiting'`,
  );
}

/** What it says, as it was frozen. */
export async function documentOf(tx: Tx, id: string): Promise<ChannelMessage> {
  const found = await firstRow<{ document: ChannelMessage }>(
    tx,
    sql`SELECT document FROM notification WHERE id = ${id}`,
  );
  if (!found) throw new Error(`no notification ${id}`);
  return found.document;
}

/** Drops all that waits for a channel. */
export function dropWaiting(tx: Tx, channelId: string): Promise<number> {
  return execute(
    tx,
    sql`UPDATE notification SET state = 'dropped', ended_at = dlo_now() WHERE channel_id = ${channelId} AND state = 'waiting'`,
  );
}

/** Forgets notifications that ended so many days ago; returns how many. */
export function forgetNotifications(db: Sql, days: number): Promise<number> {
  return execute(db, sql`DELETE FROM notification WHERE ended_at < dlo_now() - make_interval(days => ${days})`);
}
