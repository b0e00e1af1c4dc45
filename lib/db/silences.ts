import type { Scope } from "@/lib/core/access/scope";
import type { Silence } from "@/lib/core/alerts/routing/silence";
import type { SilenceState } from "@/lib/core/alerts/silence-words";
import { alertInScopeSql } from "./alert-scope";
import type { Prisma, Sql, Tx } from "./connect";
import { ONE_NOW } from "./one-now";
import { decodeCursor, type Page, type PageRequest, pageFrom } from "./page";
import { partSeenSql } from "./pipeline-membership";
import { nameSql } from "./pipelines";
import { execute, firstRow, rows, sql } from "./query";
import { classInScopeSql, inScopeSql } from "./scope";

export interface SilenceRow extends Omit<Silence, "from" | "until" | "endedAt"> {
  readonly from: string;
  readonly until: string;
  readonly createdAt: string;
  readonly endedAt: string | null;
  readonly endedBy: string | null;
}
export interface SilenceView extends SilenceRow {
  readonly accountName: string | null;
  readonly pipelineName: string | null;
  readonly classTitle: string | null;
  readonly heldBackCount: number;
}

export async function insertSilence(tx: Tx, silence: Omit<Silence, "endedAt"> & { readonly at: Date }): Promise<void> {
  const { id, kind, about, accountId, reason, from, until, at, createdBy } = silence;
  await execute(
    tx,
    sql`INSERT INTO silence (id, kind, match, account_id, reason, from_at, until_at, created_at, created_by)
        VALUES (${id}, ${kind}, ${JSON.stringify(about)}::jsonb, ${accountId ?? ""}, ${reason}, ${from}, ${until}, ${at}, ${createdBy})`,
  );
}

/** Ends it now. False when it is over already, or not there. */
export async function endSilenceNow(tx: Tx, id: string, at: Date, by: string): Promise<boolean> {
  const ended = await execute(
    tx,
    sql`UPDATE silence SET ended_at = ${at}, ended_by = ${by} WHERE id = ${id} AND ended_at IS NULL AND until_at > ${at}`,
  );
  return ended === 1;
}

const COLUMNS = sql`s.id, s.kind, s.match AS about, nullif(s.account_id, '') AS account_id, s.reason, s.from_at AS "from", s.until_at AS "until",
  s.created_at, s.created_by, s.ended_at, s.ended_by`;

/** Silence `s` is about what lies in the scope. One of the whole installation is only for who sees all of it. */
function silenceInScopeSql(scope: Scope): Prisma.Sql {
  if (scope.kind === "all") return sql`true`;
  return sql`(${inScopeSql(scope, sql`nullif(s.account_id, '')`)} IS TRUE
    OR EXISTS (SELECT 1 FROM failure_class c WHERE c.id = s.match->>'classId' AND ${classInScopeSql(scope, sql`c.account_id`, sql`c.id`)})
    OR (s.account_id = '' AND EXISTS (SELECT 1 FROM pipeline_part p WHERE p.pipeline_id = s.match->>'pipelineId' AND ${partSeenSql(scope)})))`;
}

const STATES: Readonly<Record<SilenceState, Prisma.Sql>> = {
  ended: sql`s.ended_at < s.until_at`,
  over: sql`s.ended_at IS NULL AND s.until_at <= ${ONE_NOW}`,
  planned: sql`s.ended_at IS NULL AND s.from_at > ${ONE_NOW} AND s.until_at > ${ONE_NOW}`,
  active: sql`s.ended_at IS NULL AND s.from_at <= ${ONE_NOW} AND s.until_at > ${ONE_NOW}`,
};

const viewed = (scope: Scope) => sql`${COLUMNS}, b.name AS account_name, c.title AS class_title,
    (SELECT ${nameSql(scope)} FROM pipeline l WHERE l.id = s.match->>'pipelineId' AND (${scope.kind === "all"}
      OR EXISTS (SELECT 1 FROM pipeline_part p WHERE p.pipeline_id = l.id AND ${partSeenSql(scope)}))) AS pipeline_name,
    (SELECT count(*)::int FROM alert a WHERE a.silence_id = s.id AND ${alertInScopeSql(scope)}) AS held_back_count
  FROM silence s LEFT JOIN account b ON b.id = coalesce(s.match->>'accountId', nullif(s.account_id, ''))
  LEFT JOIN failure_class c ON c.id = s.match->>'classId' AND ${classInScopeSql(scope, sql`c.account_id`, sql`c.id`)}`;

export async function listSilences(
  db: Sql,
  scope: Scope,
  filter: PageRequest & { readonly state?: SilenceState | undefined },
): Promise<Page<SilenceView>> {
  const [afterAt, afterId] = decodeCursor(filter.cursor, ["time", "text"]) ?? [null, null];
  const where = sql`${silenceInScopeSql(scope)} AND ${filter.state === undefined ? sql`true` : STATES[filter.state]}`;
  const found = await rows<SilenceView>(
    db,
    sql`SELECT ${viewed(scope)} WHERE ${where} AND (${afterId}::text IS NULL OR (s.created_at, s.id) < (${afterAt}::timestamptz, ${afterId}::text))
        ORDER BY s.created_at DESC, s.id DESC LIMIT ${filter.limit + 1}`,
  );
  const total = await firstRow<{ count: number }>(db, sql`SELECT count(*)::int AS count FROM silence s WHERE ${where}`);
  return pageFrom(found, filter.limit, (row) => [row.createdAt, row.id], total?.count ?? 0);
}

export function getSilence(db: Sql, scope: Scope, id: string): Promise<SilenceView | undefined> {
  return firstRow<SilenceView>(db, sql`SELECT ${viewed(scope)} WHERE s.id = ${id} AND ${silenceInScopeSql(scope)}`);
}

/** The accounts that a silence's own words name, by the twelve digits or by a glob over their names. */
export function listAccountNames(
  db: Sql,
): Promise<{ readonly id: string; readonly awsAccountId: string; readonly accountName: string }[]> {
  return rows(db, sql`SELECT a.id, a.aws_account_id, a.name AS account_name FROM account a WHERE a.removed_at IS NULL`);
}
