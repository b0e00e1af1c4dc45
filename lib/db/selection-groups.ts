import type { Scope } from "@/lib/core/access/scope";
import type { Query } from "@/lib/core/search/query";
import type { Sql } from "./connect";
import { livingClass } from "./living-class";
import { matchesQuerySql } from "./message-search";
import { rows, sql } from "./query";
import { classInScopeSql } from "./scope";

export interface SelectionWish {
  readonly classId?: string | undefined;
  readonly queueId?: string | undefined;
  readonly accountId?: string | undefined;
  /** A tag of the dead-letter queue. */
  readonly tag?: { readonly key: string; readonly value: string } | undefined;
  readonly query: Query;
}
export interface SelectionGroup {
  readonly queueId: string;
  readonly queueName: string;
  readonly originKind: string;
  readonly count: number;
}

/** What a selection over many queues holds now, by dead-letter queue and origin: each goes back in its own way. Largest first. */
export function groupSelection(db: Sql, scope: Scope, wish: SelectionWish, limit: number): Promise<SelectionGroup[]> {
  return rows<SelectionGroup>(
    db,
    sql`SELECT f.queue_id, q.name AS queue_name, f.origin_kind, count(*)::int AS count FROM failed_message f JOIN queue q ON q.id = f.queue_id
        WHERE f.state = 'present' AND q.deleted_at IS NULL AND ${classInScopeSql(scope, sql`f.account_id`, sql`f.class_id`)}
          AND (${wish.classId ?? null}::text IS NULL OR f.class_id = ${livingClass(wish.classId)})
          AND (${wish.queueId ?? null}::text IS NULL OR f.queue_id = ${wish.queueId ?? null})
          AND (${wish.accountId ?? null}::text IS NULL OR f.account_id = ${wish.accountId ?? null})
          AND (${wish.tag?.key ?? null}::text IS NULL OR q.tags->>${wish.tag?.key ?? null} = ${wish.tag?.value ?? null})
          AND ${matchesQuerySql(wish.query)}
        GROUP BY 1, 2, 3 ORDER BY 4 DESC, 2, 3 LIMIT ${limit}`,
  );
}
