import { CAPABILITIES, type Capability } from "@/lib/core/access/capabilities";
import type { Scope } from "@/lib/core/access/scope";
import { type Actor, personOf, scopeOf } from "@/lib/core/actor";
import type { Sql } from "@/lib/db/connect";
import { adminNames, grantsOf } from "@/lib/db/grants";
import { viewGrants } from "../access/grant-view";
import { question } from "../operation";

const MOST_ARNS = 200;
const MOST_ADMINS = 3;

export const getMe = question("getMe", async ({ actor, db, settings }) => ({
  id: actor.id,
  name: actor.name,
  kind: actor.kind === "token" ? ("token" as const) : ("user" as const),
  roles: await roleNames(db, actor),
  capabilities: [...actor.capabilities],
  places: Object.fromEntries(actor.capabilities.map((capability) => [capability, placeOf(scopeOf(actor, capability))])),
  maxMessages: actor.maxMessages ?? null,
  admins: await adminNames(db, MOST_ADMINS),
  isDemo: settings.isDemo,
  isSimulated: settings.isSimulated,
}));

/** Every capability, whether the actor has it, and through which grants of their person. */
export const getMyPermissions = question("getMyPermissions", async ({ actor, db }) => {
  const grants = await grantsOf(db, personOf(actor));
  const views = await viewGrants(db, grants);
  return {
    items: (Object.keys(CAPABILITIES) as Capability[]).map((capability) => ({
      capability,
      meaning: CAPABILITIES[capability],
      isHeld: actor.capabilities.includes(capability),
      through: views.flatMap(({ roleName, where, subjectKind, subject, reason, expiresAt }, index) =>
        grants[index]?.capabilities.includes(capability)
          ? [{ roleName, where, by: subjectKind === "user" ? "directly" : `group ${subject}`, reason, expiresAt }]
          : [],
      ),
    })),
    admins: await adminNames(db, 20),
  };
});

/** A token has no role: it is made of capabilities. */
async function roleNames(db: Sql, actor: Actor): Promise<string[]> {
  if (actor.kind === "token") return [];
  const names = (await grantsOf(db, personOf(actor))).map((grant) => grant.roleName);
  return [...new Set(names)];
}

function placeOf(scope: Scope) {
  if (scope.kind === "all") return { isEverywhere: true, accountIds: [], arns: [], arnCount: 0 };
  const arns = Object.keys(scope.arns ?? {});
  return {
    isEverywhere: false,
    accountIds: [...scope.accountIds],
    arns: arns.slice(0, MOST_ARNS),
    arnCount: arns.length,
  };
}
