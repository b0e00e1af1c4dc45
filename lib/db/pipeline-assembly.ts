import type { AssembledPipeline, PipelinePart } from "@/lib/core/pipelines/pipeline";
import type { Sql, Tx } from "./connect";
import { execute, firstRow, rows, sql } from "./query";

const BATCH = 1000;
/** Another one has everything assembled again after the way it is done has changed. */
const VERSION = "1";

/** Workers assemble in turns, each until its transaction ends. */
export async function takeTurnAtAssembling(tx: Tx): Promise<void> {
  await execute(tx, sql`SELECT pg_advisory_xact_lock(hashtext('assemble-pipelines'))`);
}

/** A text that changes when something changes that pipelines are assembled from: resources, accounts and the rules of people. */
export async function readAssemblyBasis(db: Sql): Promise<string> {
  const row = await firstRow<{ basis: string }>(
    db,
    sql`SELECT md5(concat_ws('|',
      (SELECT concat_ws(' ', count(*), count(deleted_at), max(changed_at), sum(hashtextextended(arn || tags::text, 0))) FROM resource),
      (SELECT sum(hashtextextended(concat_ws(' ', arn, tags, dead_letter_target_arn, is_selected, deleted_at), 0)) FROM queue),
      (SELECT sum(hashtextextended(concat_ws(' ', id, aws_account_id, name, regions, removed_at), 0)) FROM account),
      (SELECT sum(hashtextextended(concat_ws(' ', id, pipeline_id, kind, match), 0)) FROM pipeline_rule), ${VERSION}::text)) AS basis`,
  );
  return row?.basis ?? "";
}

export async function findLastBasis(db: Sql): Promise<string | undefined> {
  return (await firstRow<{ basis: string }>(db, sql`SELECT basis FROM pipeline_assembly`))?.basis;
}

/** Notes that what is stored follows from this, also where nothing had to be written. */
export async function noteAssembled(tx: Tx, basis: string): Promise<void> {
  await execute(
    tx,
    sql`INSERT INTO pipeline_assembly (id, assembled_at, basis) VALUES (1, dlo_now(), ${basis})
        ON CONFLICT (id) DO UPDATE SET assembled_at = EXCLUDED.assembled_at, basis = EXCLUDED.basis`,
  );
}

/** A pipeline as it stands in the tables. */
export interface StoredPipeline {
  readonly id: string;
  readonly anchorArn: string;
  readonly assembledName: string;
  readonly patterns: readonly string[];
  readonly goneAt: string | null;
  readonly mergedInto: string | null;
  readonly partCount: number;
}
export type StoredPart = Omit<PipelinePart, "accountId"> & { readonly pipelineId: string; readonly accountId: string };

/** Every pipeline that ever was, the gone among them. */
export function listStored(db: Sql): Promise<StoredPipeline[]> {
  return rows<StoredPipeline>(
    db,
    sql`SELECT id, anchor_arn, assembled_name, patterns, gone_at, merged_into, part_count FROM pipeline ORDER BY id`,
  );
}
export function listStoredParts(db: Sql): Promise<StoredPart[]> {
  return rows<StoredPart>(
    db,
    sql`SELECT pipeline_id, arn, account_id, region, kind, name, role, depth FROM pipeline_part`,
  );
}

export type FoundPipeline = Pick<AssembledPipeline, "anchorArn" | "name" | "patterns"> & {
  readonly id: string;
  readonly partCount: number;
};
/** Writes what was assembled anew or otherwise than before. What was gone is there again; what people said of it stays. */
export async function saveFound(tx: Tx, found: readonly FoundPipeline[]): Promise<void> {
  for (let start = 0; start < found.length; start += BATCH)
    await execute(
      tx,
      sql`INSERT INTO pipeline AS l (id, anchor_arn, assembled_name, patterns, part_count, created_at, assembled_at)
          SELECT x.id, x."anchorArn", x.name, x.patterns, x."partCount", dlo_now(), dlo_now()
          FROM jsonb_to_recordset(${JSON.stringify(found.slice(start, start + BATCH))}::jsonb) AS x(id text, "anchorArn" text, name text, patterns text[], "partCount" int)
          ON CONFLICT (id) DO UPDATE SET anchor_arn = EXCLUDED.anchor_arn, assembled_name = EXCLUDED.assembled_name, patterns = EXCLUDED.patterns,
            part_count = EXCLUDED.part_count, assembled_at = EXCLUDED.assembled_at, gone_at = NULL, merged_into = NULL`,
    );
}

