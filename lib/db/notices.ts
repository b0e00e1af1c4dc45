import type { Scope } from "@/lib/core/access/scope";
import type { NoticeKind } from "@/lib/core/runs/notice";
import type { Sql, Tx } from "./connect";
import { decodeCursor, type Page, type PageRequest, pageFrom } from "./page";
import { execute, firstRow, rows, sql } from "./query";
import { planInScopeSql } from "./scope";

export interface NoticeRow {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly text: string;
  readonly runId: string;
  readonly runNumber: number;
  readonly accountId: string;
  readonly at: string;
  readonly readAt: string | null;
}

/** Tells whoever asked for the run, the person behind a token. Nobody when a policy asked. Returns whether somebody is told. */
export async function insertNotice(
  tx: Tx,
  notice: { readonly id: string; readonly runId: string; readonly kind: NoticeKind; readonly text: string },
): Promise<boolean> {
  const added = await execute(
    tx,
    sql`INSERT INTO notice (id, account_id, run_id, person_id, kind, text, at)
        SELECT ${notice.id}, r.account_id, r.id, u.id, ${notice.kind}, ${notice.text}, dlo_now()
        FROM run r LEFT JOIN api_token t ON t.id = r.requested_by JOIN app_user u ON u.id = coalesce(t.user_id, r.requested_by) WHERE r.id = ${notice.runId}`,
  );
  return added === 1;
}

/** The notice of this kind about the run that was not read yet says something newer. False when there is none. */
export async function renewNotice(tx: Tx, runId: string, kind: NoticeKind, text: string): Promise<boolean> {
  return (
    (await execute(
      tx,
      sql`UPDATE notice SET text = ${text}, at = dlo_now() WHERE run_id = ${runId} AND kind = ${kind} AND read_at IS NULL`,
    )) > 0
  );
}

const FROM = sql`FROM notice n JOIN run r ON r.id = n.run_id`;
const own = (scope: Scope, personId: string) =>
  sql`n.person_id = ${personId} AND ${planInScopeSql(scope, sql`n.account_id`, { id: sql`r.plan_id`, queueId: sql`r.queue_id` })}`;

/** A person's own, of runs that they may still see. */
export async function listNotices(
  db: Sql,
  scope: Scope,
  personId: string,
  filter: PageRequest & { readonly unread?: boolean | undefined },
): Promise<Page<NoticeRow>> {
  const [afterAt, afterId] = decodeCursor(filter.cursor, ["time", "text"]) ?? [null, null];
  const where = sql`${own(scope, personId)} AND (${filter.unread ?? null}::boolean IS NULL OR (n.read_at IS NULL) = ${filter.unread ?? null}::boolean)`;
  const found = await rows<NoticeRow>(
    db,
    sql`SELECT n.id, n.kind, n.text, n.run_id, r.number AS run_number, n.account_id, n.at, n.read_at ${FROM}
        WHERE ${where} AND (${afterAt}::timestamptz IS NULL OR (n.at, n.id) < (${afterAt}::timestamptz, ${afterId}::text))
        ORDER BY n.at DESC, n.id DESC LIMIT ${filter.limit + 1}`,
  );
  const total = await firstRow<{ count: number }>(db, sql`SELECT count(*)::int AS count ${FROM} WHERE ${where}`);
  return pageFrom(found, filter.limit, (row) => [row.at, row.id], total?.count ?? 0);
}

export async function countUnread(db: Sql, scope: Scope, personId: string): Promise<number> {
  const row = await firstRow<{ count: number }>(
    db,
    sql`SELECT count(*)::int AS count ${FROM} WHERE ${own(scope, personId)} AND n.read_at IS NULL`,
  );
  return row?.count ?? 0;
}

/** Marks these of the person's own as read, or all. */
export async function markRead(
  tx: Tx,
  scope: Scope,
  personId: string,
  ids: readonly string[] | undefined,
): Promise<void> {
  await execute(
    tx,
    sql`UPDATE notice SET read_at = dlo_now() FROM (SELECT n.id ${FROM} WHERE ${own(scope, personId)}) mine
        WHERE notice.id = mine.id AND notice.read_at IS NULL AND (${ids === undefined} OR notice.id = ANY(${[...(ids ?? [])]}::text[]))`,
  );
}

/** Forgets notices older than so many days, read or not. */
export async function forgetNotices(db: Sql, days: number): Promise<void> {
  await execute(db, sql`DELETE FROM notice WHERE at < dlo_now() - make_interval(days => ${days})`);
}
