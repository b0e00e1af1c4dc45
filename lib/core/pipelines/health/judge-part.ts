import { type HealthEvidence, SIGNALS, type Signal } from "../health";
import type { PartFacts, SignalJudge } from "./facts";
import { age } from "./signals/age";
import { backlog } from "./signals/backlog";
import { blind } from "./signals/blind";
import { deadLetters } from "./signals/dead-letters";
import { failedInvocations } from "./signals/failed-invocations";
import { functionErrors } from "./signals/function-errors";
import { losing } from "./signals/losing";
import { lossClock } from "./signals/loss-clock";
import { silentRule } from "./signals/silent-rule";
import { stale } from "./signals/stale";
import { stalled } from "./signals/stalled";
import { throttled } from "./signals/throttled";

/** All that may speak against a part: a new signal is a file and a line here. */
const JUDGES: Readonly<Record<Signal, SignalJudge>> = {
  "dead-letters": deadLetters,
  losing,
  "loss-clock": lossClock,
  stalled,
  backlog,
  age,
  "failed-invocations": failedInvocations,
  throttled,
  "function-errors": functionErrors,
  "silent-rule": silentRule,
  stale,
  blind,
};

/** Whether a part is judged at all: what lies outside of all accounts, and streams, are never read. */
export function isJudged({ kind, accountId }: Pick<PartFacts["part"], "kind" | "accountId">): boolean {
  return kind !== "outside" && kind !== "stream" && accountId !== null;
}

/** What these say is so now: of what cannot be seen they would tell of another time. */
const OF_NOW: ReadonlySet<Signal> = new Set(["stalled", "backlog", "age"]);

/** What speaks against a part now, at most once per signal; nothing for one that is never judged. */
export function judgePart(facts: PartFacts, now: Date): HealthEvidence[] {
  if (!isJudged(facts.part)) return [];
  const { arn, accountId } = facts.part;
  const found = SIGNALS.flatMap((signal) => {
    const finding = JUDGES[signal](facts, now);
    return finding ? [{ arn, accountId, signal, ...finding, at: now.toISOString() }] : [];
  });
  const has = (signal: Signal) => found.some((one) => one.signal === signal);
  const isUnseen = has("stale") || (has("blind") && facts.place?.status !== "ok");
  return found.filter(({ signal }) => !(isUnseen && OF_NOW.has(signal)) && !(signal === "stale" && has("blind")));
}
