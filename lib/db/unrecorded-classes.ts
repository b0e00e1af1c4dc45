import type { Scope } from "@/lib/core/access/scope";
import type { MadeClass } from "@/lib/core/failures/made-class";
import { UNRECORDED_VERSION } from "@/lib/core/failures/unrecorded/loss-class";
import type { Sql, Tx } from "./connect";
import { execute, firstRow, sql } from "./query";
import { classInScopeSql } from "./scope";
import type { LossPlace } from "./unrecorded";

/**
 * The class of failures without a message: the one that this fingerprint leads to, else a new one of this id. Two that meet
 * the same failure agree on one class: the second waits for the first and takes its row.
 */
export async function ensureUnrecordedClass(
  tx: Tx,
  place: LossPlace & { readonly record: "executions" | "count-only" },
  made: MadeClass & { readonly id: string },
  isBacklog: boolean,
): Promise<string> {
  const key = sql`account_id = ${place.accountId} AND region = ${place.region} AND fingerprint = ${made.fingerprint} AND version = ${UNRECORDED_VERSION}`;
  const added = await execute(
    tx,
    sql`INSERT INTO class_fingerprint (fingerprint, version, account_id, region, class_id, home_class_id)
        VALUES (${made.fingerprint}, ${UNRECORDED_VERSION}, ${place.accountId}, ${place.region}, ${made.id}, ${made.id}) ON CONFLICT DO NOTHING`,
  );
  if (added > 0) await insertClass(tx, place, made, isBacklog);
  const row = await firstRow<{ classId: string }>(
    tx,
    sql`SELECT class_id FROM class_fingerprint WHERE ${key} FOR SHARE`,
  );
  if (!row) throw new Error(`no class was made for fingerprint ${made.fingerprint}`);
  return row.classId;
}

/** Keeps the cause of a class as it is understood now. One into which others were merged keeps its own. */
export async function keepCause(
  tx: Tx,
  classId: string,
  made: Pick<MadeClass, "anchorArn" | "classifier" | "causeKind" | "causeReason">,
): Promise<void> {
  await execute(
    tx,
    sql`UPDATE failure_class SET cause_kind = ${made.causeKind}, cause_reason = ${made.causeReason}
        WHERE id = ${classId} AND anchor_arn = ${made.anchorArn} AND classifier = ${made.classifier} AND cause_reason IS DISTINCT FROM ${made.causeReason}`,
  );
}

async function insertClass(
  tx: Tx,
  place: LossPlace & { readonly record: string },
  made: MadeClass & { readonly id: string },
  isBacklog: boolean,
): Promise<void> {
  await execute(
    tx,
    sql`INSERT INTO failure_class (id, account_id, region, queue_id, anchor_arn, origin_kind, way_back, cause_kind, cause_reason, classifier, normalised_error, title,
                                   message_type, record, status, status_at, first_seen_at, last_seen_at, is_backlog)
        VALUES (${made.id}, ${place.accountId}, ${place.region}, NULL, ${made.anchorArn}, ${made.originKind}, ${made.wayBack}, ${made.causeKind}, ${made.causeReason},
                ${made.classifier}, ${made.normalisedError}, ${made.title}, ${made.messageType}, ${place.record}, ${isBacklog ? "backlog" : "new"}, dlo_now(), dlo_now(), dlo_now(), ${isBacklog})`,
  );
}

export interface ClassRecord {
  readonly record: "messages" | "executions" | "count-only";
  readonly wayBack: string;
}
/** What is kept of a class, also by the id of one that was merged into it. */
export function findClassRecord(db: Sql, scope: Scope, classId: string): Promise<ClassRecord | undefined> {
  return firstRow<ClassRecord>(
    db,
    sql`SELECT c.record, c.way_back FROM failure_class c JOIN failure_class x ON c.id = coalesce(x.merged_into, x.id)
        WHERE x.id = ${classId} AND ${classInScopeSql(scope, sql`c.account_id`, sql`c.id`)}`,
  );
}
