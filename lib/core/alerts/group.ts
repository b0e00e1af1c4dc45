import type { Condition } from "./reason";
import { SYMPTOMS } from "./symptoms";
import { isPlace, isWeak } from "./ties";
import { Unions } from "./unions";

/** A reason that is to be, or is, a part of an alert. `openedAt` is now for one that is new. */
export interface Groupable {
  readonly key: string;
  readonly condition: Condition;
  readonly classId: string | null;
  readonly ties: readonly string[];
  readonly since: Date;
  readonly openedAt: Date;
  /** Null for one that is new. */
  readonly alertId: string | null;
}

/** So long after another a reason is still the same incident: what fails anew tomorrow is told tomorrow. */
const JOINS_WITHIN_MS = 60 * 60_000;
const STORM_CLASSES = 5;
const STORM_MS = 5 * 60_000;

export interface Incident {
  /** Alerts that are one incident, the one that was told first in front; empty where it is new. */
  readonly alertIds: readonly string[];
  readonly newKeys: readonly string[];
}

/**
 * One incident = one alert. Reasons that share a consumer, dependency, error, cause, queue or pipeline within an hour are one;
 * those that share an account alone are when five classes of it began within five minutes. Of several open alerts that turn out
 * to be one incident, the order of `openAlertIds` says which leads; new reasons join that one.
 */
export function groupReasons(reasons: readonly Groupable[], openAlertIds: readonly string[]): Incident[] {
  const unions = new Unions();
  const byAlert = (alertId: string) => `alert ${alertId}`;
  for (const reason of reasons) {
    unions.add(reason.key);
    if (reason.alertId !== null) unions.join(reason.key, byAlert(reason.alertId));
  }
  for (const [tie, sharing] of reasonsByTie(reasons))
    if (isWeak(tie)) joinStorm(unions, sharing);
    else joinTied(unions, tie, sharing);
  const places = new Map(openAlertIds.map((id, at) => [byAlert(id), { id, at }]));
  const isNew = new Set(reasons.filter(({ alertId }) => alertId === null).map(({ key }) => key));
  return unions.groups().map((members) => ({
    alertIds: members
      .flatMap((member) => places.get(member) ?? [])
      .sort((a, b) => a.at - b.at)
      .map(({ id }) => id),
    newKeys: members.filter((member) => isNew.has(member)),
  }));
}

function reasonsByTie(reasons: readonly Groupable[]): Map<string, Groupable[]> {
  const found = new Map<string, Groupable[]>();
  for (const reason of reasons)
    for (const tie of reason.ties) {
      const sharing = found.get(tie);
      if (sharing) sharing.push(reason);
      else found.set(tie, [reason]);
    }
  return found;
}

function joinTied(unions: Unions, tie: string, sharing: readonly Groupable[]): void {
  const inOrder = [...sharing].sort((a, b) => a.openedAt.getTime() - b.openedAt.getTime());
  for (const [at, reason] of inOrder.entries()) {
    const before = inOrder[at - 1];
    if (before && isSameIncident(tie, before, reason)) unions.join(before.key, reason.key);
  }
}

function isSameIncident(tie: string, before: Groupable, reason: Groupable): boolean {
  if (reason.openedAt.getTime() - before.openedAt.getTime() <= JOINS_WITHIN_MS) return true;
  return isPlace(tie) && SYMPTOMS.has(reason.condition);
}

/** Joins those that began in a window of five minutes in which five classes did. */
function joinStorm(unions: Unions, sharing: readonly Groupable[]): void {
  const inOrder = [...sharing].sort((a, b) => a.since.getTime() - b.since.getTime());
  const firstOfClass = new Map<string, Groupable>();
  for (const reason of inOrder)
    if (reason.classId !== null && !firstOfClass.has(reason.classId)) firstOfClass.set(reason.classId, reason);
  const classes = [...firstOfClass.values()];
  for (const [end, last] of classes.entries()) {
    const five = classes.slice(Math.max(0, end + 1 - STORM_CLASSES), end + 1);
    const first = five[0];
    if (five.length < STORM_CLASSES || !first || last.since.getTime() - first.since.getTime() > STORM_MS) continue;
    for (const one of five) unions.join(one.key, last.key);
  }
}
