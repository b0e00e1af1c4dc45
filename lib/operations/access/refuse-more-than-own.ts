import { CAPABILITIES, type Capability } from "@/lib/core/access/capabilities";
import { covers, type Scope } from "@/lib/core/access/scope";
import { changingPart, isWithin, type Selector } from "@/lib/core/access/selector";
import { type Actor, personOf, scopeOf } from "@/lib/core/actor";
import { Forbidden } from "@/lib/core/errors";
import type { Tx } from "@/lib/db/connect";
import { grantsOf } from "@/lib/db/grants";

/** Nobody gives what they do not have: each capability, over at least this scope. */
export function refuseMoreThanOwn(actor: Actor, capabilities: readonly Capability[], scope: Scope): void {
  const lacking = capabilities.filter((capability) => {
    const own = scopeOf(actor, capability);
    return !actor.capabilities.includes(capability) || !covers(own, scope);
  });
  refuseLacking(lacking, "there");
}

/**
 * The same for what a selector will name one day: environments, tags and owners only by who has the capability everywhere, or
 * over those same words. Else somebody would give today what the next account or tag makes theirs.
 */
export async function refuseMoreThanOwnLater(
  tx: Tx,
  actor: Actor,
  capabilities: readonly Capability[],
  selector: Selector,
): Promise<void> {
  const changing = changingPart(selector);
  if (!changing) return;
  const own = await grantsOf(tx, personOf(actor));
  const lacking = capabilities.filter((capability) => {
    const held = own.filter((grant) => grant.capabilities.includes(capability)).map((grant) => grant.selector);
    return scopeOf(actor, capability).kind !== "all" && !isWithin(held, changing);
  });
  refuseLacking(lacking, "wherever that will be");
}

function refuseLacking(lacking: readonly Capability[], where: string): void {
  const first = lacking[0];
  if (first === undefined) return;
  throw new Forbidden(
    "forbidden",
    `You cannot give more than you have: you may not ${CAPABILITIES[first]} ${where}${lacking.length > 1 ? ` (and ${lacking.length - 1} more)` : ""}.`,
    { capabilities: lacking },
  );
}
