import type { Sql } from "./connect";
import { execute, rows, sql } from "./query";

type Tags = Readonly<Record<string, string>>;
export interface ListedQueue {
  readonly name: string;
  readonly url: string;
  /** Null while nobody could read them. */
  readonly tags: Tags | null;
}
export interface ListingRow extends ListedQueue {
  readonly accountId: string;
  readonly accountName: string;
  readonly awsAccountId: string;
  readonly region: string;
  readonly isSelected: boolean;
}
interface Place {
  readonly accountId: string;
  readonly region: string;
}

/** The names of one place as they were listed last. */
export function listPlaceListing(db: Sql, { accountId, region }: Place): Promise<ListedQueue[]> {
  return rows<ListedQueue>(
    db,
    sql`SELECT name, url, tags FROM queue_listing WHERE account_id = ${accountId} AND region = ${region}`,
  );
}

/** Every name of every connected account, with what a selection can be about. */
export function listWholeListing(db: Sql): Promise<ListingRow[]> {
  return rows<ListingRow>(
    db,
    sql`SELECT l.account_id, a.name AS account_name, a.aws_account_id, l.region, l.name, l.url, l.tags, l.is_selected
        FROM queue_listing l JOIN account a ON a.id = l.account_id AND a.removed_at IS NULL AND l.region = ANY(a.regions)`,
  );
}

/** Makes the place's names these, and no others; queues that are known follow what was decided for their name. */
export async function saveListing(
  tx: Sql,
  { accountId, region }: Place,
  listed: readonly (ListedQueue & { readonly isSelected: boolean })[],
): Promise<void> {
  const names = listed.map((queue) => queue.name);
  await execute(
    tx,
    sql`INSERT INTO queue_listing AS l (account_id, region, name, url, tags, is_selected, seen_at)
        SELECT ${accountId}, ${region}, g.name, g.url, g.tags::jsonb, g.is_selected, dlo_now()
        FROM unnest(${names}::text[], ${listed.map((queue) => queue.url)}::text[],
          ${listed.map((queue) => (queue.tags ? JSON.stringify(queue.tags) : null))}::text[], ${listed.map((queue) => queue.isSelected)}::boolean[])
          AS g(name, url, tags, is_selected) ORDER BY g.name
        ON CONFLICT (account_id, region, name) DO UPDATE SET url = EXCLUDED.url, tags = coalesce(EXCLUDED.tags, l.tags),
          is_selected = EXCLUDED.is_selected, seen_at = EXCLUDED.seen_at`,
  );
  await execute(
    tx,
    sql`DELETE FROM queue_listing WHERE account_id = ${accountId} AND region = ${region} AND NOT (name = ANY(${names}::text[]))`,
  );
  await followListing(tx, accountId, region);
}

/** Decides anew for these names, and for the queues that bear them. */
export async function selectListed(
  tx: Sql,
  decisions: readonly { accountId: string; region: string; name: string; isSelected: boolean }[],
): Promise<void> {
  if (decisions.length === 0) return;
  await execute(
    tx,
    sql`UPDATE queue_listing l SET is_selected = g.is_selected
        FROM unnest(${decisions.map((d) => d.accountId)}::text[], ${decisions.map((d) => d.region)}::text[], ${decisions.map((d) => d.name)}::text[],
          ${decisions.map((d) => d.isSelected)}::boolean[]) AS g(account_id, region, name, is_selected)
        WHERE l.account_id = g.account_id AND l.region = g.region AND l.name = g.name`,
  );
  await followListing(tx, null, null);
}

/** One probe for each queue, by the key of the list: a join goes over all pairs while nobody has counted the rows. */
async function followListing(tx: Sql, accountId: string | null, region: string | null): Promise<void> {
  await execute(
    tx,
    sql`UPDATE queue q SET is_selected = NOT q.is_selected
        WHERE (${accountId}::text IS NULL OR (q.account_id = ${accountId} AND q.region = ${region})) AND q.deleted_at IS NULL
          AND q.is_selected <> (SELECT l.is_selected FROM queue_listing l WHERE l.account_id = q.account_id AND l.region = q.region AND l.name = q.name)`,
  );
}

/** Takes over tags of listed names and of the queues that bear them. What is not mentioned keeps its tags. */
export async function saveQueueTags(
  tx: Sql,
  { accountId, region }: Place,
  tagged: readonly { readonly name: string; readonly tags: Tags }[],
): Promise<void> {
  if (tagged.length === 0) return;
  const given = sql`unnest(${tagged.map((queue) => queue.name)}::text[], ${tagged.map((queue) => JSON.stringify(queue.tags))}::text[]) AS g(name, tags)`;
  await execute(
    tx,
    sql`UPDATE queue_listing l SET tags = g.tags::jsonb FROM ${given}
        WHERE l.account_id = ${accountId} AND l.region = ${region} AND l.name = g.name AND l.tags IS DISTINCT FROM g.tags::jsonb`,
  );
  await execute(
    tx,
    sql`UPDATE queue q SET tags = g.tags::jsonb FROM ${given}
        WHERE q.account_id = ${accountId} AND q.region = ${region} AND q.name = g.name AND q.deleted_at IS NULL AND q.tags <> g.tags::jsonb`,
  );
}
