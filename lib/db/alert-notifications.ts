import type { NotificationKind, NotificationState } from "@/lib/core/alerts/notification";
import type { Sql } from "./connect";
import { rows, sql } from "./query";

export interface AlertNotification {
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

const MOST_LISTED = 200;

/** What channels were told of one alert, newest first; for who sees everything. */
export function listNotificationsOf(db: Sql, alertId: string): Promise<AlertNotification[]> {
  return rows<AlertNotification>(
    db,
    sql`SELECT n.id, n.channel_id, c.name AS channel_name, c.kind AS channel_kind, n.kind, n.state, n.alert_id, a.number AS alert_number, n.review_id,
          n.document->>'title' AS title, n.queued_at, CASE WHEN n.state IN ('waiting', 'sending') THEN n.next_at END AS next_at, n.attempts, n.delivered_at,
          n.failure, n.external_url, n.replay_of
        FROM notification n JOIN channel c ON c.id = n.channel_id JOIN alert a ON a.id = n.alert_id
        WHERE n.alert_id = ${alertId} ORDER BY n.queued_at DESC, n.id DESC LIMIT ${MOST_LISTED}`,
  );
}
