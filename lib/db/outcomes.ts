import { GIVE_UP_SECONDS } from "@/lib/core/alerts/delivery/back-off";
import { BURST } from "@/lib/core/alerts/delivery/pace";
import type { Sql, Tx } from "./connect";
import { apartSql, type Claimed, isLeftBehind } from "./outbox";
import { execute, rows, sql } from "./query";

type Mine = Pick<Claimed, "id" | "attempts" | "channelId"> & { readonly worker: string };

/** Only the worker that has it, and only for this try: whoever took it over settles it. */
const isMine = ({ id, attempts, worker }: Mine) =>
  sql`id = ${id} AND state = 'sending' AND worker = ${worker} AND attempts = ${attempts}`;

/** The other side took it. Its channel works: whatever waits for it may go. False when the try was no longer this worker's. */
export async function settleDelivered(
  tx: Tx,
  mine: Mine,
  made: {
    readonly externalId?: string | undefined;
    readonly externalUrl?: string | undefined;
    readonly remark?: string | undefined;
  },
): Promise<boolean> {
  const remark = made.remark ?? null;
  const count = await execute(
    tx,
    sql`UPDATE notification SET state = 'delivered', delivered_at = dlo_now(), ended_at = dlo_now(), sending_until = NULL, failure = ${remark},
               external_id = ${made.externalId ?? null}, external_url = ${made.externalUrl ?? null} WHERE ${isMine(mine)}`,
  );
  if (count === 0) return false;
  await execute(
    tx,
    sql`UPDATE channel SET delivered_at = dlo_now(), failed_at = CASE WHEN ${remark}::text IS NULL THEN failed_at ELSE dlo_now() END, failure = ${remark}, failures = 0, retry_at = NULL WHERE id = ${mine.channelId}`,
  );
  return true;
}

export interface Wait {
  readonly failure: string;
  readonly backOffSeconds: number;
  readonly gapSeconds: number;
}
/** It waits again, and its channel counts as failing. Given up when it is too old: then it is dead. */
export async function settleFailed(
  tx: Tx,
  mine: Mine,
  { failure, backOffSeconds, gapSeconds }: Wait,
): Promise<boolean> {
  const isOver = sql`queued_at < dlo_now() - make_interval(secs => ${GIVE_UP_SECONDS})`;
  const count = await execute(
    tx,
    sql`UPDATE notification SET state = CASE WHEN ${isOver} THEN 'dead' ELSE 'waiting' END, ended_at = CASE WHEN ${isOver} THEN dlo_now() END,
               sending_until = NULL, failure = ${failure}, next_at = dlo_now() + make_interval(secs => ${backOffSeconds}) WHERE ${isMine(mine)}`,
  );
  if (count === 0) return false;
  // The allowance is used up so far ahead that a whole burst of it is not yet enough.
  await execute(
    tx,
    sql`UPDATE channel c SET failed_at = dlo_now(), failure = ${failure}, failures = failures + 1,
               retry_at = dlo_now() + make_interval(secs => ${backOffSeconds}),
               pace_at = dlo_now() + make_interval(secs => ${gapSeconds}) + ${BURST} * make_interval(secs => ${apartSql}) WHERE id = ${mine.channelId}`,
  );
  return true;
}

/** This message will not be taken, whenever it is sent; its channel works. */
export async function settleRefused(tx: Tx, mine: Mine, failure: string): Promise<boolean> {
  const count = await execute(
    tx,
    sql`UPDATE notification SET state = 'dead', ended_at = dlo_now(), sending_until = NULL, failure = ${failure} WHERE ${isMine(mine)}`,
  );
  if (count === 0) return false;
  await execute(
    tx,
    sql`UPDATE channel SET failed_at = dlo_now(), failure = ${failure}, failures = 0, retry_at = NULL WHERE id = ${mine.channelId}`,
  );
  return true;
}

/** The worker stops: it waits again as if it had not been tried. It may have arrived. */
export async function settleLeft(tx: Tx, mine: Mine): Promise<void> {
  await execute(tx, sql`UPDATE notification SET state = 'waiting', sending_until = NULL WHERE ${isMine(mine)}`);
}

/** Everything that waits for a channel is dead, for this reason; returns how many. */
export function giveUpAll(tx: Tx, channelId: string, failure: string): Promise<number> {
  return execute(
    tx,
    sql`UPDATE notification SET state = 'dead', ended_at = dlo_now(), sending_until = NULL, failure = ${failure} WHERE channel_id = ${channelId} AND state = 'waiting'`,
  );
}

/**
 * What waits for a channel that was switched off or removed meanwhile, because it was on its way then, waits for nothing: it is dead,
 * to be replayed, or dropped. A test goes to a channel that is off. Returns the channels.
 */
export async function endStranded(db: Sql): Promise<string[]> {
  const found = await rows<{ channelId: string }>(
    db,
    sql`UPDATE notification n SET state = CASE WHEN c.removed_at IS NULL THEN 'dead' ELSE 'dropped' END, ended_at = dlo_now(), sending_until = NULL,
               failure = CASE WHEN c.removed_at IS NULL THEN coalesce(c.off_reason, 'The channel is off.') ELSE n.failure END
        FROM channel c WHERE c.id = n.channel_id AND (n.state = 'waiting' OR ${isLeftBehind})
          AND (c.removed_at IS NOT NULL OR (NOT c.is_on AND n.kind <> 'test')) RETURNING n.channel_id`,
  );
  return [...new Set(found.map(({ channelId }) => channelId))];
}

/** What waited too long for a channel that fails is dead; returns the channels. While no worker was there nothing was tried, and nothing is given up. */
export async function giveUpOld(db: Sql): Promise<string[]> {
  const found = await rows<{ channelId: string }>(
    db,
    sql`UPDATE notification n SET state = 'dead', ended_at = dlo_now(), failure = coalesce(n.failure, c.failure) FROM channel c
        WHERE c.id = n.channel_id AND n.state = 'waiting' AND c.failures > 0 AND c.retry_at > dlo_now()
          AND n.queued_at < dlo_now() - make_interval(secs => ${GIVE_UP_SECONDS}) RETURNING n.channel_id`,
  );
  return [...new Set(found.map(({ channelId }) => channelId))];
}
