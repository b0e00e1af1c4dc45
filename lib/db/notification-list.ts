import type { NotificationKind, NotificationState } from "@/lib/core/alerts/notification";
import type { Sql } from "./connect";
import { decodeCursor, type Page, type PageRequest, pageFrom } from "./page";
import { firstRow, rows, sql } from "./query";

export interface NotificationRow {
  readonly id: string;
  readonly channelId: string;
  readonly channelName: string;
  readonly channelKind: string;
  readonly kind: NotificationKind;
  readonly state: NotificationState;
  readonly alertId: string | null;
  readonly alertNumber: number | null;
  readonly reviewId: string | null;
  readonly title: string;
  readonly queuedAt: string;
  readonly nextAt: string | null;
  readonly attempts: number;
  readonly deliveredAt: string | null;
  readonly failure: string | null;
  readonly externalUrl: string | null;
  readonly replayOf: string | null;
}
export interface NotificationFilter {
  readonly channelId?: string | undefined;
  readonly alertId?: string | undefined;
  readonly state?: NotificationState | undefined;
}

const FROM = sql`FROM notification n JOIN channel c ON c.id = n.channel_id LEFT JOIN alert a ON a.id = n.alert_id`;
const COLUMNS = sql`n.id, n.channel_id, c.name AS channel_name, c.kind AS channel_kind, n.kind, n.state, n.alert_id, a.number AS alert_number, n.review_id,
  coalesce(n.document->>'title', '') AS title, n.queued_at, CASE WHEN n.state IN ('waiting', 'sending') THEN n.next_at END AS next_at, n.attempts,
  n.delivered_at, n.failure, n.external_url, n.replay_of`;

/** What channels were told, newest first; for who sees everything. */
export async function listNotifications(
  db: Sql,
  filter: NotificationFilter & PageRequest,
): Promise<Page<NotificationRow>> {
  const [afterAt, afterId] = decodeCursor(filter.cursor, ["time", "text"]) ?? [null, null];
  const { channelId = null, alertId = null, state = null } = filter;
  const where = sql`(${channelId}::text IS NULL OR n.channel_id = ${channelId}::text) AND (${alertId}::text IS NULL OR n.alert_id = ${alertId}::text)
    AND (${state}::text IS NULL OR n.state = ${state}::text)`;
  const found = await rows<NotificationRow>(
    db,
    sql`SELECT ${COLUMNS} ${FROM} WHERE ${where} AND (${afterAt}::timestamptz IS NULL OR (n.queued_at, n.id) < (${afterAt}::timestamptz, ${afterId}::text))
        ORDER BY n.queued_at DESC, n.id DESC LIMIT ${filter.limit + 1}`,
  );
  return pageFrom(found, filter.limit, (row) => [row.queuedAt, row.id]);
}

export function findNotification(db: Sql, id: string): Promise<NotificationRow | undefined> {
  return firstRow<NotificationRow>(db, sql`SELECT ${COLUMNS} ${FROM} WHERE n.id = ${id}`);
}

/** Whether anything that was told of an alert arrived, or may still; null where nothing was told. */
export async function reachOf(db: Sql, alertId: string): Promise<"somebody" | "nobody-yet" | "nobody" | null> {
  const found = await firstRow<{ count: number; delivered: number; living: number }>(
    db,
    sql`SELECT count(*)::int AS count, count(*) FILTER (WHERE state = 'delivered')::int AS delivered,
          count(*) FILTER (WHERE state IN ('waiting', 'sending'))::int AS living FROM notification WHERE alert_id = ${alertId}`,
  );
  if (!found || found.count === 0) return null;
  if (found.delivered > 0) return "somebody";
  return found.living > 0 ? "nobody-yet" : "nobody";
}

/**
 * Whether what a notification says is not so any more, as far as its channel was told or is about to be: something newer about the
 * alert went there since, or the alert is over and this does not say so. Of a
 * replay what it replays decides.
 */
export async function isOvertaken(db: Sql, id: string): Promise<boolean> {
  const found = await firstRow<{ isOvertaken: boolean }>(
    db,
    sql`SELECT (n.kind <> 'resolved' AND coalesce(a.resolved_at IS NOT NULL, true)) OR EXISTS (
          SELECT 1 FROM notification o WHERE o.channel_id = n.channel_id AND o.alert_id = n.alert_id AND o.replay_of IS NULL
            AND (o.queued_at, o.id) > (n.queued_at, n.id) AND o.state IN ('waiting', 'sending', 'delivered')) AS is_overtaken
        FROM notification asked JOIN notification n ON n.id = coalesce(asked.replay_of, asked.id) LEFT JOIN alert a ON a.id = n.alert_id
        WHERE asked.id = ${id} AND n.alert_id IS NOT NULL`,
  );
  return found?.isOvertaken ?? false;
}

/** The newest replay of this notification, or of what it replays, that was asked for after it. */
export function findReplay(db: Sql, { id, replayOf, queuedAt }: NotificationRow): Promise<NotificationRow | undefined> {
  return firstRow<NotificationRow>(
    db,
    sql`SELECT ${COLUMNS} ${FROM} WHERE n.replay_of = ${replayOf ?? id} AND n.queued_at > ${queuedAt}::timestamptz ORDER BY n.queued_at DESC LIMIT 1`,
  );
}
