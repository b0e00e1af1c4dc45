import { type Capability, isBuiltInRole, ROLES } from "@/lib/core/access/capabilities";
import type { Scope } from "@/lib/core/access/scope";
import type { Selector } from "@/lib/core/access/selector";
import type { Sql, Tx } from "./connect";
import { execute, firstRow, joinSql, rows, sql } from "./query";

export interface GrantRow {
  readonly id: string;
  readonly subjectKind: "user" | "group";
  readonly subject: string;
  readonly role: string;
  readonly roleName: string;
  readonly capabilities: readonly Capability[];
  readonly selector: Selector;
  readonly reason: string | null;
  readonly createdAt: string;
  readonly createdByName: string | null;
  readonly expiresAt: string | null;
}
const GRANTS = sql`SELECT g.id, g.subject_kind, g.subject, g.role, coalesce(r.name, g.role) AS role_name, r.capabilities, g.selector, g.reason,
    g.created_at, g.created_by_name, g.expires_at
  FROM access_grant g LEFT JOIN role r ON r.id = g.role`;
const LIVE = sql`g.revoked_at IS NULL AND (g.expires_at IS NULL OR g.expires_at > dlo_now())`;

type Raw = Omit<GrantRow, "capabilities"> & { readonly capabilities: readonly Capability[] | null };

function grantFrom(row: Raw): GrantRow {
  return { ...row, capabilities: isBuiltInRole(row.role) ? ROLES[row.role] : (row.capabilities ?? []) };
}

/** Every grant that holds now, newest first. */
export async function listGrants(db: Sql): Promise<GrantRow[]> {
  return (await rows<Raw>(db, sql`${GRANTS} WHERE ${LIVE} ORDER BY g.created_at DESC, g.id`)).map(grantFrom);
}

export async function findGrant(db: Sql, id: string): Promise<GrantRow | undefined> {
  const row = await firstRow<Raw>(db, sql`${GRANTS} WHERE ${LIVE} AND g.id = ${id}`);
  return row && grantFrom(row);
}

/** The grants of a person that hold now: their own, and those of the groups they last signed in with, within 24 hours. */
export async function grantsOf(db: Sql, userId: string): Promise<GrantRow[]> {
  const found = await rows<Raw>(
    db,
    sql`${GRANTS} WHERE ${LIVE} AND EXISTS (SELECT 1 FROM app_user u WHERE u.id = ${userId} AND u.disabled_at IS NULL) AND (
          (g.subject_kind = 'user' AND g.subject = ${userId})
          OR (g.subject_kind = 'group' AND g.subject IN (
            SELECT i.provider_key || ':' || groups.name FROM user_identity i CROSS JOIN LATERAL unnest(i.groups) AS groups(name)
            WHERE i.user_id = ${userId} AND i.last_signed_in_at > dlo_now() - interval '24 hours')))
        ORDER BY g.created_at, g.id`,
  );
  return found.map(grantFrom);
}

export async function insertGrant(
  tx: Tx,
  grant: {
    readonly id: string;
    readonly subjectKind: "user" | "group";
    readonly subject: string;
    readonly role: string;
    readonly selector: Selector;
    readonly reason: string | null;
    readonly expiresAt: string | null;
    readonly createdBy: string;
    readonly createdByName: string;
  },
): Promise<void> {
  await execute(
    tx,
    sql`INSERT INTO access_grant (id, subject_kind, subject, role, selector, reason, expires_at, created_at, created_by, created_by_name)
        VALUES (${grant.id}, ${grant.subjectKind}, ${grant.subject}, ${grant.role}, ${JSON.stringify(grant.selector)}::jsonb, ${grant.reason},
                ${grant.expiresAt}::timestamptz, dlo_now(), ${grant.createdBy}, ${grant.createdByName})`,
  );
}

export async function revokeGrant(tx: Tx, id: string): Promise<void> {
  await execute(tx, sql`UPDATE access_grant SET revoked_at = dlo_now() WHERE id = ${id} AND revoked_at IS NULL`);
}

/**
 * Locks the grants that make people admin over everything for good, so that two changes at once cannot leave none; returns
 * those people. Admins by group or until a time may be gone tomorrow, so they do not count.
 */
export async function lockAdmins(tx: Tx): Promise<string[]> {
  const permanent = sql`g.subject_kind = 'user' AND g.role = 'admin' AND g.selector->>'kind' = 'all' AND g.revoked_at IS NULL AND g.expires_at IS NULL`;
  await execute(tx, sql`SELECT 1 FROM access_grant g WHERE ${permanent} ORDER BY g.id FOR UPDATE`);
  // Read after the lock: who was removed while this waited does not count any more.
  const found = await rows<{ subject: string }>(
    tx,
    sql`SELECT g.subject FROM access_grant g JOIN app_user u ON u.id = g.subject AND u.disabled_at IS NULL WHERE ${permanent} ORDER BY g.id`,
  );
  return [...new Set(found.map((row) => row.subject))];
}

