import type { AlertEvent } from "@/lib/core/alerts/alert";
import type { AlertMessage } from "@/lib/core/alerts/notification";
import type { Sql, Tx } from "./connect";
import { execute, rows, sql } from "./query";

export interface AnswerRow {
  readonly byName: string;
  readonly via: string;
  readonly at: Date;
}

/** Somebody has it. False when that is not news: it is acknowledged already, over, or not there. */
export async function setAcknowledged(tx: Tx, id: string, { byName, via, at }: AnswerRow): Promise<boolean> {
  const changed = await execute(
    tx,
    sql`UPDATE alert SET state = 'acknowledged', changed_at = ${at}, acknowledged_at = ${at}, acknowledged_by = ${byName}, acknowledged_via = ${via}
        WHERE id = ${id} AND state = 'open'`,
  );
  return changed === 1;
}

/** Nobody has it any more. False when nobody had. */
export async function setUnacknowledged(tx: Tx, id: string, at: Date): Promise<boolean> {
  const changed = await execute(
    tx,
    sql`UPDATE alert SET state = 'open', changed_at = ${at}, acknowledged_at = NULL, acknowledged_by = NULL, acknowledged_via = NULL
        WHERE id = ${id} AND state = 'acknowledged'`,
  );
  return changed === 1;
}

/** Whether it was worth telling. False when that was said before. */
export async function setNoise(
  tx: Tx,
  id: string,
  noise: { readonly at: Date; readonly byName: string; readonly reason: string | null } | null,
): Promise<boolean> {
  const changed = await execute(
    tx,
    sql`UPDATE alert SET noise_at = ${noise?.at ?? null}, noise_by = ${noise?.byName ?? null}, noise_reason = ${noise?.reason ?? null}
        WHERE id = ${id} AND (noise_at IS NULL) = ${noise !== null}`,
  );
  return changed === 1;
}

/** Adds a line to its history. `accountId`: of the reason that the line speaks of; null where it speaks of none. */
export async function addAlertEvent(
  tx: Tx,
  event: {
    readonly alertId: string;
    readonly at: Date;
    readonly kind: AlertEvent;
    readonly byName: string | null;
    readonly note: string | null;
    readonly accountId?: string | null;
  },
): Promise<void> {
  await execute(
    tx,
    sql`INSERT INTO alert_event (alert_id, at, kind, by_name, note, account_id)
        VALUES (${event.alertId}, ${event.at}, ${event.kind}, ${event.byName}, ${event.note}, ${event.accountId ?? null})`,
  );
}

export interface ToldChannel {
  readonly channelId: string;
  readonly channelKind: string;
  /** What it was told last about the alert. */
  readonly document: AlertMessage;
}
/** The living channels that were told of an alert, or are about to be, each with what it was told last. */
export function listToldChannels(db: Sql, alertId: string): Promise<ToldChannel[]> {
  return rows<ToldChannel>(
    db,
    sql`SELECT DISTINCT ON (n.channel_id) n.channel_id, c.kind AS channel_kind, n.document FROM notification n
        JOIN channel c ON c.id = n.channel_id AND c.removed_at IS NULL AND c.is_on
        WHERE n.alert_id = ${alertId} AND n.kind IN ('opened', 'repeated', 'acknowledged') AND n.state NOT IN ('dropped', 'dead')
        ORDER BY n.channel_id, n.queued_at DESC, n.id DESC`,
  );
}
