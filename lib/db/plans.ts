import type { Scope } from "@/lib/core/access/scope";
import type { ChangeAsCode, SettingChange } from "@/lib/core/losses/raise-retention";
import type { PlanAction, PlanDriver } from "@/lib/core/plans/action";
import type { PlanCheck } from "@/lib/core/plans/check";
import type { PlanConfiguration, PlanTerms } from "@/lib/core/plans/plan-hash";
import type { PlanSubject } from "@/lib/core/plans/subject";
import type { ReplayTerms } from "@/lib/core/replays/terms";
import type { Sql, Tx } from "./connect";
import { execute, firstRow, rows, sql } from "./query";
import { planInScopeSql } from "./scope";

/** What a plan froze beside its items. */
export interface PlanDetail extends PlanTerms {
  readonly title: string;
  readonly sentence: string;
  readonly destinationArns: string[];
  readonly roleArn: string | null;
  readonly checks: PlanCheck[];
  readonly stages: number[];
  readonly configuration: PlanConfiguration;
  /** Where a person said that the messages go. */
  readonly chosenDestinationArn: string | null;
  readonly isEdited: boolean;
  readonly expectedReturnSeconds: number | null;
  readonly takesAboutSeconds: number | null;
  readonly priceUsd: number | null;
  /** Absent in plans from before it was told. */
  readonly priceNote?: string;
  readonly undoSeconds: number;
  readonly observationSeconds: number;
  /** A setting that the plan changes; absent in plans that move messages. */
  readonly change?: SettingChange | null;
  readonly asCode?: ChangeAsCode | null;
  /** What a plan is about that is about no queue. */
  readonly subject?: PlanSubject | null;
  /** What a replay would start; absent in other plans. */
  readonly replay?: ReplayTerms | null;
}
export type { PlanAction, PlanDriver };
export type PlanState = "draft" | "awaiting-approval" | "approved" | "applied" | "expired" | "refused" | "withdrawn";

export interface PlanRow {
  readonly id: string;
  readonly number: number;
  readonly accountId: string;
  readonly accountName: string;
  readonly awsAccountId: string;
  readonly environment: string;
  readonly isProduction: boolean;
  readonly region: string;
  /** Null for a plan about another resource. */
  readonly queueId: string | null;
  readonly resourceId: string | null;
  /** What the plan is about: its dead-letter queue, or the resource. */
  readonly subjectKind: PlanSubject["kind"];
  readonly subjectName: string;
  readonly subjectArn: string;
  readonly isFifo: boolean;
  /** What the queue held when it was seen last. */
  readonly visibleCount: number | null;
  readonly classId: string | null;
  readonly action: PlanAction;
  readonly driver: PlanDriver;
  readonly state: PlanState;
  readonly hash: string;
  readonly destinationArn: string | null;
  readonly itemCount: number;
  readonly detail: PlanDetail;
  readonly reason: string | null;
  readonly createdBy: string;
  readonly createdByName: string;
  readonly createdByPerson: string;
  readonly createdAt: string;
  readonly askedAt: string | null;
  readonly expiresAt: string;
  readonly runId: string | null;
  /** Of its run: why it began without the approvals that it needed, who asked for it, and when. */
  readonly breakGlassReason: string | null;
  readonly appliedByName: string | null;
  readonly appliedAt: string | null;
}
/** The state of a plan: one that nobody applied in time has expired, without anybody writing it. */
export const PLAN_STATE = sql`CASE WHEN p.state IN ('draft', 'awaiting-approval', 'approved') AND p.expires_at < dlo_now() THEN 'expired' ELSE p.state END`;
/** Of a plan `p` and its queue `q`, if it has one: what it is about. */
export const SUBJECT = sql`coalesce(p.detail #>> '{subject,kind}', 'queue') AS subject_kind, coalesce(q.name, p.detail #>> '{subject,name}') AS subject_name,
  coalesce(q.arn, p.detail #>> '{subject,arn}') AS subject_arn`;
export const PLAN_COLUMNS = sql`p.id, p.number, p.account_id, a.name AS account_name, a.aws_account_id, a.environment, a.is_production, p.region, p.queue_id,
  p.resource_id, ${SUBJECT}, coalesce(q.is_fifo, false) AS is_fifo, s.visible AS visible_count, p.class_id, p.action, p.driver, ${PLAN_STATE} AS state, p.hash, p.destination_arn,
  p.item_count, p.detail, p.reason, p.created_by, p.created_by_name, p.created_by_person, p.created_at, p.asked_at, p.expires_at, r.id AS run_id,
  r.break_glass_reason, r.requested_by_name AS applied_by_name, r.requested_at AS applied_at`;
export const PLAN_FROM = sql`FROM plan p JOIN account a ON a.id = p.account_id LEFT JOIN queue q ON q.id = p.queue_id
  LEFT JOIN queue_state s ON s.queue_id = p.queue_id LEFT JOIN run r ON r.plan_id = p.id`;

export function getPlan(db: Sql, scope: Scope, id: string): Promise<PlanRow | undefined> {
  return firstRow<PlanRow>(
    db,
    sql`SELECT ${PLAN_COLUMNS} ${PLAN_FROM}
        WHERE p.id = ${id} AND ${planInScopeSql(scope, sql`p.account_id`, { id: sql`p.id`, queueId: sql`p.queue_id` })}`,
  );
}

