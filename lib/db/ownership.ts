import type { Scope } from "@/lib/core/access/scope";
import type { OwnerRule, Ownership, ResolvedOwnership } from "@/lib/core/ownership/ownership";
import type { Prisma, Sql } from "./connect";
import { OPEN_FINDINGS } from "./coverage";
import { execute, firstRow, joinSql, rows, sql } from "./query";
import { inScopeSql } from "./scope";
import { getSetting } from "./settings";

const OWNER_RULES = "owner-rules";
const BATCH = 1000;

/** The lines of the configuration file about owners; none when no file was applied. */
export async function listOwnerRules(db: Sql): Promise<readonly OwnerRule[]> {
  return (await getSetting<OwnerRule[]>(db, OWNER_RULES)) ?? [];
}

/** What people said by hand, by ARN; of one ARN only when it is given. */
export async function listByHand(db: Sql, arn: string | null = null): Promise<Map<string, Ownership>> {
  const found = await rows<Ownership & { arn: string }>(
    db,
    sql`SELECT arn, owner, team, tier, runbook FROM owner_by_hand WHERE ${arn}::text IS NULL OR arn = ${arn}`,
  );
  return new Map(found.map(({ arn: at, ...said }) => [at, said]));
}

export interface OwnedResource {
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
}
const LIVING = sql`SELECT arn, account_id, region, FALSE AS is_dead_letter_queue FROM resource WHERE deleted_at IS NULL
  UNION ALL SELECT arn, account_id, region, is_dead_letter_queue FROM queue WHERE deleted_at IS NULL AND is_selected`;

/** The living resource of this ARN, a queue or anything else in the inventory. */
export function findOwnable(db: Sql, arn: string): Promise<OwnedResource | undefined> {
  return firstRow<OwnedResource>(
    db,
    sql`SELECT l.arn, l.account_id, l.region FROM (${LIVING}) l JOIN account a ON a.id = l.account_id AND a.removed_at IS NULL AND l.region = ANY(a.regions) WHERE l.arn = ${arn} LIMIT 1`,
  );
}

export interface HandRecord extends Ownership {
  readonly arn: string;
  readonly accountId: string;
  readonly setBy: string;
  readonly setAt: Date;
}
/** Says by hand who answers for an ARN. It stays when the resource is deleted and made again under the same name. */
export async function putByHand(db: Sql, r: HandRecord): Promise<void> {
  await execute(
    db,
    sql`INSERT INTO owner_by_hand (arn, account_id, owner, team, tier, runbook, set_by, set_at)
        VALUES (${r.arn}, ${r.accountId}, ${r.owner}, ${r.team}, ${r.tier}, ${r.runbook}, ${r.setBy}, ${r.setAt})
        ON CONFLICT (arn) DO UPDATE SET account_id = EXCLUDED.account_id, owner = EXCLUDED.owner, team = EXCLUDED.team, tier = EXCLUDED.tier,
          runbook = EXCLUDED.runbook, set_by = EXCLUDED.set_by, set_at = EXCLUDED.set_at`,
  );
}
export async function removeByHand(db: Sql, arn: string): Promise<void> {
  await execute(db, sql`DELETE FROM owner_by_hand WHERE arn = ${arn}`);
}

export type OwnershipRow = ResolvedOwnership & { readonly arn: string; readonly accountId: string };
const ROW_COLUMNS = sql`arn, account_id, owner, team, tier, runbook, source, via_arn`;

/** Everything that somebody answers for, as it was resolved last. */
export function listOwnership(db: Sql): Promise<OwnershipRow[]> {
  return rows<OwnershipRow>(db, sql`SELECT ${ROW_COLUMNS} FROM ownership`);
}

/** Writes what is new or different, in batches. */
export async function saveOwnership(db: Sql, changed: readonly OwnershipRow[]): Promise<void> {
  for (let start = 0; start < changed.length; start += BATCH)
    await execute(
      db,
      sql`INSERT INTO ownership (${ROW_COLUMNS}, updated_at)
          SELECT c.*, dlo_now() FROM unnest(${column(changed, start, "arn")}, ${column(changed, start, "accountId")}, ${column(changed, start, "owner")},
            ${column(changed, start, "team")}, ${column(changed, start, "tier")}, ${column(changed, start, "runbook")}, ${column(changed, start, "source")},
            ${column(changed, start, "viaArn")}) c
          ON CONFLICT (arn) DO UPDATE SET account_id = EXCLUDED.account_id, owner = EXCLUDED.owner, team = EXCLUDED.team, tier = EXCLUDED.tier,
            runbook = EXCLUDED.runbook, source = EXCLUDED.source, via_arn = EXCLUDED.via_arn, updated_at = EXCLUDED.updated_at`,
    );
}

function column(all: readonly OwnershipRow[], start: number, key: keyof OwnershipRow): Prisma.Sql {
  return sql`${all.slice(start, start + BATCH).map((row) => row[key])}::text[]`;
}

export async function removeOwnership(db: Sql, arns: readonly string[]): Promise<void> {
  if (arns.length > 0) await execute(db, sql`DELETE FROM ownership WHERE arn = ANY(${[...arns]}::text[])`);
}

export interface OwnerRow {
  readonly owner: string | null;
  readonly team: string | null;
  readonly resourceCount: number;
  readonly deadLetterQueueCount: number;
  readonly findingCount: number;
}
export interface OwnerPlace {
  readonly accountId?: string | undefined;
  readonly region?: string | undefined;
}

/** Owners with what they answer for, those with open findings first; what nobody answers for stands under null. */
export function listOwners(db: Sql, scope: Scope, place: OwnerPlace): Promise<OwnerRow[]> {
  const here = joinSql(
    [
      inScopeSql(scope, sql`x.account_id`),
      sql`(${place.accountId ?? null}::text IS NULL OR x.account_id = ${place.accountId ?? null})`,
      sql`(${place.region ?? null}::text IS NULL OR x.region = ${place.region ?? null})`,
    ],
    " AND ",
  );
  return rows<OwnerRow>(
    db,
    sql`WITH owned AS (
          SELECT w.owner, w.team, x.is_dead_letter_queue FROM (${LIVING}) x JOIN account a ON a.id = x.account_id AND a.removed_at IS NULL AND x.region = ANY(a.regions)
          LEFT JOIN ownership w ON w.arn = x.arn WHERE ${here}),
        holes AS (SELECT x.owner, count(*)::int AS count FROM (${OPEN_FINDINGS}) x WHERE x.suppression_id IS NULL AND ${here} GROUP BY 1),
        owners AS (SELECT owner, CASE WHEN count(DISTINCT team) = 1 THEN min(team) END AS team, count(*)::int AS resources,
                     count(*) FILTER (WHERE is_dead_letter_queue)::int AS dead_letter_queues FROM owned GROUP BY 1)
        SELECT coalesce(o.owner, h.owner) AS owner, o.team, coalesce(o.resources, 0) AS resource_count,
          coalesce(o.dead_letter_queues, 0) AS dead_letter_queue_count, coalesce(h.count, 0) AS finding_count
        FROM owners o FULL JOIN holes h ON coalesce(h.owner, '') = coalesce(o.owner, '') ORDER BY finding_count DESC, 1 NULLS FIRST LIMIT 2000`,
  );
}
