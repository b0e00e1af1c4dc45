import type { ErasureItemKind } from "@/lib/core/privacy/erasure";
import type { Sql, Tx } from "./connect";
import { EXECUTION_ID } from "./erase-content";
import { OPEN_RUN } from "./erasure-find";
import { HOLD_ON_CLASS, HOLD_ON_EXECUTION, HOLD_ON_MESSAGE } from "./holds";
import { execute, rows, sql } from "./query";

/** Planned messages that no open run works with; those that wait are marked so. */
export async function takeMessages(tx: Tx, erasureId: string, limit: number): Promise<string[]> {
  const found = await rows<{ id: string }>(
    tx,
    sql`SELECT f.id FROM erasure_item i JOIN failed_message f ON f.id = i.object_id
        WHERE i.erasure_id = ${erasureId} AND i.kind = 'message' AND i.state = 'planned' AND ${OPEN_RUN} IS NULL ORDER BY f.id LIMIT ${limit}`,
  );
  return found.map(({ id }) => id);
}
export async function noteWaiting(tx: Tx, erasureId: string): Promise<void> {
  await execute(
    tx,
    sql`UPDATE erasure_item i SET reason = 'waits for run R-' || ${OPEN_RUN} FROM failed_message f
        WHERE f.id = i.object_id AND i.erasure_id = ${erasureId} AND i.kind = 'message' AND i.state = 'planned' AND ${OPEN_RUN} IS NOT NULL`,
  );
}

export interface Judged {
  readonly id: string;
  readonly holdId: string | null;
  readonly runNumber: number | null;
}
/** What stands against erasing these messages, asked after they were locked. */
export function judgeMessages(tx: Tx, ids: readonly string[]): Promise<Judged[]> {
  return rows<Judged>(
    tx,
    sql`SELECT f.id, ${HOLD_ON_MESSAGE} AS hold_id, ${OPEN_RUN} AS run_number FROM failed_message f WHERE f.id = ANY(${[...ids]}::text[]) ORDER BY f.id`,
  );
}

/** The next planned things of another kind, with a hold on each if there is one. */
export function takeOthers(
  tx: Tx,
  erasureId: string,
  kind: Exclude<ErasureItemKind, "message">,
  limit: number,
): Promise<{ id: string; holdId: string | null }[]> {
  const planned = sql`i.erasure_id = ${erasureId} AND i.kind = ${kind} AND i.state = 'planned' ORDER BY i.object_id LIMIT ${limit}`;
  if (kind === "execution")
    return rows(
      tx,
      sql`SELECT i.object_id AS id, (SELECT ${HOLD_ON_EXECUTION} FROM failed_execution e
            WHERE e.execution_arn = split_part(i.object_id, ' ', 1) AND ${EXECUTION_ID} = i.object_id) AS hold_id FROM erasure_item i WHERE ${planned}`,
    );
  if (kind === "evidence")
    return rows(
      tx,
      sql`SELECT i.object_id AS id, (SELECT ${HOLD_ON_MESSAGE} FROM failed_message f WHERE f.id = i.object_id) AS hold_id FROM erasure_item i WHERE ${planned}`,
    );
  if (kind === "view")
    return rows(tx, sql`SELECT i.object_id AS id, NULL AS hold_id FROM erasure_item i WHERE ${planned}`);
  const classId =
    kind === "class" ? sql`i.object_id` : sql`(SELECT n.class_id FROM class_note n WHERE n.id = i.object_id)`;
  return rows(
    tx,
    sql`SELECT i.object_id AS id, (SELECT ${HOLD_ON_CLASS} FROM failure_class c WHERE c.id = ${classId}) AS hold_id FROM erasure_item i WHERE ${planned}`,
  );
}

export interface ItemOutcome {
  readonly id: string;
  readonly state: "erased" | "kept";
  readonly reason: string | null;
}
export async function saveOutcomes(
  tx: Tx,
  erasureId: string,
  kind: ErasureItemKind,
  outcomes: readonly ItemOutcome[],
): Promise<void> {
  await execute(
    tx,
    sql`UPDATE erasure_item i SET state = o.state, reason = o.reason
        FROM unnest(${outcomes.map((o) => o.id)}::text[], ${outcomes.map((o) => o.state)}::text[], ${outcomes.map((o) => o.reason)}::text[]) AS o(id, state, reason)
        WHERE i.erasure_id = ${erasureId} AND i.kind = ${kind} AND i.object_id = o.id`,
  );
}

export interface CopyToErase {
  readonly vaultItemId: string;
  readonly accountId: string;
  readonly bucket: string;
  readonly key: string;
}
/** Second copies of erased vault items that were not tried within the hour; those that are held by now are left out. */
export function listCopiesToErase(db: Sql, limit: number): Promise<CopyToErase[]> {
  return rows<CopyToErase>(
    db,
    sql`SELECT y.vault_item_id, y.account_id, y.bucket, y.key FROM vault_copy y JOIN vault_item v ON v.id = y.vault_item_id AND v.state = 'erased'
        JOIN failed_message f ON f.id = v.message_row_id
        WHERE (y.erase_tried_at IS NULL OR y.erase_tried_at < dlo_now() - interval '1 hour') AND ${HOLD_ON_MESSAGE} IS NULL
        ORDER BY y.erase_tried_at NULLS FIRST, y.vault_item_id LIMIT ${limit}`,
  );
}
/** Whether it is still to be deleted: a hold may have been placed since it was listed. */
export async function isCopyToErase(db: Sql, vaultItemId: string): Promise<boolean> {
  const found = await rows(
    db,
    sql`SELECT 1 FROM vault_copy y JOIN vault_item v ON v.id = y.vault_item_id AND v.state = 'erased' JOIN failed_message f ON f.id = v.message_row_id
        WHERE y.vault_item_id = ${vaultItemId} AND ${HOLD_ON_MESSAGE} IS NULL`,
  );
  return found.length > 0;
}
/** Says of held copies why they still are where they are. */
export async function noteHeldCopies(db: Sql): Promise<void> {
  await execute(
    db,
    sql`UPDATE vault_copy y SET erase_tried_at = dlo_now(), erase_error = 'legal hold ' || x.hold_id
        FROM (SELECT v.id, ${HOLD_ON_MESSAGE} AS hold_id FROM vault_copy z JOIN vault_item v ON v.id = z.vault_item_id AND v.state = 'erased'
              JOIN failed_message f ON f.id = v.message_row_id WHERE z.erase_tried_at IS NULL) x WHERE y.vault_item_id = x.id AND x.hold_id IS NOT NULL`,
  );
}
export async function forgetCopy(db: Sql, vaultItemId: string): Promise<void> {
  await execute(db, sql`DELETE FROM vault_copy WHERE vault_item_id = ${vaultItemId}`);
}
export async function noteCopyLeft(db: Sql, vaultItemId: string, reason: string): Promise<void> {
  await execute(
    db,
    sql`UPDATE vault_copy SET erase_tried_at = dlo_now(), erase_error = ${reason} WHERE vault_item_id = ${vaultItemId}`,
  );
}
