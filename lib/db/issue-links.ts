import type { Scope } from "@/lib/core/access/scope";
import type { Sql, Tx } from "./connect";
import { execute, firstRow, rows, sql } from "./query";
import { classInScopeSql } from "./scope";

export type IssueState = "asked" | "open" | "closed" | "failed" | "unknown";
export interface IssueLinkRow {
  readonly id: string;
  readonly accountId: string;
  readonly classId: string;
  readonly channelId: string;
  readonly channelName: string;
  readonly channelKind: "jira" | "github";
  readonly state: IssueState;
  readonly url: string | null;
  readonly externalId: string | null;
  readonly failure: string | null;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly readAt: string | null;
}

const LINKS = sql`SELECT i.id, i.account_id, i.class_id, i.channel_id, c.name AS channel_name, c.kind AS channel_kind, i.state, i.url, i.external_id,
    i.failure, i.created_at, i.created_by, i.read_at
  FROM issue_link i JOIN channel c ON c.id = i.channel_id`;

/** Issues that were made of a class, or of one that was merged into it, oldest first. */
export function listIssueLinks(db: Sql, scope: Scope, classId: string): Promise<IssueLinkRow[]> {
  return rows<IssueLinkRow>(
    db,
    sql`${LINKS} WHERE (i.class_id = ${classId} OR i.class_id IN (SELECT m.id FROM failure_class m WHERE m.merged_into = ${classId}))
          AND ${classInScopeSql(scope, sql`i.account_id`, sql`i.class_id`)} ORDER BY i.created_at, i.id`,
  );
}

export function getIssueLink(db: Sql, classId: string, channelId: string): Promise<IssueLinkRow | undefined> {
  return firstRow<IssueLinkRow>(db, sql`${LINKS} WHERE i.class_id = ${classId} AND i.channel_id = ${channelId}`);
}

export interface IssueChannel {
  readonly id: string;
  readonly name: string;
  readonly kind: "jira" | "github";
}
/** Trackers that are switched on, by name. */
export function listIssueChannels(db: Sql): Promise<IssueChannel[]> {
  return rows<IssueChannel>(
    db,
    sql`SELECT id, name, kind FROM channel WHERE kind IN ('jira', 'github') AND is_on AND removed_at IS NULL ORDER BY name, id`,
  );
}

/**
 * Asks for an issue of a class in a tracker. Where one is there or on its way nothing changes and it answers false; one that could
 * not be made, or is not there any more, is asked for again.
 */
export async function askForIssue(
  tx: Tx,
  made: Pick<IssueLinkRow, "id" | "accountId" | "classId" | "channelId" | "createdBy">,
): Promise<boolean> {
  const count = await execute(
    tx,
    sql`INSERT INTO issue_link AS i (id, account_id, class_id, channel_id, state, created_at, created_by, asked_at, next_at)
        VALUES (${made.id}, ${made.accountId}, ${made.classId}, ${made.channelId}, 'asked', dlo_now(), ${made.createdBy}, dlo_now(), dlo_now())
        ON CONFLICT (class_id, channel_id) DO UPDATE
          SET state = 'asked', failure = NULL, external_id = NULL, url = NULL, asked_at = dlo_now(), next_at = dlo_now(), attempts = 0
          WHERE i.state IN ('failed', 'unknown')`,
  );
  return count === 1;
}

export interface DueIssue {
  readonly id: string;
  readonly accountId: string;
  readonly classId: string;
  readonly channelId: string;
  readonly channelKind: "jira" | "github";
  readonly state: IssueState;
  readonly externalId: string | null;
  readonly url: string | null;
  readonly askedAt: string;
  readonly attempts: number;
}
/**
 * Takes issues that are to be made or looked at, those to be made first. Nobody else gets them for so many seconds; when that worker
 * dies they are due again after that.
 */
export function claimDueIssues(db: Sql, leaseSeconds: number, limit: number): Promise<DueIssue[]> {
  return rows<DueIssue>(
    db,
    sql`WITH due AS MATERIALIZED (
          SELECT i.id, c.kind FROM issue_link i JOIN channel c ON c.id = i.channel_id AND c.is_on AND c.removed_at IS NULL
          WHERE i.next_at <= dlo_now() AND i.state <> 'failed' ORDER BY i.state <> 'asked', i.next_at, i.id LIMIT ${limit} FOR UPDATE OF i SKIP LOCKED)
        UPDATE issue_link i SET next_at = dlo_now() + make_interval(secs => ${leaseSeconds}),
          attempts = i.attempts + CASE WHEN i.state = 'asked' THEN 1 ELSE 0 END
        FROM due WHERE i.id = due.id
        RETURNING i.id, i.account_id, i.class_id, i.channel_id, due.kind AS channel_kind, i.state, i.external_id, i.url, coalesce(i.asked_at, i.created_at) AS asked_at, i.attempts`,
  );
}

/** It is there. False when it was settled meanwhile. */
export async function setIssueMade(tx: Tx, id: string, made: { externalId: string; url: string }): Promise<boolean> {
  const count = await execute(
    tx,
    sql`UPDATE issue_link SET state = 'open', external_id = ${made.externalId}, url = ${made.url}, failure = NULL, read_at = dlo_now(), next_at = dlo_now()
        WHERE id = ${id} AND state = 'asked'`,
  );
  return count === 1;
}

/** It was not made and will not be, until somebody asks again. */
export async function setIssueFailed(tx: Tx, id: string, failure: string): Promise<boolean> {
  const count = await execute(
    tx,
    sql`UPDATE issue_link SET state = 'failed', failure = ${failure} WHERE id = ${id} AND state = 'asked'`,
  );
  return count === 1;
}

/** What the tracker said of it now. True when that is another state than before. */
export async function setIssueRead(
  tx: Tx,
  id: string,
  read: {
    readonly state: "open" | "closed" | "unknown";
    readonly failure: string | null;
    readonly againSeconds: number;
  },
): Promise<boolean> {
  const row = await firstRow<{ before: string }>(
    tx,
    sql`UPDATE issue_link i SET state = ${read.state}, failure = ${read.failure}, read_at = dlo_now(), next_at = dlo_now() + make_interval(secs => ${read.againSeconds})
        FROM (SELECT id, state FROM issue_link WHERE id = ${id} AND external_id IS NOT NULL FOR UPDATE) b WHERE i.id = b.id RETURNING b.state AS before`,
  );
  return row !== undefined && row.before !== read.state;
}

/** The tracker did not say: the state stays as it was read last, with why it is no newer. */
export async function setIssueUnread(db: Sql, id: string, failure: string | null, againSeconds: number): Promise<void> {
  await execute(
    db,
    sql`UPDATE issue_link SET failure = coalesce(${failure}, failure), next_at = dlo_now() + make_interval(secs => ${againSeconds}) WHERE id = ${id}`,
  );
}
