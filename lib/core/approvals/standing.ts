/** What somebody said about a plan, in the order in which it was said. */
export const APPROVAL_KINDS = ["asked", "approved", "refused", "commented", "withdrawn"] as const;
export type ApprovalKind = (typeof APPROVAL_KINDS)[number];

/** Who made or asked for a plan: the person, whatever token they came with. */
export interface Sides {
  readonly hash: string;
  readonly creatorPersonId: string;
  /** Everybody who asked, also of earlier times. */
  readonly askerPersonIds: readonly string[];
}
export interface GivenApproval {
  readonly personId: string;
  readonly planHash: string;
  /** Whether whoever gave it may approve this plan still. */
  readonly mayStill: boolean;
}

/**
 * The approvals that count: given to exactly this plan by other people than those who made it or asked for it, who may do
 * so still, one for each person.
 */
export function countingApprovals<T extends GivenApproval>(given: readonly T[], sides: Sides): T[] {
  const people = new Set<string>();
  return given.filter(({ personId, planHash, mayStill }) => {
    const counts = mayStill && planHash === sides.hash && !isOwn(personId, sides) && !people.has(personId);
    if (counts) people.add(personId);
    return counts;
  });
}

function isOwn(personId: string, sides: Sides): boolean {
  return personId === sides.creatorPersonId || sides.askerPersonIds.includes(personId);
}

/** Why this person may not approve or refuse the plan though they have the right; undefined when they may. */
export function whyNotYou(personId: string, sides: Sides, approvedBy: readonly string[]): string | undefined {
  if (personId === sides.creatorPersonId) return "You made this plan; somebody else must approve it.";
  if (sides.askerPersonIds.includes(personId)) return "You asked for this approval; somebody else must give it.";
  if (approvedBy.includes(personId)) return "You approved this plan already.";
  return undefined;
}

export const APPROVAL_STATES = [
  "not-needed",
  "not-asked",
  "awaiting",
  "approved",
  "refused",
  "withdrawn",
  "expired",
  "applied",
] as const;
export type ApprovalState = (typeof APPROVAL_STATES)[number];

interface PlanStanding {
  readonly planState: "draft" | "awaiting-approval" | "approved" | "applied" | "expired" | "refused" | "withdrawn";
  readonly needed: number;
  readonly countingCount: number;
  readonly isAsked: boolean;
}

/** Where the approval of a plan stands by the rules and rights of now. What has ended stays ended. */
export function approvalState({ planState, needed, countingCount, isAsked }: PlanStanding): ApprovalState {
  if (planState === "applied" || planState === "expired" || planState === "refused" || planState === "withdrawn")
    return planState;
  if (needed === 0) return "not-needed";
  if (isAsked && countingCount >= needed) return "approved";
  return isAsked ? "awaiting" : "not-asked";
}
