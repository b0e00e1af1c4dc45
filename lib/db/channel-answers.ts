import type { Sql, Tx } from "./connect";
import { execute, firstRow, sql } from "./query";

export interface ChannelAnswerRow {
  readonly channelId: string;
  readonly eventId: string;
  readonly alertId: string;
  readonly kind: string;
}
/** Writes down that an answer came. False when it came before: it counted then. */
export async function insertChannelAnswer(tx: Tx, answer: ChannelAnswerRow): Promise<boolean> {
  const count = await execute(
    tx,
    sql`INSERT INTO channel_answer (channel_id, event_id, alert_id, kind, at)
        VALUES (${answer.channelId}, ${answer.eventId}, ${answer.alertId}, ${answer.kind}, dlo_now()) ON CONFLICT DO NOTHING`,
  );
  return count === 1;
}

/**
 * The alert of which this channel was told under this key, and whether somebody handed it back, or it opened again, after a time:
 * an answer from before says nothing about that.
 */
export function findToldAlert(
  db: Sql,
  channelId: string,
  dedupKey: string,
  answeredAt: Date,
): Promise<{ readonly alertId: string; readonly isOvertaken: boolean } | undefined> {
  return firstRow(
    db,
    sql`SELECT n.alert_id, EXISTS (SELECT 1 FROM alert_event e WHERE e.alert_id = n.alert_id AND e.kind IN ('unacknowledged', 'reopened') AND e.at > ${answeredAt}) AS is_overtaken
        FROM notification n WHERE n.channel_id = ${channelId} AND n.document ->> 'dedupKey' = ${dedupKey} AND n.alert_id IS NOT NULL
        ORDER BY n.queued_at DESC LIMIT 1`,
  );
}

/** Forgets answers older than so many days. */
export async function forgetChannelAnswers(db: Sql, days: number): Promise<void> {
  await execute(db, sql`DELETE FROM channel_answer WHERE at < dlo_now() - make_interval(days => ${days})`);
}
