import { CAPABILITIES, type Capability } from "@/lib/core/access/capabilities";
import { EVERYTHING } from "@/lib/core/access/scope";
import type { Actor } from "@/lib/core/actor";
import { Forbidden, Invalid } from "@/lib/core/errors";
import type { Sql } from "@/lib/db/connect";
import { hasGroups } from "@/lib/db/identities";
import type { UserRow } from "@/lib/db/people";
import { actorById } from "../access/actor-of";
import { refuseMoreThanOwn } from "../access/refuse-more-than-own";

/** A provider says who everybody is, so whoever changes one could become anybody: only who may do everything may. */
export function refuseLesserAdmin(actor: Actor): void {
  try {
    refuseMoreThanOwn(actor, Object.keys(CAPABILITIES) as Capability[], EVERYTHING);
  } catch {
    throw new Forbidden(
      "forbidden",
      "Who changes how people sign in could become anybody. Ask an admin who may do everything.",
    );
  }
}

/**
 * Who gives somebody a way in could use it, so nobody does that to a person who may do more than they. What groups give
 * comes and goes with sign-ins: over a person with groups only who may do everything decides.
 */
export async function refuseOverGreater(actor: Actor, db: Sql, userId: string): Promise<void> {
  if (await hasGroups(db, userId)) refuseLesserAdmin(actor);
  const person = await actorById(db, userId);
  for (const { capabilities, scope } of person?.grants ?? []) refuseMoreThanOwn(actor, capabilities, scope);
}

/** A removed person gets no way in: what they may do shows only once they are there again. */
export function refuseRemoved({ name, disabledAt }: UserRow): void {
  if (disabledAt !== null)
    throw new Invalid(`${name} was removed.`, [{ field: "userId", message: "was removed: restore the person first" }]);
}
