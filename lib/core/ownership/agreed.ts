import type { Resource } from "../inventory/resource";
import type { Ownership, ResolvedOwnership } from "./ownership";

export interface Agreed {
  readonly ownership: ResolvedOwnership;
  /** The first of those who agree, by ARN. */
  readonly viaArn: string;
}

/**
 * The ownership that all stages share; undefined unless every one of them has the same owner. Parts on which they differ
 * are not known. One stage without an owner is enough to leave it open: it may be somebody else's.
 */
export function agreedOwnership(
  stages: readonly Resource[],
  ownershipOf: (stage: Resource) => ResolvedOwnership,
): Agreed | undefined {
  const [first, ...rest] = stages;
  if (!first) return undefined;
  const said = ownershipOf(first);
  const others = rest.map(ownershipOf);
  if (said.owner === null || others.some((other) => other.owner !== said.owner)) return undefined;
  const shared = <P extends keyof Ownership>(part: P) =>
    others.every((other) => other[part] === said[part]) ? said[part] : null;
  const parts = { owner: said.owner, team: shared("team"), tier: shared("tier"), runbook: shared("runbook") };
  return { ownership: { ...said, ...parts }, viaArn: first.arn };
}
