import type { Scope } from "@/lib/core/access/scope";
import type { MESSAGE_STATES } from "@/lib/core/messages/message-state";
import type { Query } from "@/lib/core/search/query";
import type { Sql } from "./connect";
import { livingClass } from "./living-class";
import { IS_OVER_UNSEEN } from "./losses";
import { matchesQuerySql } from "./message-search";
import { decodeCursor, type Page, type PageRequest, pageFrom } from "./page";
import { execute, firstRow, rows, sql } from "./query";
import { classInScopeSql } from "./scope";

export type MessageState = (typeof MESSAGE_STATES)[number];

export interface MessageView {
  readonly id: string;
  readonly messageId: string;
  readonly classId: string;
  readonly classTitle: string;
  readonly accountId: string;
  readonly region: string;
  readonly queueId: string;
  readonly queueName: string;
  readonly state: MessageState;
  readonly stateAt: string;
  readonly sentAt: string | null;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
  readonly expiresAt: string | null;
  readonly expiresLatestAt: string | null;
  readonly receiveCount: number;
  readonly ourReceives: number;
  readonly bounceCount: number;
  readonly originKind: string;
  readonly originCertainty: string;
  readonly sourceQueueArn: string | null;
  readonly causeKind: string;
  readonly messageType: string;
  readonly shape: string;
  readonly payloadKind: string;
  readonly groupId: string | null;
  readonly bodyBytes: number;
  readonly bodySha256: string;
  readonly attributeCount: number;
  readonly consumerVersion: string | null;
  readonly recordsUntil: string | null;
  readonly bystanderReason: string | null;
  readonly isBacklog: boolean;
  readonly cameBack: boolean;
  readonly hasBody: boolean;
  /** When content of it was erased here, by whom or by what, and which kinds. */
  readonly erasedAt: string | null;
  readonly erasedBy: string | null;
  readonly erasedKinds: string[];
  /** Erased for good: known, and never captured again. */
  readonly isTombstone: boolean;
  readonly isKeptMasked: boolean;
}
const COLUMNS = sql`f.id, f.message_id, f.class_id, c.title AS class_title, f.account_id, f.region, f.queue_id, q.name AS queue_name, f.state, f.state_at, f.sent_at,
  f.first_seen_at, f.last_seen_at, f.expires_at, f.expires_latest_at, f.receive_count, f.our_receives, f.bounce_count, f.origin_kind, f.origin_certainty, f.source_queue_arn,
  f.cause_kind, f.message_type, f.shape, f.payload_kind, f.group_id, f.body_bytes, f.body_sha256, f.attribute_count, f.consumer_version, f.records_until, f.bystander_reason,
  f.is_backlog,
  f.returned_from_item_id IS NOT NULL AS came_back, f.body_id IS NOT NULL AS has_body, f.erased_at, f.erased_by, f.erased_kinds, f.is_tombstone, f.body_id IS NULL AND f.preview IS NOT NULL AS is_kept_masked`;
const JOINS = sql`JOIN failure_class c ON c.id = f.class_id JOIN queue q ON q.id = f.queue_id`;

export interface MessageFilter extends PageRequest {
  readonly classId?: string | undefined;
  readonly queueId?: string | undefined;
  readonly state?: MessageState | undefined;
  readonly query?: Query | undefined;
}

/** Nobody needs the exact number of more. */
const MOST_COUNTED = 10_000;

/** Failed messages without bodies, newest first; the total is null beyond 10,000. */
export async function listMessages(db: Sql, scope: Scope, filter: MessageFilter): Promise<Page<MessageView>> {
  const [afterSeen, afterId] = decodeCursor(filter.cursor, ["time", "text"]) ?? [null, null];
  const where = sql`${classInScopeSql(scope, sql`f.account_id`, sql`f.class_id`)}
    AND (${filter.classId ?? null}::text IS NULL OR f.class_id = ${livingClass(filter.classId)})
    AND (${filter.queueId ?? null}::text IS NULL OR f.queue_id = ${filter.queueId ?? null})
    AND (${filter.state ?? null}::text IS NULL OR f.state = ${filter.state ?? null})
    AND ${matchesQuerySql(filter.query ?? [])}`;
  const found = await rows<MessageView>(
    db,
    sql`WITH chosen AS MATERIALIZED (
          SELECT f.id FROM failed_message f
          WHERE ${where} AND (${afterId}::text IS NULL OR (f.first_seen_at, f.id) < (${afterSeen}::timestamptz, ${afterId}::text))
          ORDER BY f.first_seen_at DESC, f.id DESC LIMIT ${filter.limit + 1})
        SELECT ${COLUMNS} FROM chosen JOIN failed_message f ON f.id = chosen.id ${JOINS} ORDER BY f.first_seen_at DESC, f.id DESC`,
  );
  const total = await firstRow<{ count: number }>(
    db,
    sql`SELECT count(*)::int AS count FROM (SELECT 1 FROM failed_message f WHERE ${where} LIMIT ${MOST_COUNTED + 1}) x`,
  );
  const count = total && total.count <= MOST_COUNTED ? total.count : null;
  return pageFrom(found, filter.limit, (row) => [row.firstSeenAt, row.id], count);
}

