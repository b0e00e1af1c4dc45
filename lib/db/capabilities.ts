import type { Scope } from "@/lib/core/access/scope";
import type { FeatureId, FeatureState } from "@/lib/core/capabilities/features";
import type { Sql } from "./connect";
import { execute, firstRow, rows, sql } from "./query";
import { inScopeSql } from "./scope";

export interface FeaturePlace {
  readonly accountId: string;
  readonly region: string;
}
/** How the last real use of a feature ended. */
export interface FeatureOutcome {
  readonly feature: FeatureId;
  readonly state: FeatureState;
  /** Everything there was has been read: only then does what is absent not exist. */
  readonly isComplete: boolean;
  readonly missingAction?: string | null;
  readonly reason?: string | null;
  readonly fix?: string | null;
  readonly resourceCount?: number | null;
  readonly tookMs?: number | null;
}

/** Written again only when something differs, or after half a minute: depth is read every few seconds. */
const SAME_FOR = sql`interval '30 seconds'`;
/** How long a proven use of a role speaks for it. */
const PROVEN_FOR = sql`interval '7 days'`;

/** Notes an outcome. What a use has proven lately is not made unproven again by a mere sign-in. */
export async function noteFeature(db: Sql, place: FeaturePlace, outcome: FeatureOutcome): Promise<void> {
  const { feature, state, isComplete, missingAction, reason, fix, resourceCount, tookMs } = outcome;
  await execute(
    db,
    // One reading of the clock: a complete outcome bears the same time twice, and is known by that.
    sql`WITH clock AS MATERIALIZED (SELECT dlo_now() AS at)
        INSERT INTO capability_state AS c (account_id, region, feature, state, missing_action, reason, fix, resource_count, took_ms, checked_at, ok_at)
        SELECT ${place.accountId}, ${place.region}, ${feature}, ${state}, ${missingAction ?? null}::text, ${reason ?? null}::text, ${fix ?? null}::text,
               ${resourceCount ?? null}::int, ${tookMs ?? null}::int, clock.at, CASE WHEN ${isComplete}::boolean THEN clock.at END FROM clock
        ON CONFLICT (account_id, region, feature) DO UPDATE SET
          state = CASE WHEN EXCLUDED.state = 'unproven' AND c.state = 'ok' AND c.ok_at > dlo_now() - ${PROVEN_FOR} THEN c.state ELSE EXCLUDED.state END,
          missing_action = EXCLUDED.missing_action, reason = EXCLUDED.reason, fix = EXCLUDED.fix,
          resource_count = coalesce(EXCLUDED.resource_count, c.resource_count), took_ms = coalesce(EXCLUDED.took_ms, c.took_ms),
          checked_at = EXCLUDED.checked_at, ok_at = coalesce(EXCLUDED.ok_at, c.ok_at)
        WHERE (c.state, c.reason, c.fix, c.missing_action) IS DISTINCT FROM (EXCLUDED.state, EXCLUDED.reason, EXCLUDED.fix, EXCLUDED.missing_action)
          OR c.checked_at < dlo_now() - ${SAME_FOR} OR EXCLUDED.resource_count IS NOT NULL OR (c.ok_at IS NULL AND EXCLUDED.ok_at IS NOT NULL)`,
  );
}

export interface FeatureRow extends FeaturePlace {
  readonly feature: FeatureId;
  readonly state: FeatureState;
  readonly missingAction: string | null;
  readonly reason: string | null;
  readonly fix: string | null;
  readonly checkedAt: string;
  readonly okAt: string | null;
}
const COLUMNS = sql`c.account_id, c.region, c.feature, c.state, c.missing_action, c.reason, c.fix, c.checked_at, c.ok_at`;

export function findFeature(db: Sql, place: FeaturePlace, feature: FeatureId): Promise<FeatureRow | undefined> {
  return firstRow<FeatureRow>(
    db,
    sql`SELECT ${COLUMNS} FROM capability_state c WHERE c.account_id = ${place.accountId} AND c.region = ${place.region} AND c.feature = ${feature}`,
  );
}

/** What is known of the connected accounts' features. A feature that was never used has no row. */
export function listFeatures(db: Sql, scope: Scope, accountId?: string): Promise<FeatureRow[]> {
  return rows<FeatureRow>(
    db,
    sql`SELECT ${COLUMNS} FROM capability_state c JOIN account a ON a.id = c.account_id AND a.removed_at IS NULL AND c.region = ANY(a.regions)
        WHERE ${inScopeSql(scope, sql`c.account_id`)} AND (${accountId ?? null}::text IS NULL OR c.account_id = ${accountId ?? null})`,
  );
}

export interface MatrixPlace extends FeaturePlace {
  readonly accountName: string;
  readonly polling: "on" | "listing";
}
/** Every connected account × Region by name. */
export function listPlaces(db: Sql, scope: Scope, accountId?: string): Promise<MatrixPlace[]> {
  return rows<MatrixPlace>(
    db,
    sql`SELECT a.id AS account_id, a.name AS account_name, r.region, a.polling FROM account a CROSS JOIN LATERAL unnest(a.regions) AS r(region)
        WHERE a.removed_at IS NULL AND ${inScopeSql(scope, sql`a.id`)} AND (${accountId ?? null}::text IS NULL OR a.id = ${accountId ?? null})
        ORDER BY a.name, a.id, r.region`,
  );
}

export interface Proof {
  readonly scannedAt: string | null;
  readonly sentAt: string | null;
  /** Customers' keys that encrypt dead-letter queues of the place. */
  readonly keys: string[];
  readonly hasManagedKey: boolean;
}
/** What real use has shown of the roles *inspect* and *operate*, and which keys stand before the dead letters. */
export async function readProof(db: Sql, { accountId, region }: FeaturePlace): Promise<Proof> {
  const row = await firstRow<Proof>(
    db,
    sql`SELECT (SELECT max(s.ended_at) FROM scan s JOIN queue q ON q.id = s.queue_id
                WHERE q.account_id = ${accountId} AND q.region = ${region} AND s.received_count > 0 AND s.ended_at > dlo_now() - ${PROVEN_FOR}) AS scanned_at,
          (SELECT max(r.ended_at) FROM run r WHERE r.account_id = ${accountId} AND r.region = ${region} AND r.queue_id IS NOT NULL AND r.state = 'done' AND r.ended_at > dlo_now() - ${PROVEN_FOR}) AS sent_at,
          coalesce(array_agg(DISTINCT k.id) FILTER (WHERE k.id <> '' AND k.id <> 'alias/aws/sqs'), '{}') AS keys,
          coalesce(bool_or(k.id = 'alias/aws/sqs'), false) AS has_managed_key
        FROM (SELECT q.settings ->> 'KmsMasterKeyId' AS id FROM queue q
              WHERE q.account_id = ${accountId} AND q.region = ${region} AND q.deleted_at IS NULL AND q.is_selected AND q.is_dead_letter_queue) k`,
  );
  return row ?? { scannedAt: null, sentAt: null, keys: [], hasManagedKey: false };
}
