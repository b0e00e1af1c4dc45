import type { Scope } from "@/lib/core/access/scope";
import type { FigureName } from "@/lib/core/events/event-figures";
import type { RuleTarget } from "@/lib/core/inventory/resource";
import type { Sql } from "./connect";
import type { FigurePlace } from "./event-figures";
import { execute, firstRow, rows, sql } from "./query";
import { inScopeSql } from "./scope";

/** When a rule or bus was looked at last: named by ListMetrics, read as a whole, read in between. */
export interface EventLook {
  readonly lookedAt: string | null;
  readonly readAt: string | null;
  readonly readUntil: string | null;
  readonly quickAt: string | null;
}

/** A rule or a bus of one's own, and what is known of its figures. */
export interface EventSubject extends EventLook {
  readonly kind: "rule" | "bus";
  readonly arn: string;
  readonly name: string;
  /** Of a rule its bus, of a bus itself. */
  readonly busName: string;
  /** Null before ListMetrics was ever asked for it, and while it is refused. */
  readonly figures: readonly FigureName[] | null;
  readonly troubleAt: string | null;
  /** When it, or what it delivers to, was changed last within the hour. */
  readonly changedAt: string | null;
}

const SUBJECT = sql`r.kind, r.arn, r.name, CASE r.kind WHEN 'bus' THEN r.name ELSE r.config ->> 'busName' END AS bus_name,
  w.figures, w.looked_at, w.read_at, w.read_until, w.quick_at, w.trouble_at, x.changed_at`;
const WITH_WATCH = sql`LEFT JOIN event_watch w ON w.account_id = r.account_id AND w.region = r.region AND w.arn = r.arn
  LEFT JOIN LATERAL (SELECT max(c.at) AS changed_at FROM config_change c WHERE c.at > dlo_now() - interval '1 hour'
    AND c.arn = ANY(ARRAY[r.arn] || ARRAY(SELECT e.to_arn FROM resource_edge e WHERE e.resource_id = r.id))) x ON true`;

/**
 * Living rules of people and buses of their own in a place, and the rules that feed archives: what those match is what a replay
 * would send. The default bus has no metrics under its name.
 */
export function listEventSubjects(db: Sql, place: FigurePlace): Promise<EventSubject[]> {
  return rows(
    db,
    sql`SELECT ${SUBJECT} FROM resource r ${WITH_WATCH} WHERE r.account_id = ${place.accountId} AND r.region = ${place.region} AND r.deleted_at IS NULL
          AND ((r.kind = 'rule' AND (r.config ->> 'managedBy' IS NULL OR r.name LIKE 'Events-Archive-%')) OR (r.kind = 'bus' AND r.name <> 'default')) ORDER BY r.arn`,
  );
}

/** What is known of the figures of one rule or bus, whose resource the asker may see. */
export function findEventWatch(db: Sql, resourceId: string): Promise<EventSubject | undefined> {
  return firstRow(db, sql`SELECT ${SUBJECT} FROM resource r ${WITH_WATCH} WHERE r.id = ${resourceId}`);
}

/** The living rules of a bus that the asker may see, with when they were looked at; those of services are left out. */
export function listRuleLooks(
  db: Sql,
  scope: Scope,
  busArn: string,
): Promise<(EventLook & { readonly arn: string })[]> {
  return rows(
    db,
    sql`SELECT r.arn, w.looked_at, w.read_at, w.read_until, w.quick_at FROM resource r
        LEFT JOIN event_watch w ON w.account_id = r.account_id AND w.region = r.region AND w.arn = r.arn
        WHERE r.kind = 'rule' AND r.deleted_at IS NULL AND r.config ->> 'busArn' = ${busArn} AND r.config ->> 'managedBy' IS NULL
          AND ${inScopeSql(scope, sql`r.account_id`, sql`r.arn`)}`,
  );
}

/** Rules of people that ran lately, and those of which nobody knows yet; not those that are only asked for what was before. */
export async function countRunningRules(db: Sql, scope: Scope): Promise<number> {
  const row = await firstRow<{ count: number }>(
    db,
    sql`SELECT count(*)::int AS count FROM resource r JOIN account a ON a.id = r.account_id AND a.removed_at IS NULL
        LEFT JOIN event_watch w ON w.account_id = r.account_id AND w.region = r.region AND w.arn = r.arn
        WHERE r.kind = 'rule' AND r.deleted_at IS NULL AND r.config ->> 'managedBy' IS NULL AND ${inScopeSql(scope, sql`r.account_id`)}
          AND (w.figures IS NULL OR w.figures && ARRAY['matched', 'invocations'])`,
  );
  return row?.count ?? 0;
}

