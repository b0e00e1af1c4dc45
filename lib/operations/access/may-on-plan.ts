import type { Capability } from "@/lib/core/access/capabilities";
import { type Actor, may, mayOn, scopeOf } from "@/lib/core/actor";
import type { Sql } from "@/lib/db/connect";
import { getPlan } from "@/lib/db/plans";

/**
 * Whether the actor may do this to a plan, or to the run that it became: over its account, its whole queue or its resource, or because
 * every message in it is of a source that the actor's grants name.
 */
export async function mayOnPlan(
  db: Sql,
  actor: Actor,
  capability: Capability,
  plan: { readonly id: string; readonly accountId: string; readonly subjectArn: string },
): Promise<boolean> {
  if (mayOn(actor, capability, plan.accountId, plan.subjectArn)) return true;
  const scope = scopeOf(actor, capability);
  if (!may(actor, capability) || scope.kind === "all" || scope.arns === undefined) return false;
  return (await getPlan(db, scope, plan.id)) !== undefined;
}
