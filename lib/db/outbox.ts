import { BURST, secondsApart } from "@/lib/core/alerts/delivery/pace";
import { CHANNEL_KINDS, type ChannelKind, type ChannelMessage } from "@/lib/core/alerts/notification";
import { type Db, inTransaction, type Sql, type Tx } from "./connect";
import { execute, firstRow, joinSql, rows, sql } from "./query";

/** One notification that this worker has now, and what it needs to send it. */
export interface Claimed {
  readonly id: string;
  /** The same for a notification and its replays: the other side can tell that it heard it before. */
  readonly messageId: string;
  readonly channelId: string;
  readonly channelKind: ChannelKind;
  readonly channelName: string;
  readonly config: unknown;
  /** Tries of the channel that failed in a row before this one. */
  readonly failures: number;
  /** The how manieth try this is. */
  readonly attempts: number;
  readonly document: ChannelMessage;
  readonly alertId: string | null;
  readonly earlierId: string | null;
  readonly earlierUrl: string | null;
}

/** So long a worker has a notification: longer than any try lasts. One that died loses it then. */
const LEASE_SECONDS = 90;

/** Seconds between messages of channel `c` in the long run. */
export const apartSql = sql`(CASE c.kind ${joinSql(
  CHANNEL_KINDS.map((kind) => sql`WHEN ${kind} THEN ${secondsApart(kind)}::float8`),
  " ",
)} END)`;
/** Notification `n` was in the hands of a worker that lost it. */
export const isLeftBehind = sql`n.state = 'sending' AND n.sending_until < dlo_now()`;

/**
 * What may be sent now, of channel `c` and notification `n`: one at a time, while the channel's allowance lasts. Of a channel that
 * fails, what was tried before waits for the channel's next try; what is new goes first. A test goes to a channel that is off.
 */
const isDue = sql`c.removed_at IS NULL AND (c.is_on OR n.kind = 'test')
  AND (n.state = 'waiting' OR ${isLeftBehind})
  AND (c.pace_at IS NULL OR c.pace_at <= dlo_now() + ${BURST} * make_interval(secs => ${apartSql}))
  AND (c.failures = 0 OR n.attempts = 0 OR c.retry_at IS NULL OR c.retry_at <= dlo_now())
  AND NOT EXISTS (SELECT 1 FROM notification o WHERE o.channel_id = c.id AND o.state = 'sending' AND o.sending_until >= dlo_now())`;

/** Channels for which something may be sent now. */
export async function listDueChannels(db: Sql): Promise<string[]> {
  const found = await rows<{ id: string }>(
    db,
    sql`SELECT c.id FROM channel c WHERE EXISTS (SELECT 1 FROM notification n WHERE n.channel_id = c.id AND n.state IN ('waiting', 'sending') AND ${isDue})`,
  );
  return found.map(({ id }) => id);
}

/**
 * Takes the channel's next notification for this worker, committed before anything is sent. Undefined when there is none, or
 * when another worker is at this channel. What was left by a worker that died is taken again: it may arrive twice.
 */
export function claimNext(db: Db, channelId: string, worker: string): Promise<Claimed | undefined> {
  return inTransaction(db, async (tx) => {
    const locked = await firstRow(tx, sql`SELECT 1 FROM channel WHERE id = ${channelId} FOR UPDATE SKIP LOCKED`);
    if (!locked) return undefined;
    await dropOvertaken(tx, channelId);
    const next = await firstRow<{ id: string }>(
      tx,
      sql`SELECT n.id FROM notification n JOIN channel c ON c.id = n.channel_id WHERE c.id = ${channelId} AND n.state IN ('waiting', 'sending') AND ${isDue}
          ORDER BY CASE WHEN c.failures > 0 THEN n.attempts ELSE 0 END, n.queued_at, n.id LIMIT 1 FOR UPDATE OF n SKIP LOCKED`,
    );
    if (!next) return undefined;
    await execute(
      tx,
      sql`UPDATE channel c SET pace_at = greatest(coalesce(pace_at, dlo_now()), dlo_now()) + make_interval(secs => ${apartSql}) WHERE id = ${channelId}`,
    );
    return taken(tx, next.id, worker);
  });
}

function taken(tx: Tx, id: string, worker: string): Promise<Claimed | undefined> {
  return firstRow<Claimed>(
    tx,
    sql`UPDATE notification n SET state = 'sending', worker = ${worker}, attempts = n.attempts + 1, sending_until = dlo_now() + make_interval(secs => ${LEASE_SECONDS})
        FROM channel c LEFT JOIN LATERAL (
          SELECT e.external_id, e.external_url FROM notification t JOIN notification e ON e.channel_id = t.channel_id AND e.alert_id = t.alert_id
          WHERE t.id = ${id} AND e.external_id IS NOT NULL ORDER BY e.delivered_at DESC LIMIT 1) earlier ON true
        WHERE n.id = ${id} AND c.id = n.channel_id
        RETURNING n.id, coalesce(n.replay_of, n.id) AS message_id, n.channel_id, c.kind AS channel_kind, c.name AS channel_name, c.config, c.failures,
                  n.attempts, n.document, n.alert_id, earlier.external_id AS earlier_id, earlier.external_url AS earlier_url`,
  );
}

/** What came back to wait while something newer about its alert was queued or sent. A replay is older than it looks. */
async function dropOvertaken(tx: Tx, channelId: string): Promise<void> {
  await execute(
    tx,
    sql`UPDATE notification n SET state = 'dropped', ended_at = dlo_now()
        WHERE n.channel_id = ${channelId} AND (n.state = 'waiting' OR ${isLeftBehind}) AND n.alert_id IS NOT NULL
          AND EXISTS (SELECT 1 FROM notification o WHERE o.channel_id = n.channel_id AND o.alert_id = n.alert_id AND o.replay_of IS NULL
                        AND (o.queued_at, o.id) > (n.queued_at, n.id) AND o.state IN ('waiting', 'sending', 'delivered'))`,
  );
}
