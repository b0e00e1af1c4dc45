import { formatPlural } from "@/app/_components/format";
import type { Status } from "@/app/_components/ui/status";
import type { FailureClass } from "@/lib/contract/failures";

type Triaged = Pick<FailureClass, "status" | "acknowledged" | "snooze" | "woken" | "dismissed">;
type Snooze = { kind: "time" | "count" | "escalates" | "loss"; moreCount: number | null };

/** The one state of a row: what people decided goes before what the class does by itself. */
export function shownStatus({ status, snooze, dismissed }: Triaged): Status {
  if (dismissed) return "dismissed";
  return snooze ? "snoozed" : status;
}

/** The second line of a state; undefined where the state says it all. The end of a timed snooze is shown as a time. */
export function stateDetail(failure: Triaged): string | undefined {
  const { acknowledged, snooze, woken, dismissed } = failure;
  if (dismissed) return `${formatPlural(dismissed.arrivedCount, "message")} since`;
  if (snooze) return snooze.kind === "time" ? undefined : snoozeWords(snooze);
  if (acknowledged) return `acknowledged, ${acknowledged.by}`;
  return woken ? `back: ${woken.reason}` : undefined;
}

/** "until 20 more arrive"; for a time only that it is one: the moment stands beside it in the reader's zone. */
export function snoozeWords({ kind, moreCount }: Snooze): string {
  if (kind === "escalates") return "until it escalates";
  if (kind === "loss") return "until it is about to lose one";
  if (kind === "count") return `until ${formatPlural(moreCount, "more arrives", "more arrive")}`;
  return "until";
}

export type TriageVerb = "acknowledge" | "assign" | "snooze" | "dismiss" | "reopen";

/** Why this cannot be decided now; undefined when it can. `mayNot` is why the person may not at all. */
export function triageRefusal(verb: TriageVerb, failure: Triaged, mayNot: string | undefined): string | undefined {
  if (mayNot) return mayNot;
  const isResolved = failure.status === "resolved";
  if (verb === "acknowledge" && isResolved) return "It is resolved: there is nothing to acknowledge.";
  if (verb === "acknowledge" && failure.acknowledged) return `${failure.acknowledged.by} acknowledged it already.`;
  if (verb === "snooze" && failure.dismissed) return "It is dismissed: reopen it first.";
  if (verb === "snooze" && isResolved) return "It is resolved: there is nothing to snooze.";
  if (verb === "dismiss" && failure.dismissed) return "It is dismissed already.";
  const isUndecided = !failure.acknowledged && !failure.snooze && !failure.dismissed;
  return verb === "reopen" && isUndecided ? "Nothing was decided about it." : undefined;
}

/** Why this choice of a snooze would end at once; undefined when it would not. */
export function snoozeChoiceRefusal(
  kind: Snooze["kind"],
  { status, loss }: Pick<FailureClass, "status" | "loss">,
  now: number,
): string | undefined {
  if (kind === "escalates" && status === "escalating") return "It escalates already.";
  const isSoon = loss.at !== null && Date.parse(loss.at) - now < 24 * 3_600_000;
  return kind === "loss" && loss.kind === "certain" && isSoon
    ? "Its first loss is within 24 hours already."
    : undefined;
}
