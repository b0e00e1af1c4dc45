import type { Edge } from "@/lib/core/inventory/edges";
import type { ResourceKind } from "@/lib/core/inventory/resource";
import type { Sql } from "./connect";
import { execute, rows, sql } from "./query";

export interface ResourcePlace {
  readonly accountId: string;
  readonly region: string;
}
export interface KnownResource {
  readonly id: string;
  readonly arn: string;
  readonly kind: Exclude<ResourceKind, "queue">;
  readonly name: string;
  readonly listHash: string;
  readonly seenAt: string;
  readonly readAt: string;
  /** It has an open finding. */
  readonly isWatched: boolean;
}
/** Living resources of these kinds in a place, without their settings. */
export function listKnownResources(
  db: Sql,
  place: ResourcePlace,
  kinds: readonly ResourceKind[],
): Promise<KnownResource[]> {
  return rows<KnownResource>(
    db,
    sql`SELECT id, arn, kind, name, list_hash, seen_at, read_at,
          EXISTS (SELECT 1 FROM coverage_finding f WHERE f.arn = resource.arn AND f.resolved_at IS NULL AND f.severity IN ('critical', 'high')) AS is_watched FROM resource
        WHERE account_id = ${place.accountId} AND region = ${place.region} AND kind = ANY(${[...kinds]}::text[]) AND deleted_at IS NULL`,
  );
}

/** Settings as they were read last, held until the transaction ends: of two that read a thing at once one sees it change. */
export function readConfigs(db: Sql, ids: readonly string[]): Promise<{ id: string; config: unknown }[]> {
  return rows(db, sql`SELECT id, config FROM resource WHERE id = ANY(${[...ids]}::text[]) ORDER BY id FOR UPDATE`);
}

export interface ReadResource {
  readonly id: string;
  readonly arn: string;
  readonly kind: ResourceKind;
  readonly name: string;
  readonly config: unknown;
  readonly observed: unknown;
  readonly listHash: string;
}

/**
 * Keeps what was read. A known ARN keeps its id; the ids that stand are returned by ARN. Two workers that read the same
 * thing at once agree on one row.
 */
export async function upsertResources(
  db: Sql,
  place: ResourcePlace,
  read: readonly ReadResource[],
  at: Date,
): Promise<Map<string, string>> {
  const column = <K extends "id" | "arn" | "kind" | "name" | "listHash">(key: K) => read.map((one) => one[key]);
  const kept = await rows<{ id: string; arn: string }>(
    db,
    sql`INSERT INTO resource AS r (id, account_id, region, arn, kind, name, config, observed, list_hash, first_seen_at, seen_at, read_at, changed_at)
        SELECT g.id, ${place.accountId}, ${place.region}, g.arn, g.kind, g.name, g.config::jsonb, g.observed::jsonb, g.list_hash, ${at}, ${at}, ${at}, ${at}
        FROM unnest(${column("id")}::text[], ${column("arn")}::text[], ${column("kind")}::text[], ${column("name")}::text[],
          ${read.map((one) => JSON.stringify(one.config))}::text[], ${read.map((one) => JSON.stringify(one.observed))}::text[],
          ${column("listHash")}::text[]) AS g(id, arn, kind, name, config, observed, list_hash)
        ORDER BY g.arn
        ON CONFLICT (arn) WHERE deleted_at IS NULL DO UPDATE SET account_id = EXCLUDED.account_id, region = EXCLUDED.region, name = EXCLUDED.name,
          observed = EXCLUDED.observed, list_hash = EXCLUDED.list_hash, seen_at = EXCLUDED.seen_at, read_at = EXCLUDED.read_at,
          changed_at = CASE WHEN r.config = EXCLUDED.config THEN r.changed_at ELSE EXCLUDED.changed_at END, config = EXCLUDED.config
        RETURNING r.id, r.arn`,
  );
  return new Map(kept.map((row) => [row.arn, row.id]));
}

/** Makes the edges that these resources' own configurations say exactly these. */
export async function replaceEdges(
  tx: Sql,
  accountId: string,
  resourceIds: readonly string[],
  edges: readonly (Edge & { readonly resourceId: string })[],
): Promise<void> {
  await execute(tx, sql`DELETE FROM resource_edge WHERE resource_id = ANY(${[...resourceIds]}::text[])`);
  if (edges.length === 0) return;
  await execute(
    tx,
    sql`INSERT INTO resource_edge (from_arn, to_arn, kind, part, resource_id, account_id)
        SELECT g.*, ${accountId} FROM unnest(${edges.map((e) => e.from)}::text[], ${edges.map((e) => e.to)}::text[], ${edges.map((e) => e.kind)}::text[],
          ${edges.map((e) => e.part ?? "")}::text[], ${edges.map((e) => e.resourceId)}::text[]) AS g ON CONFLICT DO NOTHING`,
  );
}