export function getMessage(db: Sql, scope: Scope, id: string): Promise<MessageView | undefined> {
  return firstRow<MessageView>(
    db,
    sql`SELECT ${COLUMNS} FROM failed_message f ${JOINS} WHERE f.id = ${id} AND ${classInScopeSql(scope, sql`f.account_id`, sql`f.class_id`)}`,
  );
}

/** Where a message's body lies and what was read from it; undefined body id: nothing was kept. */
export function getBodyPlace(db: Sql, scope: Scope, id: string) {
  return firstRow<{
    id: string;
    bodyId: string | null;
    errorText: string | null;
    accountId: string;
    region: string;
    queueId: string;
    messageId: string;
    bodySha256: string;
    preview: string | null;
  }>(
    db,
    sql`SELECT f.id, f.body_id, f.error_text, f.account_id, f.region, f.queue_id, f.message_id, f.body_sha256, f.preview FROM failed_message f
        WHERE f.id = ${id} AND ${classInScopeSql(scope, sql`f.account_id`, sql`f.class_id`)}`,
  );
}

/** The message to look at first: present, not backlog if there is one, newest. */
export function recommendedMessage(db: Sql, classId: string): Promise<{ id: string; shape: string } | undefined> {
  return firstRow(
    db,
    sql`SELECT id, shape FROM failed_message WHERE class_id = ${classId} ORDER BY (state IN ('present', 'vaulted')) DESC, (body_id IS NOT NULL) DESC, is_backlog, first_seen_at DESC LIMIT 1`,
  );
}

export interface Selectable {
  readonly id: string;
  readonly messageId: string;
  readonly queueId: string;
  readonly accountId: string;
  readonly classId: string;
  readonly bodySha256: string;
  readonly bodyBytes: number;
  readonly bodyId: string | null;
  readonly sourceQueueArn: string | null;
  readonly originKind: string;
  readonly attributeCount: number;
  readonly cameBack: boolean;
  readonly expiresAt: string | null;
  readonly isTombstone: boolean;
  readonly groupId: string | null;
  readonly sequenceNumber: string | null;
  readonly sentAt: string | null;
  readonly firstSeenAt: string;
  /** Of its class: the resource that failed, and its target where it has several. */
  readonly anchorArn: string;
  readonly anchorPart: string | null;
  readonly causeKind: string;
  readonly consumerVersion: string | null;
  readonly isBystander: boolean;
  readonly bounceCount: number;
  /** When the records that it points at vanish from their stream. */
  readonly recordsUntil: string | null;
}
export const SELECTABLE = sql`f.id, f.origin_kind, f.message_id, f.queue_id, f.account_id, f.class_id, f.body_sha256, f.body_bytes, f.body_id, f.source_queue_arn, f.attribute_count, f.expires_at,
  f.returned_from_item_id IS NOT NULL AS came_back, f.is_tombstone, f.group_id, f.sequence_number, f.sent_at, f.first_seen_at, c.anchor_arn, c.anchor_part, f.cause_kind,
  f.consumer_version, f.bystander_reason IS NOT NULL AS is_bystander, f.bounce_count, f.records_until`;
export const SELECTABLE_FROM = sql`FROM failed_message f JOIN failure_class c ON c.id = f.class_id`;

/** Messages that a plan may take: believed to be in the queue. Oldest first, so that FIFO groups keep their order. */
export function selectForPlan(
  db: Sql,
  scope: Scope,
  by: {
    messageIds?: readonly string[] | undefined;
    classId?: string | undefined;
    queueId?: string | undefined;
    query?: Query | undefined;
  },
  limit: number,
): Promise<Selectable[]> {
  return rows<Selectable>(
    db,
    sql`SELECT ${SELECTABLE} ${SELECTABLE_FROM} WHERE f.state = 'present' AND ${classInScopeSql(scope, sql`f.account_id`, sql`f.class_id`)}
          AND (${by.messageIds ? [...by.messageIds] : null}::text[] IS NULL OR f.id = ANY(${by.messageIds ? [...by.messageIds] : null}::text[]))
          AND (${by.classId ?? null}::text IS NULL OR f.class_id = ${livingClass(by.classId)})
          AND (${by.queueId ?? null}::text IS NULL OR f.queue_id = ${by.queueId ?? null})
          AND ${matchesQuerySql(by.query ?? [])}
        ORDER BY f.sequence_number NULLS FIRST, f.sent_at, f.id LIMIT ${limit}`,
  );
}

/**
 * Messages believed present whose retention has passed are probably expired: nobody can see it from outside. Drained ones are
 * in the vault, whatever became of their delete.
 */
export function markProbablyExpired(db: Sql): Promise<number> {
  return execute(
    db,
    sql`UPDATE failed_message f SET state = 'probably-expired', state_at = dlo_now()
        WHERE f.state = 'present' AND ${IS_OVER_UNSEEN}
          AND NOT EXISTS (SELECT 1 FROM run_item i WHERE i.queue_id = f.queue_id AND i.message_id = f.message_id AND i.is_open)
          AND NOT EXISTS (SELECT 1 FROM vault_item v WHERE v.message_row_id = f.id AND v.drained_at IS NOT NULL)`,
  );
}
