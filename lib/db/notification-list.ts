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

/** The newest replay of this notification, or of what it replays, that was asked for after it. */
export function findReplay(db: Sql, { id, replayOf, queuedAt }: NotificationRow): Promise<NotificationRow | undefined> {
  return firstRow<NotificationRow>(
    db,
    sql`SELECT ${COLUMNS} ${FROM} WHERE n.replay_of = ${replayOf ?? id} AND n.queued_at > ${queuedAt}::timestamptz ORDER BY n.queued_at DESC LIMIT 1`,
  );
}
