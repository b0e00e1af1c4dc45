import type { Sql } from "./connect";
import { execute, firstRow, sql } from "./query";

export interface SignInAttempt {
  readonly providerId: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  readonly redirectUri: string;
  readonly nextPath: string;
}

/** Remembers a sign-in that left for its provider, and forgets some that never came back. */
export async function insertAttempt(
  db: Sql,
  attempt: SignInAttempt & { readonly stateHash: string; readonly browserHash: string; readonly liveSeconds: number },
): Promise<void> {
  await execute(
    db,
    sql`DELETE FROM sign_in_attempt WHERE state_hash IN (
          SELECT state_hash FROM sign_in_attempt WHERE expires_at < dlo_now() LIMIT 100 FOR UPDATE SKIP LOCKED)`,
  );
  await execute(
    db,
    sql`INSERT INTO sign_in_attempt (state_hash, browser_hash, provider_id, nonce, code_verifier, redirect_uri, next_path, expires_at)
        VALUES (${attempt.stateHash}, ${attempt.browserHash}, ${attempt.providerId}, ${attempt.nonce}, ${attempt.codeVerifier}, ${attempt.redirectUri},
                ${attempt.nextPath}, dlo_now() + make_interval(secs => ${attempt.liveSeconds}))`,
  );
}

/** Takes the attempt with this state that this browser began: once. Undefined when there is none, or no more. */
export function takeAttempt(db: Sql, stateHash: string, browserHash: string): Promise<SignInAttempt | undefined> {
  return firstRow<SignInAttempt>(
    db,
    sql`DELETE FROM sign_in_attempt WHERE state_hash = ${stateHash} AND browser_hash = ${browserHash} AND expires_at > dlo_now()
        RETURNING provider_id, nonce, code_verifier, redirect_uri, next_path`,
  );
}

export async function insertLink(
  db: Sql,
  link: { readonly tokenHash: string; readonly userId: string; readonly liveSeconds: number },
): Promise<void> {
  await execute(db, sql`DELETE FROM sign_in_link WHERE user_id = ${link.userId} OR expires_at < dlo_now()`);
  await execute(
    db,
    sql`INSERT INTO sign_in_link (token_hash, user_id, expires_at)
        VALUES (${link.tokenHash}, ${link.userId}, dlo_now() + make_interval(secs => ${link.liveSeconds}))`,
  );
}

/** Whose link this is, and it is used up. Undefined when there is none, or no more, or its person was removed. */
export function takeLink(db: Sql, tokenHash: string): Promise<{ id: string; name: string } | undefined> {
  return firstRow(
    db,
    sql`DELETE FROM sign_in_link l USING app_user u
        WHERE l.token_hash = ${tokenHash} AND l.expires_at > dlo_now() AND u.id = l.user_id AND u.disabled_at IS NULL
        RETURNING u.id, u.name`,
  );
}
