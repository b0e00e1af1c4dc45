import type { ClassStatus } from "@/lib/core/failures/class-status";
import { judgeNow } from "./alert-news";
import type { Tx } from "./connect";
import { notifyChange } from "./notify";
import { execute, sql } from "./query";

export interface ClassChange {
  readonly classId: string;
  readonly accountId: string;
  readonly kind: "status" | "woken";
  readonly status: ClassStatus;
  readonly reason: string | null;
}

/** Writes down what a class did by itself, in the transaction in which it did it, and tells open pages and the judge of alerts. */
export async function appendClassChange(tx: Tx, { classId, accountId, ...change }: ClassChange): Promise<void> {
  await execute(
    tx,
    sql`INSERT INTO class_change (account_id, class_id, at, kind, status, reason)
        VALUES (${accountId}, ${classId}, dlo_now(), ${change.kind}, ${change.status}, ${change.reason})`,
  );
  await notifyChange(tx, { topic: "class", id: classId, accountId });
  await judgeNow(tx);
}
