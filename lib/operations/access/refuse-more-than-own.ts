import { CAPABILITIES, type Capability } from "@/lib/core/access/capabilities";
import { covers, type Scope } from "@/lib/core/access/scope";
import { type Actor, scopeOf } from "@/lib/core/actor";
import { Forbidden } from "@/lib/core/errors";

/** Nobody gives what they do not have: each capability, over at least this scope. */
export function refuseMoreThanOwn(actor: Actor, capabilities: readonly Capability[], scope: Scope): void {
  const lacking = capabilities.filter((capability) => {
    const own = scopeOf(actor, capability);
    return !actor.capabilities.includes(capability) || !covers(own, scope);
  });
  const first = lacking[0];
  if (first === undefined) return;
  throw new Forbidden(
    "forbidden",
    `You cannot give more than you have: you may not ${CAPABILITIES[first]} there${lacking.length > 1 ? ` (and ${lacking.length - 1} more)` : ""}.`,
    { capabilities: lacking },
  );
}