/** They were listed, though not read again. */
export async function markSeen(db: Sql, ids: readonly string[], at: Date): Promise<void> {
  if (ids.length === 0) return;
  await execute(db, sql`UPDATE resource SET seen_at = ${at} WHERE id = ANY(${[...ids]}::text[])`);
}

/** What moves by itself (an alarm's state, when a function was last updated), as the list has just told it. */
export async function saveObserved(
  db: Sql,
  seen: readonly { readonly id: string; readonly observed: unknown }[],
): Promise<void> {
  if (seen.length === 0) return;
  await execute(
    db,
    sql`UPDATE resource r SET observed = r.observed || g.observed::jsonb
        FROM unnest(${seen.map(({ id }) => id)}::text[], ${seen.map(({ observed }) => JSON.stringify(observed))}::text[]) AS g(id, observed)
        WHERE r.id = g.id AND NOT r.observed @> g.observed::jsonb`,
  );
}

/** They are no longer listed: they stay as history, lead nowhere, and what their transforms said is erased. */
export async function markResourcesDeleted(tx: Sql, ids: readonly string[], at: Date): Promise<void> {
  if (ids.length === 0) return;
  await execute(
    tx,
    sql`UPDATE resource SET deleted_at = ${at} WHERE id = ANY(${[...ids]}::text[]) AND deleted_at IS NULL`,
  );
  await execute(tx, sql`DELETE FROM resource_edge WHERE resource_id = ANY(${[...ids]}::text[])`);
  await execute(tx, sql`DELETE FROM rule_transform WHERE resource_id = ANY(${[...ids]}::text[])`);
}

/** Takes over the tags of these ARNs; those not mentioned keep theirs. */
export async function saveResourceTags(
  db: Sql,
  place: ResourcePlace,
  tagged: readonly (readonly [arn: string, tags: Readonly<Record<string, string>>])[],
): Promise<void> {
  if (tagged.length === 0) return;
  await execute(
    db,
    sql`UPDATE resource r SET tags = g.tags::jsonb
        FROM unnest(${tagged.map(([arn]) => arn)}::text[], ${tagged.map(([, tags]) => JSON.stringify(tags))}::text[]) AS g(arn, tags)
        WHERE r.arn = g.arn AND r.account_id = ${place.accountId} AND r.deleted_at IS NULL AND r.tags <> g.tags::jsonb`,
  );
}

/** Forgets what list calls said in an account, so that the next round reads everything again. */
export async function forgetListHashes(db: Sql, accountId: string): Promise<void> {
  await execute(
    db,
    sql`UPDATE resource SET list_hash = '' WHERE account_id = ${accountId} AND deleted_at IS NULL AND list_hash <> ''`,
  );
}

/** What belongs to accounts or Regions that are no longer connected is history: nothing of it counts or leads anywhere. */
export async function forgetDisconnected(tx: Sql): Promise<void> {
  const isGone = sql`EXISTS (SELECT 1 FROM account a WHERE a.id = t.account_id AND (a.removed_at IS NOT NULL OR NOT t.region = ANY(a.regions)))`;
  await execute(tx, sql`UPDATE resource t SET deleted_at = dlo_now() WHERE t.deleted_at IS NULL AND ${isGone}`);
  await execute(tx, sql`UPDATE queue t SET deleted_at = dlo_now() WHERE t.deleted_at IS NULL AND ${isGone}`);
  await execute(
    tx,
    sql`DELETE FROM resource_edge e USING resource t WHERE t.id = e.resource_id AND t.deleted_at IS NOT NULL`,
  );
  await execute(
    tx,
    sql`DELETE FROM rule_transform e USING resource t WHERE t.id = e.resource_id AND t.deleted_at IS NOT NULL`,
  );
  await execute(tx, sql`DELETE FROM queue_listing t WHERE ${isGone}`);
  await execute(tx, sql`DELETE FROM activity t WHERE ${isGone}`);
  await execute(tx, sql`DELETE FROM use_watch t WHERE ${isGone}`);
  await execute(
    tx,
    sql`UPDATE capability_state t SET state = 'unknown', ok_at = NULL WHERE (t.state <> 'unknown' OR t.ok_at IS NOT NULL) AND ${isGone}`,
  );
}
