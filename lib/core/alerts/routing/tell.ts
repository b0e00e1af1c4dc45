import type { KnownAlert, PlacedReason } from "../known";
import type { Condition, Severity } from "../reason";
import { SYMPTOMS } from "../symptoms";
import { deserves, type Routed } from "./route";

/** What is told first and wakes people when it gets worse, while the same reason holds. */
const RISES: ReadonlySet<Condition> = new Set<Condition>(["predicted-loss", "budget-burn"]);

/** A reason of the alert that holds now and that nobody silenced. */
export interface ActiveReason extends PlacedReason {
  readonly openedAt: Date;
}
export interface Telling {
  readonly kind: "opened" | "repeated";
  readonly severity: Severity;
}
type Standing = Pick<KnownAlert, "state" | "severity" | "toldAt" | "lastToldAt" | "acknowledgedAt" | "reopenedAt">;

/** What came back is told again when it stays for so long: what comes and goes is told once. */
const STAYS_MINUTES = 30;
/** People were told that messages are out of danger, and they are not: no time for patience. */
const LOSS_STAYS_MINUTES = 5;

/** What comes into an alert so long after people were told, they were not told of. */
const HOUR_MINUTES = 60;

/**
 * Whether the channels are told now, and what. Once when it opened; again when it became worth waking somebody, its first loss
 * was foreseen, or an hour later the loss of another queue; when something that wakes people came to an alert that somebody has
 * since more than an hour; else at its repeat, while nobody has it. What is silenced is no reason to tell. `losses` are all of
 * its open reasons that foresee one.
 */
export function tellingOf(
  alert: Standing,
  active: readonly ActiveReason[],
  losses: readonly { readonly openedAt: Date }[],
  { routed, at }: { readonly routed: Routed; readonly at: Date },
): Telling | undefined {
  if (active.length === 0 || routed.mute !== null) return undefined;
  if (alert.toldAt === null)
    return alert.state === "acknowledged" ? undefined : { kind: "opened", severity: routed.severity };
  const news = active.filter(({ openedAt }) => alert.acknowledgedAt === null || openedAt > alert.acknowledgedAt);
  const graver = active.filter((one) => news.includes(one) || RISES.has(one.condition));
  if (alert.severity === "notify" && routed.severity === "page" && isWorthWaking(graver, routed))
    return { kind: "opened", severity: "page" };
  const isTold = ({ openedAt }: { readonly openedAt: Date }) =>
    alert.lastToldAt !== null && openedAt <= alert.lastToldAt;
  const foreseen = news.filter((one) => one.condition === "predicted-loss" && !isTold(one));
  const isOther = (one: ActiveReason) => alert.severity === "notify" || deserves(one) === "page";
  if (
    losses.some(isTold) ? hasPassed(alert.lastToldAt, HOUR_MINUTES, at) && foreseen.some(isOther) : foreseen.length > 0
  )
    return { kind: "opened", severity: louder(alert.severity, routed.severity) };
  if (alert.state === "acknowledged" && routed.severity === "page" && news.some((one) => isAnother(one, alert)))
    return { kind: "opened", severity: louder(alert.severity, routed.severity) };
  const isDue = isRepeatDue(alert, routed.repeatMinutes, at) || cameToStay(alert, losses.length > 0, at);
  return alert.state === "open" && isDue ? { kind: "repeated", severity: alert.severity } : undefined;
}

/** Whether the repeat interval has passed since the channels were told last; null: they are told once. */
function isRepeatDue({ lastToldAt }: Standing, repeatMinutes: number | null, at: Date): boolean {
  return repeatMinutes !== null && hasPassed(lastToldAt, repeatMinutes, at);
}
function cameToStay({ lastToldAt, reopenedAt }: Standing, hasLoss: boolean, at: Date): boolean {
  if (reopenedAt === null || (lastToldAt !== null && reopenedAt <= lastToldAt)) return false;
  return hasPassed(reopenedAt, hasLoss ? LOSS_STAYS_MINUTES : STAYS_MINUTES, at);
}
function hasPassed(since: Date | null, minutes: number, at: Date): boolean {
  return since !== null && at.getTime() - since.getTime() >= minutes * 60_000;
}

/** Worth waking somebody by itself, and so late that who has the alert was told of something else. */
function isAnother(one: ActiveReason, { lastToldAt }: Standing): boolean {
  return deserves(one) === "page" && !SYMPTOMS.has(one.condition) && hasPassed(lastToldAt, HOUR_MINUTES, one.openedAt);
}

function isWorthWaking(news: readonly ActiveReason[], { route }: Routed): boolean {
  return news.some((one) => deserves(one) === "page" || (route !== null && !one.place.isBacklog));
}

function louder(one: Severity, other: Severity): Severity {
  return one === "page" || other === "page" ? "page" : "notify";
}