export interface RuleSettings {
  readonly accountId: string;
  readonly awsAccountId: string;
  readonly targets: readonly RuleTarget[];
}
/** Where a living rule sends to, by its ARN, for the worker: nobody's scope is asked. */
export function findRuleSettings(db: Sql, arn: string): Promise<RuleSettings | undefined> {
  return firstRow(
    db,
    sql`SELECT r.account_id, a.aws_account_id, r.config -> 'targets' AS targets FROM resource r JOIN account a ON a.id = r.account_id
        WHERE r.arn = ${arn} AND r.kind = 'rule' AND r.deleted_at IS NULL`,
  );
}

/** When ListMetrics was asked last in a place; null before the first time. */
export async function findListedAt(db: Sql, place: FigurePlace): Promise<string | null> {
  const row = await firstRow<{ listedAt: string }>(
    db,
    sql`SELECT listed_at FROM event_look WHERE account_id = ${place.accountId} AND region = ${place.region}`,
  );
  return row?.listedAt ?? null;
}

/** Notes which figures CloudWatch has of each of these now; one that is new keeps none of another's times. */
export async function noteListed(
  db: Sql,
  place: FigurePlace,
  listed: readonly { readonly arn: string; readonly figures: readonly FigureName[] }[],
): Promise<void> {
  await execute(
    db,
    sql`INSERT INTO event_watch AS w (account_id, region, arn, figures, looked_at)
        SELECT ${place.accountId}, ${place.region}, g.arn, g.figures, dlo_now() FROM jsonb_to_recordset(${JSON.stringify(listed)}::jsonb) AS g(arn text, figures text[])
        ON CONFLICT (account_id, region, arn) DO UPDATE SET figures = EXCLUDED.figures, looked_at = EXCLUDED.looked_at`,
  );
  await noteAsked(db, place);
}

/** Notes that ListMetrics is refused in a place: what was active before says nothing any more. */
export async function noteListingRefused(db: Sql, place: FigurePlace): Promise<void> {
  await execute(
    db,
    sql`UPDATE event_watch SET figures = NULL WHERE account_id = ${place.accountId} AND region = ${place.region} AND figures IS NOT NULL`,
  );
  await noteAsked(db, place);
}

async function noteAsked(db: Sql, place: FigurePlace): Promise<void> {
  await execute(
    db,
    sql`INSERT INTO event_look (account_id, region, listed_at) VALUES (${place.accountId}, ${place.region}, dlo_now())
        ON CONFLICT (account_id, region) DO UPDATE SET listed_at = EXCLUDED.listed_at`,
  );
}

/** Notes that these were read, all of it or in between what tells of trouble; `troubleAt` never goes back. */
export async function noteFiguresRead(
  db: Sql,
  place: FigurePlace,
  kind: "usual" | "quick",
  read: readonly { readonly arn: string; readonly troubleAt: string | null }[],
  until: Date,
): Promise<void> {
  const isUsual = kind === "usual";
  await execute(
    db,
    sql`INSERT INTO event_watch AS w (account_id, region, arn, read_at, read_until, quick_at, trouble_at)
        SELECT ${place.accountId}, ${place.region}, g.arn, CASE WHEN ${isUsual} THEN dlo_now() END, CASE WHEN ${isUsual} THEN ${until}::timestamptz END,
          CASE WHEN NOT ${isUsual} THEN dlo_now() END, g.trouble_at
        FROM unnest(${read.map(({ arn }) => arn)}::text[], ${read.map(({ troubleAt }) => troubleAt)}::timestamptz[]) AS g(arn, trouble_at)
        ON CONFLICT (account_id, region, arn) DO UPDATE SET read_at = coalesce(EXCLUDED.read_at, w.read_at),
          read_until = coalesce(EXCLUDED.read_until, w.read_until), quick_at = coalesce(EXCLUDED.quick_at, w.quick_at),
          trouble_at = greatest(w.trouble_at, EXCLUDED.trouble_at)`,
  );
}

/** Forgets what was watched of rules and buses that are gone. */
export async function forgetEventWatches(db: Sql, place: FigurePlace): Promise<void> {
  await execute(
    db,
    sql`DELETE FROM event_watch w WHERE w.account_id = ${place.accountId} AND w.region = ${place.region}
          AND NOT EXISTS (SELECT 1 FROM resource r WHERE r.arn = w.arn AND r.deleted_at IS NULL)`,
  );
}
