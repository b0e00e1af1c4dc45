import { type Grant, restrict } from "@/lib/core/access/grant";
import type { TokenRights } from "@/lib/core/access/token-rights";
import { type Actor, actorWith } from "@/lib/core/actor";
import { findLivingPerson, findTokenRights } from "@/lib/db/access";
import type { Sql } from "@/lib/db/connect";
import { grantsOf, resolveSelectors } from "@/lib/db/grants";

/** A person with the rights they have at this moment; without any once they were disabled. */
export async function userActor(db: Sql, user: { readonly id: string; readonly name: string }): Promise<Actor> {
  return actorWith({ kind: "user", id: user.id, name: user.name }, await liveGrants(db, user.id));
}

/** A token: at most what it was made for, and at most what its owner may do at this moment. */
export async function tokenActor(db: Sql, token: TokenRights): Promise<Actor> {
  const [scope] = await resolveSelectors(db, [token.selector]);
  const owned = scope ? restrict(await liveGrants(db, token.ownerId), { capabilities: token.capabilities, scope }) : [];
  const limit = token.maxMessages === null ? {} : { maxMessages: token.maxMessages };
  return actorWith({ kind: "token", id: token.id, name: token.name, onBehalfOf: token.ownerId, ...limit }, owned);
}

/** Whoever has this id, a person or a token, as they may act now; undefined once they may not act at all. */
export async function actorById(db: Sql, id: string): Promise<Actor | undefined> {
  const token = await findTokenRights(db, id);
  if (token) return tokenActor(db, token);
  const person = await findLivingPerson(db, id);
  return person && userActor(db, person);
}

async function liveGrants(db: Sql, userId: string): Promise<Grant[]> {
  const rows = await grantsOf(db, userId);
  const scopes = await resolveSelectors(
    db,
    rows.map((row) => row.selector),
  );
  return rows.flatMap(({ capabilities }, index) => {
    const scope = scopes[index];
    return scope ? [{ capabilities, scope }] : [];
  });
}
