import type { ReasonPlace } from "./known";
import type { Condition, Reason } from "./reason";

/** What asks something of a person, or tells them: never a part of an incident, or nobody would hear of it. */
const ALONE: readonly Condition[] = ["run-paused", "run-finished", "approval-waiting"];
const WEAK = "account:";
/** Ties to a place: its class, queue or pipeline, or the sight of it. */
const PLACES = ["class:", "queue:", "pipeline:", "blind:", "pollers"];

/** All that a reason may share with others: what its condition said, its place, and its class, queue and pipelines. */
export function tiesOf(reason: Reason, place: Pick<ReasonPlace, "pipelines">): string[] {
  const { condition, accountId, classId, queueId, subject } = reason;
  if (ALONE.includes(condition)) return [];
  if (condition === "poller-silent") return ["pollers"];
  if (condition === "account-blind") return [`blind:${accountId ?? ""}`];
  const pipelines = subject.kind === "pipeline" ? [subject.id] : place.pipelines.map(({ id }) => id);
  return [
    ...new Set([
      ...reason.ties,
      ...(classId === null ? [] : [`class:${classId}`]),
      ...(queueId === null ? [] : [`queue:${queueId}`]),
      ...pipelines.map((id) => `pipeline:${id}`),
    ]),
  ];
}

/** Many things share an account: that alone makes nothing one incident. */
export function isWeak(tie: string): boolean {
  return tie.startsWith(WEAK);
}
export function isPlace(tie: string): boolean {
  return PLACES.some((prefix) => tie.startsWith(prefix));
}
