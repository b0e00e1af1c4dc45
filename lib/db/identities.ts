import type { Identity } from "@/lib/core/sign-in/claims";
import type { Sql, Tx } from "./connect";
import { execute, firstRow, rows, sql } from "./query";

export interface IdentityRow {
  readonly id: string;
  readonly userId: string | null;
  readonly userName: string | null;
  readonly providerKey: string;
  readonly issuer: string;
  readonly subject: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly emailAtLink: string | null;
  readonly groups: string[];
  readonly firstSeenAt: string;
  readonly lastTriedAt: string;
  readonly lastSignedInAt: string | null;
  readonly linkedAt: string | null;
  readonly linkedByName: string | null;
  readonly sameEmailUserId: string | null;
}
const IDENTITIES = sql`SELECT i.id, i.user_id, u.name AS user_name, i.provider_key, i.issuer, i.subject, i.name, i.email, i.email_at_link, i.groups,
    i.first_seen_at, i.last_tried_at, i.last_signed_in_at, i.linked_at, i.linked_by_name, same.id AS same_email_user_id
  FROM user_identity i LEFT JOIN app_user u ON u.id = i.user_id
  LEFT JOIN app_user same ON i.user_id IS NULL AND same.email = i.email`;

export function listIdentitiesOf(db: Sql, userId: string): Promise<IdentityRow[]> {
  return rows<IdentityRow>(db, sql`${IDENTITIES} WHERE i.user_id = ${userId} ORDER BY i.first_seen_at, i.id`);
}
/** Nobody's yet: the 200 that tried last. */
export function listWaitingIdentities(db: Sql): Promise<IdentityRow[]> {
  return rows<IdentityRow>(
    db,
    sql`${IDENTITIES} WHERE i.user_id IS NULL ORDER BY i.last_tried_at DESC, i.id LIMIT 200`,
  );
}
export function findIdentity(db: Sql, id: string): Promise<IdentityRow | undefined> {
  return firstRow<IdentityRow>(db, sql`${IDENTITIES} WHERE i.id = ${id}`);
}

/**
 * The row of this identity, locked until the transaction ends, and whether this is the first time it is seen. Two
 * sign-ins of the same at once take turns.
 */
export async function meetIdentity(
  tx: Tx,
  id: string,
  providerKey: string,
  seen: Identity,
): Promise<{ id: string; userId: string | null; email: string | null; isNew: boolean }> {
  const { issuer, subject, name, email } = seen;
  const made = await execute(
    tx,
    sql`INSERT INTO user_identity (id, provider_key, issuer, subject, name, email, first_seen_at, last_tried_at)
        VALUES (${id}, ${providerKey}, ${issuer}, ${subject}, ${name}, ${email}, dlo_now(), dlo_now())
        ON CONFLICT (issuer, subject) DO NOTHING`,
  );
  const before = await firstRow<{ id: string; userId: string | null; email: string | null }>(
    tx,
    sql`SELECT id, user_id, email FROM user_identity WHERE issuer = ${issuer} AND subject = ${subject} FOR UPDATE`,
  );
  if (!before) throw new Error("an identity that was just met is not there");
  await execute(
    tx,
    sql`UPDATE user_identity SET provider_key = ${providerKey}, name = ${name}, email = ${email}, last_tried_at = dlo_now() WHERE id = ${before.id}`,
  );
  return { ...before, isNew: made === 1 };
}

/** The groups of this sign-in replace those of the last. */
export async function noteSignedIn(tx: Tx, id: string, groups: readonly string[]): Promise<void> {
  await execute(
    tx,
    sql`UPDATE user_identity SET groups = ${[...groups]}::text[], last_signed_in_at = dlo_now() WHERE id = ${id}`,
  );
}

export async function linkIdentity(tx: Tx, id: string, userId: string, byName: string): Promise<void> {
  await execute(
    tx,
    sql`UPDATE user_identity SET user_id = ${userId}, email_at_link = email, linked_at = dlo_now(), linked_by_name = ${byName} WHERE id = ${id}`,
  );
}

/** Nobody's again; what it brought of groups and of sign-ins is gone with the person. */
export async function unlinkIdentity(tx: Tx, id: string): Promise<void> {
  await execute(
    tx,
    sql`UPDATE user_identity SET user_id = NULL, groups = '{}', email_at_link = NULL, linked_at = NULL, linked_by_name = NULL,
               last_signed_in_at = NULL WHERE id = ${id}`,
  );
}

/** The groups of an issuer count no more; returns whom they counted for. */
export async function forgetGroups(tx: Tx, issuer: string): Promise<string[]> {
  const found = await rows<{ userId: string }>(
    tx,
    sql`UPDATE user_identity SET groups = '{}' WHERE issuer = ${issuer} AND user_id IS NOT NULL RETURNING user_id`,
  );
  return [...new Set(found.map((row) => row.userId))];
}

/** Whether any identity of the person brought groups. */
export async function hasGroups(db: Sql, userId: string): Promise<boolean> {
  const found = await firstRow(
    db,
    sql`SELECT 1 FROM user_identity WHERE user_id = ${userId} AND groups <> '{}' LIMIT 1`,
  );
  return found !== undefined;
}

/** Adds a person who came through a provider, unless somebody has the e-mail; tells whether it did. */
export async function insertPersonFrom(
  tx: Tx,
  person: { readonly id: string; readonly name: string; readonly email: string },
): Promise<boolean> {
  const count = await execute(
    tx,
    sql`INSERT INTO app_user (id, name, email, email_verified) VALUES (${person.id}, ${person.name}, lower(${person.email}), false)
        ON CONFLICT DO NOTHING`,
  );
  return count === 1;
}

/**
 * Of these people, those who can sign in: with a password while that is on, or with an identity of a provider that is on
 * and that let them in before.
 */
export async function whoCanSignIn(
  tx: Tx,
  userIds: readonly string[],
  isPasswordOn: boolean,
): Promise<{ id: string; hasUsedProvider: boolean }[]> {
  return rows(
    tx,
    sql`SELECT id, has_used_provider FROM (
          SELECT u.id,
            ${isPasswordOn} AND EXISTS (SELECT 1 FROM auth_account a WHERE a.user_id = u.id AND a.provider_id = 'credential' AND a.password IS NOT NULL) AS has_password,
            EXISTS (SELECT 1 FROM user_identity i JOIN identity_provider p ON p.issuer = i.issuer AND p.is_on
                    WHERE i.user_id = u.id AND i.last_signed_in_at IS NOT NULL) AS has_used_provider
          FROM app_user u WHERE u.id = ANY(${[...userIds]}::text[]) AND u.disabled_at IS NULL) AS ways
        WHERE has_password OR has_used_provider`,
  );
}