/** Whether somebody has a role over whatever one of these teams or people answers for. */
export async function areOwnersGranted(db: Sql, owners: readonly string[]): Promise<boolean> {
  const found = await firstRow(
    db,
    sql`SELECT 1 FROM access_grant g WHERE ${LIVE} AND g.selector -> 'owners' ?| ${[...owners]}::text[] LIMIT 1`,
  );
  return found !== undefined;
}

/** Names of people who can give rights, longest there first. */
export async function adminNames(db: Sql, limit: number): Promise<string[]> {
  const found = await rows<{ name: string }>(
    db,
    sql`SELECT u.name FROM app_user u WHERE u.disabled_at IS NULL AND EXISTS (
          SELECT 1 FROM access_grant g LEFT JOIN role r ON r.id = g.role
          WHERE ${LIVE} AND g.subject_kind = 'user' AND g.subject = u.id AND (g.role = 'admin' OR 'users.manage' = ANY(r.capabilities)))
        ORDER BY u.created_at, u.id LIMIT ${limit}`,
  );
  return found.map((row) => row.name);
}

/** A function's ARN, also where the failure names a version or an alias of it. */
const LAMBDA = "^arn:[^:]+:lambda:[^:]*:[^:]*:function:[^:]+";

/** What each selector stands for now. */
export async function resolveSelectors(db: Sql, selectors: readonly Selector[]): Promise<Scope[]> {
  const some = selectors.filter((one) => one.kind === "some");
  if (some.length === 0) return selectors.map(() => ({ kind: "all" }));
  const environments = some.flatMap((one) => one.environments);
  const inEnvironments =
    environments.length === 0
      ? []
      : await rows<{ id: string; environment: string }>(
          db,
          sql`SELECT id, environment FROM account WHERE removed_at IS NULL AND environment = ANY(${environments}::text[])`,
        );
  return Promise.all(
    selectors.map(async (one): Promise<Scope> => {
      if (one.kind === "all") return { kind: "all" };
      const accounts = inEnvironments.filter((row) => one.environments.includes(row.environment)).map((row) => row.id);
      const arns = await arnsOf(db, one);
      return { kind: "accounts", accountIds: [...one.accountIds, ...accounts], ...(arns && { arns }) };
    }),
  );
}

/**
 * The resources with one of the tags or owners, and dead-letter queues that nothing else is known to send to: now, or once by
 * a failure that is still known, whatever became of what it came from.
 */
async function arnsOf(db: Sql, { tags, owners }: Extract<Selector, { kind: "some" }>) {
  if (tags.length + owners.length === 0) return undefined;
  const wanted = joinSql(
    [
      sql`SELECT NULL::text AS arn, NULL::text AS account_id WHERE false`,
      ...tags.flatMap(({ key, value }) => {
        const tag = sql`${JSON.stringify({ [key]: value })}::jsonb`;
        return [
          sql`SELECT arn, account_id FROM queue WHERE deleted_at IS NULL AND tags @> ${tag}`,
          sql`SELECT arn, account_id FROM resource WHERE deleted_at IS NULL AND tags @> ${tag}`,
        ];
      }),
      // A dead-letter queue's owner may be its senders': whether it is theirs alone is found below.
      sql`SELECT w.arn, w.account_id FROM ownership w WHERE (w.owner = ANY(${[...owners]}::text[]) OR w.team = ANY(${[...owners]}::text[]))
          AND (w.via_arn IS NULL OR NOT EXISTS (SELECT 1 FROM queue k WHERE k.arn = w.arn AND k.is_dead_letter_queue AND k.deleted_at IS NULL))`,
    ],
    " UNION ",
  );
  const found = await rows<{ arn: string; accountId: string }>(
    db,
    sql`WITH own AS MATERIALIZED (${wanted}),
          feed AS (SELECT s.arn AS from_arn, s.dead_letter_target_arn AS to_arn FROM queue s WHERE s.deleted_at IS NULL AND s.dead_letter_target_arn IS NOT NULL
                   UNION SELECT e.from_arn, e.to_arn FROM resource_edge e WHERE e.kind = 'dead-letters')
        SELECT arn, account_id FROM own
        UNION
        SELECT d.arn, d.account_id FROM queue d
        WHERE d.deleted_at IS NULL AND d.arn IN (SELECT f.to_arn FROM feed f JOIN own ON own.arn = f.from_arn)
          AND NOT EXISTS (SELECT 1 FROM feed f WHERE f.to_arn = d.arn AND f.from_arn NOT IN (SELECT arn FROM own))
          AND NOT EXISTS (SELECT 1 FROM failure_class c WHERE c.queue_id = d.id AND c.anchor_arn <> d.arn
            AND coalesce(substring(c.anchor_arn FROM ${LAMBDA}), c.anchor_arn) NOT IN (SELECT arn FROM own))`,
  );
  return Object.fromEntries(found.map((row) => [row.arn, row.accountId]));
}