export interface NewPlan {
  readonly id: string;
  readonly accountId: string;
  readonly region: string;
  readonly queueId: string | null;
  readonly resourceId: string | null;
  readonly classId: string | null;
  readonly action: PlanAction;
  readonly driver: PlanDriver;
  readonly hash: string;
  readonly destinationArn: string | null;
  readonly detail: PlanDetail;
  readonly reason: string | null;
  readonly createdBy: string;
  readonly createdByName: string;
  readonly createdByPerson: string;
  readonly createdAt: Date;
  readonly items: readonly PlanItem[];
  readonly itemCount: number;
}
export interface PlanItem {
  /** Null for an execution. */
  readonly messageRowId: string | null;
  readonly vaultItemId: string | null;
  /** Of an execution its ARN. */
  readonly messageId: string;
  readonly bodySha256: string;
  /** Where it goes; null where its action sends nothing. */
  readonly destinationArn: string | null;
  readonly groupId: string | null;
  /** The edited copy that goes out instead, and the hash of its body. */
  readonly editId: string | null;
  readonly editedSha256: string | null;
}

/** Keeps a plan with its frozen items; it can be applied for one hour. */
export async function insertPlan(tx: Tx, plan: NewPlan): Promise<void> {
  await execute(
    tx,
    sql`INSERT INTO plan (id, account_id, region, queue_id, resource_id, class_id, action, driver, hash, destination_arn, item_count, detail, reason, created_by, created_by_name, created_by_person, created_at, expires_at)
        VALUES (${plan.id}, ${plan.accountId}, ${plan.region}, ${plan.queueId}, ${plan.resourceId}, ${plan.classId}, ${plan.action}, ${plan.driver}, ${plan.hash}, ${plan.destinationArn},
                ${plan.itemCount}, ${JSON.stringify(plan.detail)}::jsonb, ${plan.reason}, ${plan.createdBy}, ${plan.createdByName}, ${plan.createdByPerson}, ${plan.createdAt}, dlo_now() + interval '1 hour')`,
  );
  await execute(
    tx,
    sql`INSERT INTO plan_item (plan_id, position, message_row_id, vault_item_id, message_id, body_sha256, destination_arn, group_id, edit_id, edited_sha256)
        SELECT ${plan.id}, n, m, v, mid, sha, dest, grp, edit, esha FROM unnest(${plan.items.map((i) => i.messageRowId)}::text[], ${plan.items.map((i) => i.vaultItemId)}::text[],
          ${plan.items.map((i) => i.messageId)}::text[], ${plan.items.map((i) => i.bodySha256)}::text[], ${plan.items.map((i) => i.destinationArn)}::text[],
          ${plan.items.map((i) => i.groupId)}::text[], ${plan.items.map((i) => i.editId)}::text[], ${plan.items.map((i) => i.editedSha256)}::text[])
          WITH ORDINALITY AS i(m, v, mid, sha, dest, grp, edit, esha, n)`,
  );
}

/** Locks the plan's row until the transaction ends, so that two people applying it at once take turns. */
export async function lockPlan(tx: Tx, id: string): Promise<void> {
  await execute(tx, sql`SELECT 1 FROM plan WHERE id = ${id} FOR UPDATE`);
}
export async function setPlanState(tx: Tx, id: string, state: PlanState): Promise<void> {
  await execute(tx, sql`UPDATE plan SET state = ${state} WHERE id = ${id}`);
}
/** The plan waits for other people, from the first time for 24 hours: asking again does not lengthen its life. */
export async function setPlanAsked(tx: Tx, id: string): Promise<void> {
  await execute(
    tx,
    sql`UPDATE plan SET state = 'awaiting-approval', asked_at = coalesce(asked_at, dlo_now()),
          expires_at = CASE WHEN asked_at IS NULL THEN dlo_now() + interval '24 hours' ELSE expires_at END WHERE id = ${id}`,
  );
}
export function listPlanItems(db: Sql, planId: string): Promise<PlanItem[]> {
  return rows<PlanItem>(
    db,
    sql`SELECT message_row_id, vault_item_id, message_id, body_sha256, destination_arn, group_id, edit_id, edited_sha256 FROM plan_item WHERE plan_id = ${planId} ORDER BY position`,
  );
}

/** Messages of a queue that stand in an open run, by run: for what takes all of the queue. */
export function findOpenInQueue(
  db: Sql,
  queueId: string,
): Promise<{ runId: string; runNumber: number; count: number }[]> {
  return rows(
    db,
    sql`SELECT r.id AS run_id, r.number AS run_number, count(*)::int AS count FROM run_item i JOIN run r ON r.id = i.run_id
        WHERE i.queue_id = ${queueId} AND i.is_open GROUP BY 1, 2 ORDER BY 2`,
  );
}

/** Messages that stand in an open run already, by run. */
export function findOpenMessages(
  db: Sql,
  queueId: string,
  messageIds: readonly string[],
): Promise<{ runNumber: number; count: number }[]> {
  return rows(
    db,
    sql`SELECT r.number AS run_number, count(*)::int AS count FROM run_item i JOIN run r ON r.id = i.run_id
        WHERE i.queue_id = ${queueId} AND i.message_id = ANY(${[...messageIds]}::text[]) AND i.is_open GROUP BY 1 ORDER BY 1`,
  );
}
