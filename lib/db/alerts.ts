import type { KnownAlert, KnownChannel, KnownReason } from "@/lib/core/alerts/known";
import type { Reason } from "@/lib/core/alerts/reason";
import type { Silence } from "@/lib/core/alerts/routing/silence";
import type { Sql, Tx } from "./connect";
import { firstRow, rows, sql } from "./query";

// For the worker, of all accounts at once.

/** The time of a judgement, if no other worker judges now; undefined if one does. The turn ends with the transaction. */
export async function takeTurnAtAlerts(tx: Tx): Promise<Date | undefined> {
  const row = await firstRow<{ isMine: boolean; at: string }>(
    tx,
    sql`SELECT pg_try_advisory_xact_lock(hashtext('alerts')) AS is_mine, date_trunc('milliseconds', dlo_now()) AS at`,
  );
  return row?.isMine ? new Date(row.at) : undefined;
}

type Stamps<T, K extends keyof T> = Omit<T, K> & { readonly [key in K]: string | null };
const dateOf = (text: string | null) => (text === null ? null : new Date(text));

type ReasonRow = Stamps<Omit<KnownReason, "subject">, "openedAt" | "seenAt" | "resolvedAt" | "since"> & {
  readonly subjectKind: Reason["subject"]["kind"];
  readonly subjectId: string;
  readonly subjectName: string;
};
const REASON = sql`id AS row_id, alert_id, condition, severity, subject_kind, subject_id, subject_name, nullif(account_id, '') AS account_id, region, arn, queue_id, class_id,
  ties, sentence, since, opened_at, seen_at, resolved_at`;
/** The reasons that are open, and those that are over for less than so many minutes, the latest of each last. */
export async function listKnownReasons(db: Sql, at: Date, minutes: number): Promise<KnownReason[]> {
  const found = await rows<ReasonRow>(
    db,
    sql`SELECT * FROM (SELECT ${REASON} FROM alert_reason WHERE resolved_at IS NULL
          UNION ALL SELECT ${REASON} FROM alert_reason WHERE resolved_at > ${at}::timestamptz - make_interval(mins => ${minutes})) r ORDER BY row_id`,
  );
  return found.map(reasonOf);
}

/** Every reason that these alerts ever had, the latest of each condition and subject last. */
export async function listReasonsOf(db: Sql, alertIds: readonly string[]): Promise<KnownReason[]> {
  if (alertIds.length === 0) return [];
  const found = await rows<ReasonRow>(
    db,
    sql`SELECT ${REASON} FROM alert_reason WHERE alert_id = ANY(${[...alertIds]}::text[]) ORDER BY id`,
  );
  return found.map(reasonOf);
}

function reasonOf({ subjectKind, subjectId, subjectName, ...row }: ReasonRow): KnownReason {
  return {
    ...row,
    subject: { kind: subjectKind, id: subjectId, name: subjectName },
    since: new Date(row.since ?? 0),
    openedAt: new Date(row.openedAt ?? 0),
    seenAt: new Date(row.seenAt ?? 0),
    resolvedAt: dateOf(row.resolvedAt),
  };
}

const MOST_PREVIEWED = 1000;
/** The alerts that opened since then, newest first; of more than a thousand the newest thousand. */
export function listAlertsSince(
  db: Sql,
  since: Date,
): Promise<{ readonly id: string; readonly number: number; readonly openedAt: string }[]> {
  return rows(
    db,
    sql`SELECT id, number, opened_at FROM alert WHERE opened_at >= ${since} ORDER BY opened_at DESC, id DESC LIMIT ${MOST_PREVIEWED}`,
  );
}

type AlertStamp = "openedAt" | "pagedAt" | "toldAt" | "lastToldAt" | "acknowledgedAt" | "reopenedAt";
/**
 * The alerts that are not over and these, held still until the transaction ends: who answers one meanwhile waits. Their channels
 * are those whose last word about it, among what was not dropped or given up, is not that it is over.
 */
export async function lockAlerts(tx: Tx, alsoIds: readonly string[]): Promise<KnownAlert[]> {
  const found = await rows<Stamps<Omit<KnownAlert, "toldChannelIds">, AlertStamp>>(
    tx,
    sql`SELECT id, number, state, severity, mute, mute_reason, silence_id, route, owner, team, opened_at, paged_at, told_at, last_told_at, acknowledged_at, reopened_at
        FROM alert WHERE resolved_at IS NULL OR id = ANY(${[...alsoIds]}::text[]) ORDER BY id FOR UPDATE`,
  );
  const told = await listTold(
    tx,
    found.map(({ id }) => id),
  );
  return found.map((row) => ({
    ...row,
    openedAt: new Date(row.openedAt ?? 0),
    pagedAt: dateOf(row.pagedAt),
    toldAt: dateOf(row.toldAt),
    lastToldAt: dateOf(row.lastToldAt),
    acknowledgedAt: dateOf(row.acknowledgedAt),
    reopenedAt: dateOf(row.reopenedAt),
    toldChannelIds: told.get(row.id) ?? [],
  }));
}

async function listTold(tx: Tx, alertIds: readonly string[]): Promise<Map<string, string[]>> {
  if (alertIds.length === 0) return new Map();
  const found = await rows<{ alertId: string; channelIds: string[] }>(
    tx,
    sql`SELECT l.alert_id, array_agg(l.channel_id ORDER BY l.channel_id) AS channel_ids FROM (
          SELECT DISTINCT ON (n.alert_id, n.channel_id) n.alert_id, n.channel_id, n.kind FROM notification n JOIN channel c ON c.id = n.channel_id AND c.removed_at IS NULL AND c.is_on
          WHERE n.alert_id = ANY(${[...alertIds]}::text[]) AND n.kind IN ('opened', 'repeated', 'acknowledged', 'resolved') AND n.state NOT IN ('dropped', 'dead') AND n.replay_of IS NULL
          ORDER BY n.alert_id, n.channel_id, n.queued_at DESC, n.id DESC) l
        WHERE l.kind <> 'resolved' GROUP BY l.alert_id`,
  );
  return new Map(found.map(({ alertId, channelIds }) => [alertId, channelIds]));
}

/** The channels that are there, also those that are off. */
export function listKnownChannels(db: Sql): Promise<KnownChannel[]> {
  return rows(db, sql`SELECT id, name, kind, is_on FROM channel WHERE removed_at IS NULL ORDER BY name, id`);
}

/** The silences and maintenance windows that hold at that time. */
export async function listSilencesAt(db: Sql, at: Date): Promise<Silence[]> {
  const found = await rows<Stamps<Silence, "from" | "until" | "endedAt">>(
    db,
    sql`SELECT id, kind, match AS about, nullif(account_id, '') AS account_id, reason, from_at AS "from", until_at AS until, ended_at, created_by FROM silence
        WHERE from_at <= ${at} AND until_at > ${at} AND (ended_at IS NULL OR ended_at > ${at})`,
  );
  return found.map((row) => ({
    ...row,
    from: new Date(row.from ?? 0),
    until: new Date(row.until ?? 0),
    endedAt: dateOf(row.endedAt),
  }));
}
