import { type Capability, isInstallationWide } from "./access/capabilities";
import { capabilitiesOf, type Grant, scopeOfGrants } from "./access/grant";
import { EVERYTHING, inScope, NOTHING, type Scope, unionOf } from "./access/scope";

/** Who is asking: a person, a token acting for its owner, the worker itself, or a policy that a person switched on. */
export interface Actor {
  readonly kind: "user" | "token" | "worker" | "policy" | "setup" | "anonymous";
  readonly id: string;
  readonly name: string;
  readonly onBehalfOf?: string;
  /** Everything that the actor may do somewhere. */
  readonly capabilities: readonly Capability[];
  /** Where the actor may do what is being done: inside an operation, where they have its capability. */
  readonly scope: Scope;
  /** Which capability where. Absent: all capabilities over the whole scope. */
  readonly grants?: readonly Grant[];
  /** How many messages one plan may have that this actor applies; absent: as their capabilities say. */
  readonly maxMessages?: number;
  /** The session that a person came with. */
  readonly sessionId?: string;
}

export const ANONYMOUS: Actor = {
  kind: "anonymous",
  id: "anonymous",
  name: "anonymous",
  capabilities: [],
  scope: NOTHING,
};

/** Rescues what is about to be lost, in queues for which a person asked for that. */
export const AUTO_RESCUE: Actor = {
  kind: "policy",
  id: "policy:auto-rescue",
  name: "auto-rescue",
  capabilities: ["counts.see", "plans.create", "plans.apply"],
  scope: EVERYTHING,
};

type Identity = Pick<Actor, "kind" | "id" | "name" | "onBehalfOf" | "maxMessages">;

/** An actor with exactly these grants. */
export function actorWith(identity: Identity, grants: readonly Grant[]): Actor {
  return {
    ...identity,
    capabilities: capabilitiesOf(grants),
    scope: unionOf(grants.map((grant) => grant.scope)),
    grants,
  };
}

/** Whether the actor may do this somewhere. What means the whole installation, nobody may in a part of it. */
export function may(actor: Actor, capability: Capability): boolean {
  return holds(actor, capability) && (!isInstallationWide(capability) || scopeOf(actor, capability).kind === "all");
}

/** Whether one of the actor's grants has the capability, over whatever scope. */
export function holds(actor: Actor, capability: Capability): boolean {
  return actor.capabilities.includes(capability);
}

/** Where the actor may do this; nothing when nowhere. */
export function scopeOf(actor: Actor, capability: Capability): Scope {
  if (actor.grants) return scopeOfGrants(actor.grants, capability) ?? NOTHING;
  return holds(actor, capability) ? actor.scope : NOTHING;
}

/** Whether the actor may do this to an object of this account, or to one that speaks of one of these ARNs. */
export function mayOn(
  actor: Actor,
  capability: Capability,
  accountId: string | undefined,
  ...arns: readonly (string | null)[]
): boolean {
  return may(actor, capability) && inScope(scopeOf(actor, capability), accountId, ...arns);
}

/** The person behind: somebody is one person, whatever token they come with. */
export function personOf(actor: Actor): string {
  return actor.onBehalfOf ?? actor.id;
}
