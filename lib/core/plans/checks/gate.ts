import { nameOfArn } from "../../arn";
import type { CauseKind } from "../../failures/cause-kind";
import { blockUnless, type CheckFacts, type Finding, pass, type Rules, warn } from "../check";
import type { GateConsumer, GateFacts } from "./gate-facts";
import { countInWords, momentInWords, spanInWords } from "./moment";

/** They pass by themselves once what they met has recovered: what to look at is that, not the consumer's code. */
const PASSES_BY_ITSELF: readonly CauseKind[] = ["transient", "throttled", "timeout", "dependency"];
/** The same code over the same message fails again. */
const FAILS_AGAIN: readonly CauseKind[] = ["code-error", "schema"];
const STILL_ARRIVING_SECONDS = 300;
const SETTLED_SECONDS = 900;
/** So many of the last run came back, and sending more of them is a second incident. */
const MOST_RETURNED = 0.5;

interface Facts {
  readonly gate: GateFacts;
  readonly now: Date;
}

/** Whether what made these fail has gone. It blocks on evidence alone; where nobody knows it says so and warns. */
export const GATE_RULES: Rules = {
  gate: (f) => gateFinding(f),
};

/** The same for what is about no queue. */
export function gateFinding({ gate, now }: Pick<CheckFacts, "gate" | "now">): Finding | undefined {
  if (gate === null) return undefined;
  const facts = { gate, now };
  if (gate.judgedCount === 0) return nothingJudged(gate);
  return bounced(facts) ?? (isMostly(gate, PASSES_BY_ITSELF) ? hasRecovered(facts) : hasChanged(facts));
}

function nothingJudged({ editedCount, bystanderCount }: GateFacts): Finding | undefined {
  if (editedCount > 0) return pass("What goes out is edited: that it failed before says little.");
  if (bystanderCount > 0)
    return pass("These likely failed only because of others in their batch: by themselves they most likely pass.");
  return undefined;
}

function isMostly({ causes, judgedCount }: GateFacts, kinds: readonly CauseKind[]): boolean {
  const count = causes.reduce((sum, cause) => sum + (kinds.includes(cause.kind) ? cause.count : 0), 0);
  return count * 2 > judgedCount;
}

function bounced({ gate, now }: Facts): Finding | undefined {
  const { lastRun, consumers } = gate;
  if (!lastRun || lastRun.sentCount === 0 || lastRun.returnedCount < lastRun.sentCount * MOST_RETURNED)
    return undefined;
  if (consumers.some(({ lastChange }) => lastChange !== null && lastChange.at > lastRun.at)) return undefined;
  const text = `Last run R-${lastRun.number} (${momentInWords(lastRun.at, now)}): ${lastRun.returnedCount} of ${lastRun.sentCount} came back`;
  if (consumers.length === 0 || consumers.some(({ unknownBecause }) => unknownBecause !== null))
    return warn(`${text}. Whether anything changed since, nobody can say.`, "Look at what came back first.");
  return blockUnless(
    `${text}, and nothing changed in ${namesOf(consumers)} since.`,
    "Mend what fails first, or say why they pass now.",
  );
}

