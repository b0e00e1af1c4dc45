import type { Scope } from "@/lib/core/access/scope";
import type { CapsuleDocument } from "@/lib/core/alerts/capsule/capsule";
import type { Prisma, Sql, Tx } from "./connect";
import { jsonText } from "./json-text";
import { decodeCursor, type Page, type PageRequest, pageFrom } from "./page";
import { execute, firstRow, rows, sql } from "./query";
import { inScopeSql } from "./scope";

export interface CapsuleHead {
  readonly id: string;
  readonly subjectKind: CapsuleDocument["subject"]["kind"];
  readonly subjectId: string;
  readonly title: string;
  readonly note: string | null;
  readonly createdAt: string;
  readonly createdBy: string;
}
export interface CapsuleRow extends CapsuleHead {
  readonly markdown: string;
}
const HEAD = sql`k.id, k.subject_kind, k.subject_id, k.title, k.note, k.created_at, k.created_by`;

/** Keeps a hand-over for ever; nothing changes it. Its account is the one that it speaks of, where it is one. */
export async function insertCapsule(
  tx: Tx,
  capsule: {
    readonly id: string;
    readonly note: string | null;
    readonly document: CapsuleDocument;
    readonly markdown: string;
    readonly at: Date;
    readonly by: string;
  },
): Promise<void> {
  const { id, note, document, markdown, at, by } = capsule;
  const [first = "", ...others] = document.accountIds;
  await execute(
    tx,
    sql`INSERT INTO capsule (id, account_id, subject_kind, subject_id, title, note, document, markdown, created_at, created_by)
        VALUES (${id}, ${others.length === 0 ? first : ""}, ${document.subject.kind}, ${document.subject.id}, ${document.title}, ${note},
          ${jsonText(document)}::jsonb, ${markdown}, ${at}, ${by})`,
  );
}

/**
 * Capsule `k` speaks of nothing outside of the scope: of no account but whole ones in it or, for who sees single resources, of no
 * thing but these. One about the whole installation is only for who sees all of it.
 */
function capsuleInScopeSql(scope: Scope): Prisma.Sql {
  if (scope.kind === "all") return sql`true`;
  const arns = Object.keys(scope.arns ?? {});
  return sql`jsonb_array_length(k.document->'places') > 0 AND NOT EXISTS (
    SELECT 1 FROM jsonb_to_recordset(k.document->'places') AS p("accountId" text, arns text[])
    WHERE NOT (${inScopeSql(scope, sql`p."accountId"`)} OR coalesce(p.arns && ${arns}::text[], false)))`;
}

export function getCapsule(db: Sql, scope: Scope, id: string): Promise<CapsuleRow | undefined> {
  return firstRow<CapsuleRow>(
    db,
    sql`SELECT ${HEAD}, k.markdown FROM capsule k WHERE k.id = ${id} AND ${capsuleInScopeSql(scope)}`,
  );
}

export async function listCapsules(
  db: Sql,
  scope: Scope,
  filter: PageRequest & { readonly subjectId?: string | undefined },
): Promise<Page<CapsuleHead>> {
  const [afterAt, afterId] = decodeCursor(filter.cursor, ["time", "text"]) ?? [null, null];
  const where = sql`${capsuleInScopeSql(scope)} AND (${filter.subjectId ?? null}::text IS NULL OR k.subject_id = ${filter.subjectId ?? null})`;
  const found = await rows<CapsuleHead>(
    db,
    sql`SELECT ${HEAD} FROM capsule k WHERE ${where} AND (${afterId}::text IS NULL OR (k.created_at, k.id) < (${afterAt}::timestamptz, ${afterId}::text))
        ORDER BY k.created_at DESC, k.id DESC LIMIT ${filter.limit + 1}`,
  );
  const total = await firstRow<{ count: number }>(db, sql`SELECT count(*)::int AS count FROM capsule k WHERE ${where}`);
  return pageFrom(found, filter.limit, (row) => [row.createdAt, row.id], total?.count ?? 0);
}
