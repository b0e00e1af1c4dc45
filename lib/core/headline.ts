export interface HeadlineFacts {
  /** Open classes that lost something for good within a day. */
  readonly losingCount: number;
  readonly lossWithin24hCount: number;
  readonly firstLossAt: string | null;
  readonly newCount: number;
  readonly ongoingCount: number;
  readonly escalatingCount: number;
  readonly regressedCount: number;
  readonly blindCount: number;
  readonly openRunCount: number;
  readonly queueCount: number;
  readonly accountCount: number;
  readonly isStale: boolean;
  /** Whoever asks sees a part of what is connected. */
  readonly isPart: boolean;
}

/**
 * The answer as a sentence: what is lost and when, else what fails, else that nothing does, and only as far as we can
 * see. `now` and the deadline are compared here; the page shows the exact time beside it.
 */
export function headline(facts: HeadlineFacts, now: Date): { headline: string; detail: string } {
  const detail = [
    facts.losingCount > 0 && facts.lossWithin24hCount > 0
      ? `${plural(facts.losingCount, "failure class loses events", "failure classes lose events")} for good`
      : "",
    facts.escalatingCount > 0
      ? plural(facts.escalatingCount, "failure class escalates", "failure classes escalate")
      : "",
    facts.regressedCount > 0
      ? `${plural(facts.regressedCount, "failure class has", "failure classes have")} regressed`
      : "",
    facts.newCount > 0 ? `${plural(facts.newCount, "failure class is", "failure classes are")} new` : "",
    facts.ongoingCount > 0 ? `${plural(facts.ongoingCount, "is", "are")} ongoing` : "",
    facts.blindCount > 0 ? `${plural(facts.blindCount, "Region is", "Regions are")} blind` : "",
    facts.openRunCount > 0 ? `${plural(facts.openRunCount, "run is", "runs are")} open` : "",
  ].filter(Boolean);
  return {
    headline: first(facts, now),
    detail: detail.length > 0 ? `${capital(detail.join(", "))}.` : whenQuiet(facts),
  };
}

/** "Nothing else" is claimed only where something is looked at. */
function whenQuiet({ accountCount, isPart }: HeadlineFacts): string {
  if (accountCount > 0) return isPart ? "Nothing else of what is shown to you needs you." : "Nothing else needs you.";
  return isPart ? "An admin can give you a role over what is." : "Whether anything fails is seen once one is.";
}

function first(facts: HeadlineFacts, now: Date): string {
  if (facts.accountCount === 0)
    return facts.isPart ? "Nothing that is connected is shown to you." : "No account is connected yet.";
  if (facts.lossWithin24hCount > 0 && facts.firstLossAt)
    return `${plural(facts.lossWithin24hCount, "message is", "messages are")} deleted by retention within 24 hours, the first in ${span(facts.firstLossAt, now)}.`;
  const failing = facts.newCount + facts.ongoingCount + facts.escalatingCount + facts.regressedCount;
  if (facts.losingCount > 0)
    return `${plural(facts.losingCount, "failure class has", "failure classes have")} lost events for good within 24 hours.`;
  if (failing > 0)
    return `${plural(failing, "failure class needs", "failure classes need")} a look; nothing is lost before tomorrow.`;
  if (facts.blindCount > 0) return "Nothing known is failing, but not everything can be seen.";
  if (facts.isStale) return "Nothing known is failing, but what we know is old.";
  return `No open failures in ${plural(facts.queueCount, "queue", "queues")}${facts.isPart ? " shown to you" : ""}.`;
}

function plural(count: number, one: string, many: string): string {
  return `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;
}
function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
function span(at: string, now: Date): string {
  const minutes = Math.max(0, Math.floor((new Date(at).getTime() - now.getTime()) / 60_000));
  return minutes < 60 ? `${minutes} m` : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")} m`;
}