/** Waits until nobody else changes these, in the order in which people take them: whoever merges two holds both. */
export async function holdPipelines(tx: Tx, pipelines: readonly { readonly id: string }[]): Promise<void> {
  await execute(
    tx,
    sql`SELECT 1 FROM pipeline WHERE id = ANY(${pipelines.map(({ id }) => id)}::text[]) ORDER BY id FOR UPDATE`,
  );
}

/** Keeps what has no successor as gone, and notes which pipeline has taken it in. */
export async function saveGone(tx: Tx, gone: readonly { id: string; intoId: string | null }[]): Promise<void> {
  await execute(
    tx,
    sql`UPDATE pipeline l SET gone_at = coalesce(l.gone_at, dlo_now()), merged_into = x.into_id, part_count = 0
        FROM unnest(${gone.map(({ id }) => id)}::text[], ${gone.map(({ intoId }) => intoId)}::text[]) AS x(id, into_id) WHERE l.id = x.id`,
  );
}

export async function saveParts(tx: Tx, parts: readonly StoredPart[]): Promise<void> {
  for (let start = 0; start < parts.length; start += BATCH)
    await execute(
      tx,
      sql`INSERT INTO pipeline_part (pipeline_id, arn, account_id, region, kind, name, role, depth)
          SELECT x."pipelineId", x.arn, x."accountId", x.region, x.kind, x.name, x.role, x.depth
          FROM jsonb_to_recordset(${JSON.stringify(parts.slice(start, start + BATCH))}::jsonb)
            AS x("pipelineId" text, arn text, "accountId" text, region text, kind text, name text, role text, depth int)
          ON CONFLICT (pipeline_id, arn) DO UPDATE SET account_id = EXCLUDED.account_id, region = EXCLUDED.region, kind = EXCLUDED.kind,
            name = EXCLUDED.name, role = EXCLUDED.role, depth = EXCLUDED.depth`,
    );
}

/** Remembers what pipelines that vanish consisted of; before their parts are taken out. */
export async function keepLastParts(tx: Tx, gone: readonly { id: string }[]): Promise<void> {
  if (gone.length === 0) return;
  const ids = gone.map(({ id }) => id);
  await execute(
    tx,
    sql`INSERT INTO pipeline_last_part AS g (pipeline_id, arn, account_id, role, gone_at)
        SELECT pipeline_id, arn, account_id, role, dlo_now() FROM pipeline_part WHERE pipeline_id = ANY(${ids}::text[])
        ON CONFLICT (pipeline_id, arn) DO UPDATE SET account_id = EXCLUDED.account_id, role = EXCLUDED.role, gone_at = EXCLUDED.gone_at`,
  );
}

/** Takes parts out. What spoke for the health of a pipeline because of them is nobody's from then on; who judges removes it. */
export async function removeParts(tx: Tx, parts: readonly Pick<StoredPart, "pipelineId" | "arn">[]): Promise<void> {
  if (parts.length === 0) return;
  const these = sql`(SELECT * FROM unnest(${parts.map(({ pipelineId }) => pipelineId)}::text[], ${parts.map(({ arn }) => arn)}::text[]))`;
  await execute(tx, sql`DELETE FROM pipeline_part WHERE (pipeline_id, arn) IN ${these}`);
}

/** Forgets pipelines that were gone so many days ago, of which nobody ever said anything: their ids are found by nothing any more. And what any of them consisted of. */
export async function forgetGone(db: Sql, days: number): Promise<void> {
  await execute(
    db,
    sql`DELETE FROM pipeline l WHERE l.gone_at < dlo_now() - make_interval(days => ${days}::int)
          AND num_nonnulls(l.name, l.owner, l.team, l.tier, l.runbook, l.objective) = 0 AND NOT EXISTS (SELECT 1 FROM pipeline_rule r WHERE r.pipeline_id = l.id)`,
  );
  await execute(
    db,
    sql`DELETE FROM pipeline_last_part WHERE gone_at < dlo_now() - make_interval(days => ${days}::int)`,
  );
}