function hasRecovered({ gate, now }: Facts): Finding {
  const cause = gate.causes.find(({ kind }) => PASSES_BY_ITSELF.includes(kind))?.kind ?? "transient";
  const red = gate.redAlarms?.find(({ watches }) => watches !== null);
  const since = (at: string | null) => (at === null ? "" : ` since ${momentInWords(at, now)}`);
  if (red)
    return blockUnless(
      `They failed by ${causeInWords(cause)}, and the alarm ${red.name} on ${red.watches} is still red${since(red.since)}.`,
      "Wait until it is over, or say why they pass now.",
    );
  const arrivedSeconds = secondsSince(gate.lastArrivalAt, now);
  if (arrivedSeconds !== null && arrivedSeconds < STILL_ARRIVING_SECONDS)
    return warn(
      `They failed by ${causeInWords(cause)}, and the same failure arrived ${spanInWords(arrivedSeconds)} ago: it may not be over.`,
      "Wait until no more arrive.",
    );
  const near = gate.redAlarms?.[0];
  if (near)
    return warn(
      `They failed by ${causeInWords(cause)}. The alarm ${near.name} went red when they failed and still is; whether they hang together, nobody can say.`,
    );
  const settled = arrivedSeconds !== null && arrivedSeconds > SETTLED_SECONDS;
  if (!settled && gate.watchingAlarmCount === 0)
    return warn(
      gate.redAlarms === null
        ? "Alarms are not read here: whether what failed has recovered is unknown."
        : "No alarm watches the consumer: whether what failed has recovered is unknown.",
    );
  const quiet = arrivedSeconds === null ? "" : `, and none has failed so for ${spanInWords(arrivedSeconds)}`;
  return pass(
    `They failed by ${causeInWords(cause)}, which passes by itself${gate.watchingAlarmCount > 0 ? "; no alarm on the consumer is red" : ""}${quiet}.`,
  );
}

function hasChanged({ gate, now }: Facts): Finding {
  const { consumers, judgedCount } = gate;
  if (consumers.length === 0)
    return warn("Whose code failed on these is not known, so nobody can say whether it has changed since.");
  const unchanged = consumers.reduce((sum, one) => sum + one.unchangedCount, 0);
  const changed = consumers.reduce((sum, one) => sum + one.changedCount, 0);
  if (unchanged * 2 > judgedCount) return nothingChanged(gate, unchanged, now);
  if (changed === judgedCount)
    return pass(`${consumers.map((one) => changeOf(one, now)).join(" ")} All of these failed before that.`);
  const unknown = consumers.find(({ unknownBecause }) => unknownBecause !== null);
  const parts = [
    ...(changed > 0 ? [`${countInWords(changed)} failed before the last change of ${namesOf(consumers)}`] : []),
    ...(unchanged > 0 ? [`${countInWords(unchanged)} failed with it as it is now`] : []),
    ...(unknown
      ? [`of ${changed + unchanged > 0 ? "the others" : "these"} it is unknown: ${unknown.unknownBecause}`]
      : []),
  ];
  return warn(`${capital(parts.join("; "))}.`);
}

function nothingChanged(gate: GateFacts, unchanged: number, now: Date): Finding {
  const { judgedCount, consumers, firstFailedAt: first, lastFailedAt: last } = gate;
  const those =
    unchanged === judgedCount ? "these" : `${countInWords(unchanged)} of these ${countInWords(judgedCount)}`;
  const when = first && last ? ` (first ${momentInWords(first, now)}, last ${momentInWords(last, now)})` : "";
  const text = `Nothing changed in ${namesOf(consumers)} since ${those} failed${when}`;
  if (isMostly(gate, FAILS_AGAIN))
    return blockUnless(
      `${text}; they will most likely fail again.`,
      "Deploy the fix first, edit the messages, or say why they pass now.",
    );
  return warn(
    isMostly(gate, ["permission", "missing-target"])
      ? `${text}. What it lacked lies elsewhere and cannot be seen from here: make sure that it is there now.`
      : `${text}, and why they failed is not known: they may fail again.`,
  );
}

function changeOf({ name, lastChange }: GateConsumer, now: Date): string {
  if (lastChange === null) return `${name} changed.`;
  const by = lastChange.by === null ? "" : ` by ${nameOfArn(lastChange.by)}`;
  return `${name}: ${lastChange.text} at ${momentInWords(lastChange.at, now)}${by}.`;
}

function causeInWords(kind: CauseKind): string {
  const words: Partial<Record<CauseKind, string>> = {
    transient: "a passing error",
    throttled: "throttling",
    timeout: "a time-out",
    dependency: "a dependency",
  };
  return words[kind] ?? kind;
}

function namesOf(consumers: readonly GateConsumer[]): string {
  return [...new Set(consumers.map(({ name }) => name))].join(" and ");
}

function secondsSince(at: string | null, now: Date): number | null {
  return at === null ? null : Math.max(0, (now.getTime() - new Date(at).getTime()) / 1000);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
