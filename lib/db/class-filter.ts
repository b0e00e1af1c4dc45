import type { Scope } from "@/lib/core/access/scope";
import type { ClassStatus } from "@/lib/core/failures/class-status";
import type { GroupBy } from "@/lib/core/failures/group-by";
import { IS_ABOUT_TO_LOSE, IS_ACKNOWLEDGED, IS_SNOOZED } from "./class-triage";
import type { Prisma } from "./connect";
import type { PageRequest } from "./page";
import { classInPipelineSql } from "./pipeline-membership";
import { sql } from "./query";
import { classInScopeSql, inScopeSql } from "./scope";

/** Classes `c` with what people decided about them `t`. */
export const CLASSES = sql`failure_class c LEFT JOIN class_triage t ON t.class_id = c.id`;
/** Who looks after class `c`: the assignee, else who owns the stage that fails, else the queue. */
export const OWNER = sql`coalesce(t.assignee, (SELECT w.owner FROM ownership w WHERE w.arn = c.anchor_arn),
  (SELECT w.owner FROM ownership w JOIN queue o ON o.arn = w.arn WHERE o.id = c.queue_id))`;
/** The function that consumes what class `c` is anchored at, or is its anchor; NULL where no setting in the scope tells one. */
const consumerIn = (scope: Scope) => sql`CASE WHEN split_part(c.anchor_arn, ':', 3) = 'lambda' THEN c.anchor_arn ELSE (
  SELECT min(r.config ->> 'functionArn') FROM resource_edge e JOIN resource r ON r.id = e.resource_id AND r.kind = 'mapping' AND r.deleted_at IS NULL
  WHERE e.from_arn = c.anchor_arn AND e.kind = 'consumes' AND ${inScopeSql(scope, sql`e.account_id`)}) END`;
/** The same for equal normalised errors, on every machine. Where it was not captured nobody knows whether it is equal. */
const ERROR_KEY = sql`CASE c.normalised_error WHEN '' THEN 'none' WHEN 'not captured' THEN 'not-captured'
  ELSE encode(sha256(convert_to(c.normalised_error, 'UTF8')), 'hex') END`;
const KEYS: Record<Exclude<GroupBy, "consumer">, Prisma.Sql> = {
  cause: sql`c.cause_kind`,
  origin: sql`c.origin_kind`,
  queue: sql`coalesce(c.queue_id, '')`,
  account: sql`c.account_id`,
  owner: sql`coalesce(lower(${OWNER}), '')`,
  "message-type": sql`c.message_type`,
  error: ERROR_KEY,
};
/** By what classes can be put together; '' where a class has none, or none is known. */
export function groupKey(scope: Scope, by: GroupBy): Prisma.Sql {
  return by === "consumer" ? sql`coalesce(${consumerIn(scope)}, '')` : KEYS[by];
}

export type ClassListView = "needs-action" | "all" | "backlog" | "resolved" | "snoozed" | "dismissed";
export interface ClassFilter extends PageRequest {
  readonly view: ClassListView;
  readonly status?: ClassStatus | undefined;
  readonly isAcknowledged?: boolean | undefined;
  readonly isSnoozed?: boolean | undefined;
  readonly isDismissed?: boolean | undefined;
  readonly owner?: string | undefined;
  readonly accountId?: string | undefined;
  readonly region?: string | undefined;
  readonly queueId?: string | undefined;
  readonly pipelineId?: string | undefined;
  /** Those of one group, as `groupKey` says. */
  readonly group?: { readonly by: GroupBy; readonly key: string } | undefined;
}

const IS_DISMISSED = sql`(t.dismissed_at IS NOT NULL)`;
/** Neither asleep nor dismissed. */
export const IS_OPEN = sql`(NOT ${IS_SNOOZED} AND NOT ${IS_DISMISSED})`;
/** A backlog pages nobody, but a message of it that dies within a day needs somebody like any other. */
const NEEDS_ACTION = sql`(${IS_OPEN} AND (c.status IN ('new', 'ongoing', 'escalating', 'regressed') OR (c.status = 'backlog' AND ${IS_ABOUT_TO_LOSE})))`;
/** Every class is in *all*; of the narrower views backlog, resolved, snoozed and dismissed share none. */
export const VIEWS: Record<ClassListView, Prisma.Sql> = {
  "needs-action": NEEDS_ACTION,
  all: sql`true`,
  backlog: sql`(c.status = 'backlog' AND ${IS_OPEN})`,
  resolved: sql`(c.status = 'resolved' AND NOT ${IS_DISMISSED})`,
  snoozed: sql`(${IS_SNOOZED} AND NOT ${IS_DISMISSED})`,
  dismissed: IS_DISMISSED,
};

/** `AND`-able condition on `CLASSES`: living classes in the scope that the filter asks for. */
export function matchingClasses(scope: Scope, filter: Omit<ClassFilter, keyof PageRequest>): Prisma.Sql {
  const is = (wanted: boolean | undefined, condition: Prisma.Sql) =>
    wanted === undefined ? sql`true` : wanted ? condition : sql`NOT ${condition}`;
  return sql`${classInScopeSql(scope, sql`c.account_id`, sql`c.id`)} AND c.merged_into IS NULL AND ${VIEWS[filter.view]}
    AND ${is(filter.isAcknowledged, IS_ACKNOWLEDGED)} AND ${is(filter.isSnoozed, IS_SNOOZED)} AND ${is(filter.isDismissed, IS_DISMISSED)}
    AND (${filter.status ?? null}::text IS NULL OR c.status = ${filter.status ?? null})
    AND (${filter.owner ?? null}::text IS NULL OR lower(${OWNER}) = lower(${filter.owner ?? null}))
    AND EXISTS (SELECT 1 FROM account x WHERE x.id = c.account_id AND x.removed_at IS NULL)
    AND (${filter.accountId ?? null}::text IS NULL OR c.account_id = ${filter.accountId ?? null})
    AND (${filter.region ?? null}::text IS NULL OR c.region = ${filter.region ?? null})
    AND (${filter.queueId ?? null}::text IS NULL OR c.queue_id = ${filter.queueId ?? null})
    AND ${filter.pipelineId === undefined ? sql`true` : classInPipelineSql(scope, filter.pipelineId)}
    AND ${filter.group ? sql`${groupKey(scope, filter.group.by)} = ${filter.group.key}` : sql`true`}`;
}
