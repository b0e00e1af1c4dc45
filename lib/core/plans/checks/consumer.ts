import { type CheckFacts, type Finding, isSending, pass, queuesOf, type Rules, unproven, warn } from "../check";
import { countInWords, spanInWords } from "./moment";

/** AWS advises six times the function's time-out (Lambda developer guide, SQS event sources). */
const ADVISED_FACTOR = 6;
const LONGEST_VISIBILITY_SECONDS = 43_200;
/** Behind so much, messages are late enough to be told of. */
const LONG_WAIT_SECONDS = 900;

/** Who works on what is sent, and whether a message that fails again comes back as it did. */
export const CONSUMER_RULES: Rules = {
  "destination-consumer": (f) => (isSending(f) ? worst(f.places.map(takenBy)) : undefined),
  "visibility-time": (f) => {
    if (!isSending(f)) return undefined;
    const found = queuesOf(f).flatMap(({ name, queue, consumers }) =>
      (consumers ?? []).flatMap((one) => {
        if (!one.isOn || one.timeoutSeconds === null) return [];
        const advised = Math.min(one.timeoutSeconds * ADVISED_FACTOR, LONGEST_VISIBILITY_SECONDS);
        return queue.visibilityTimeoutSeconds < advised ? [{ name, queue, one, advised }] : [];
      }),
    )[0];
    return found
      ? warn(
          `${found.name} hides a message for ${found.queue.visibilityTimeoutSeconds} s; ${found.one.name} may work for ${found.one.timeoutSeconds} s. Less than six times that, and throttled attempts use up receives: good messages may come back here.`,
          `Raise the visibility time-out of ${found.name} to ${found.advised} s.`,
        )
      : undefined;
  },
  "one-receive": (f) =>
    f.action === "redrive" && queuesOf(f).some(({ queue }) => queue.maxReceiveCount === 1)
      ? warn("The destination has maxReceiveCount 1: one failed attempt and a message is back here.")
      : undefined,
  backlog: (f) => (isSending(f) ? worst(queuesOf(f).map(waitingIn)) : undefined),
};

function takenBy({ kind, name, isKnown, queue, consumers }: CheckFacts["places"][number]): Finding | undefined {
  if (!isKnown || (kind !== "queue" && kind !== "function")) return undefined;
  const drain = queue?.drainPerSecond ?? null;
  if (consumers === null)
    return drain !== null && drain > 0
      ? pass(`Somebody takes from ${name}: ${rate(drain)} in the last quarter of an hour. Who, is not read here.`)
      : unproven(`Functions are not read here, so nobody can say whether something takes from ${name}.`);
  if (kind === "function") return consumers.flatMap((one) => limited(one, name) ?? [])[0];
  const on = consumers.filter(({ isOn }) => isOn);
  if (on.length === 0 && drain !== null && drain > 0)
    return pass(`A program that cannot be seen takes from ${name}: ${rate(drain)} in the last quarter of an hour.`);
  const off = consumers[0];
  if (on.length === 0 && off)
    return warn(`${off.name} takes from ${name}, but is switched off: messages would wait.`, "Switch its mapping on.");
  if (on.length === 0)
    return warn(
      `No consumer of ${name} is known: unless a program polls it by itself, messages would wait until retention deletes them.`,
    );
  const names = on.map((one) => one.name).join(" and ");
  return on.flatMap((one) => limited(one, name) ?? [])[0] ?? pass(`${names} takes from ${name}.`);
}

function limited({ name, reservedConcurrency }: { name: string; reservedConcurrency: number | null }, of: string) {
  return reservedConcurrency === 0
    ? warn(
        `${name} is throttled to nothing: its reserved concurrency is 0. ${name === of ? "It would not run." : `What ${of} gives it fails without being tried, and comes back here.`}`,
        "Raise its reserved concurrency first.",
      )
    : undefined;
}

function waitingIn({ name, queue }: ReturnType<typeof queuesOf>[number]): Finding | undefined {
  const { waitingCount: waiting, drainPerSecond: drain } = queue;
  if (waiting === null) return unproven(`How many messages wait in ${name} is not known.`);
  if (waiting === 0) return undefined;
  const those = `${countInWords(waiting)} ${waiting === 1 ? "message waits" : "messages wait"} in ${name} already`;
  if (drain === null) return unproven(`${those}; how fast it drains is not known.`);
  if (drain <= 0) return warn(`${those}, and none was taken out in the last quarter of an hour.`);
  const seconds = waiting / drain;
  const text = `${those}: at ${rate(drain)}, these wait about ${spanInWords(seconds)} behind them.`;
  return seconds > LONG_WAIT_SECONDS ? warn(text, "Wait until it has drained, or lower the rate.") : pass(text);
}

function rate(perSecond: number): string {
  return perSecond >= 1
    ? `about ${countInWords(Math.round(perSecond))}/s`
    : `about ${countInWords(Math.max(1, Math.round(perSecond * 60)))}/min`;
}

const BADNESS = { block: 3, warn: 2, unproven: 1, pass: 0 } as const;

/** Of what several places say, the worst; what is alike is said once. */
function worst(found: readonly (Finding | undefined)[]): Finding | undefined {
  const [first, ...others] = found.flatMap((one) => one ?? []).sort((a, b) => BADNESS[b.result] - BADNESS[a.result]);
  const alike = others.filter(({ result }) => result === first?.result).length;
  return first && alike > 0 ? { ...first, text: `${first.text} So of ${alike} more.` } : first;
}
