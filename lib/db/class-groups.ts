import type { Scope } from "@/lib/core/access/scope";
import type { GroupBy } from "@/lib/core/failures/group-by";
import { SILENCE_CLASSIFIER } from "@/lib/core/failures/unrecorded/silence-class";
import { CLASSES, type ClassListView, groupKey, IS_OPEN, matchingClasses, OWNER } from "./class-filter";
import { RANK } from "./class-rank";
import type { Prisma, Sql } from "./connect";
import { rows, sql } from "./query";

export interface ClassGroup {
  readonly key: string;
  readonly name: string;
  readonly classCount: number;
  readonly presentCount: number;
  readonly totalCount: number;
  readonly newCount: number;
  readonly lostClassCount: number;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
  readonly firstExpiryAt: string | null;
  readonly retentionSeconds: number | null;
  readonly causeKinds: string[];
  readonly accountCount: number;
  readonly groupCount: number;
}

/** How one class of the group is called in it; '' where there is nothing to call it by. */
const NAMES: Record<Exclude<GroupBy, "consumer">, Prisma.Sql> = {
  cause: sql`c.cause_kind`,
  origin: sql`c.origin_kind`,
  queue: sql`coalesce(q.name, '')`,
  account: sql`a.name`,
  owner: sql`coalesce(${OWNER}, '')`,
  "message-type": sql`c.message_type`,
  error: sql`c.title`,
};

export interface GroupFilter {
  readonly by: GroupBy;
  readonly view: ClassListView;
  readonly accountId?: string | undefined;
  readonly region?: string | undefined;
  readonly limit: number;
}

/** Classes put together, the group that loses for good or first in front; `groupCount` is how many there are in all. */
export function listClassGroups(db: Sql, scope: Scope, { by, limit, ...filter }: GroupFilter): Promise<ClassGroup[]> {
  return rows<ClassGroup>(
    db,
    sql`WITH picked AS (
          SELECT ${groupKey(scope, by)} AS key, ${by === "consumer" ? groupKey(scope, by) : NAMES[by]} AS name, c.account_id, c.cause_kind, c.record, c.first_seen_at, c.last_seen_at, c.total_count,
            (c.status = 'new' AND ${IS_OPEN}) AS is_new, c.first_expiry_at, ${RANK} AS rank_at, c.classifier, q.retention_seconds,
            c.present_count + coalesce((SELECT sum(d.present) FROM class_delta d WHERE d.class_id = c.id), 0) AS present
          FROM ${CLASSES} JOIN account a ON a.id = c.account_id LEFT JOIN queue q ON q.id = c.queue_id
          WHERE ${matchingClasses(scope, filter)})
        SELECT key, min(name) AS name, count(*)::int AS class_count, sum(present)::int AS present_count, sum(total_count)::int AS total_count,
          count(*) FILTER (WHERE is_new)::int AS new_count, count(*) FILTER (WHERE record = 'count-only' AND classifier <> ${SILENCE_CLASSIFIER})::int AS lost_class_count,
          min(first_seen_at) AS first_seen_at, max(last_seen_at) AS last_seen_at, min(first_expiry_at) AS first_expiry_at,
          (array_agg(retention_seconds ORDER BY first_expiry_at))[1] AS retention_seconds,
          array_agg(DISTINCT cause_kind ORDER BY cause_kind) AS cause_kinds, count(DISTINCT account_id)::int AS account_count,
          (count(*) OVER ())::int AS group_count
        FROM picked GROUP BY key ORDER BY min(rank_at), max(last_seen_at) DESC, key LIMIT ${limit}`,
  );
}
