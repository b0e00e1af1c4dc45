import type { KnownReason, PlacedReason, ReasonPlace } from "../known";
import type { Condition, Reason } from "../reason";

export const AT = new Date("2026-11-20T12:00:00Z");
export function minutes(after: number): Date {
  return new Date(AT.getTime() + after * 60_000);
}

export const PRODUCTION: ReasonPlace = {
  account: { id: "acc_1", awsAccountId: "111111111111", name: "shop", environment: "prd", isProduction: true },
  region: "eu-central-1",
  name: "orders",
  tags: null,
  owner: "checkout",
  team: null,
  tier: null,
  pipelines: [],
  isBacklog: false,
};

/** A condition that holds in production since a minute. */
export function aPlacedReason(condition: Condition, name: string, more: Partial<PlacedReason> = {}): PlacedReason {
  return { ...aReason(condition, name), place: { ...PRODUCTION, name }, ...more };
}

/** The same as it was kept an hour ago and seen just now. */
export function aKnownReason(condition: Condition, name: string, alertId: string): KnownReason {
  const times = { openedAt: minutes(-60), seenAt: AT, resolvedAt: null };
  return { ...aReason(condition, name), rowId: 1, alertId, ...times };
}

function aReason(condition: Condition, name: string): Reason {
  const kind = condition.startsWith("class") ? "class" : "queue";
  return {
    condition,
    severity: "page",
    subject: { kind, id: name, name },
    accountId: "acc_1",
    region: "eu-central-1",
    arn: null,
    queueId: null,
    classId: kind === "class" ? name : null,
    since: minutes(-1),
    sentence: `${name} fails.`,
    ties: [],
  };
}
