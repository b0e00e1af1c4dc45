import { circumstances, keepResult, loadNow } from "../result";
import { spreadOf } from "../spread";
import { type Arena, aFilledPair, anAppliedRun, dropPair, jobOf, knownQueue } from "./arena";
import { startContestant } from "./contestant";
import type { RedriveOptions } from "./options";
import { underDelay } from "./turn";

const PER_SECOND = 500;
const WINDOW_MS = 10_000;
const MOST_OFF = 0.02;
const MOST_IN_A_SECOND = 1.05;

/** A rate in shares of what was asked for. */
interface Held {
  readonly leastInTenSeconds: number;
  readonly mostInTenSeconds: number;
  readonly mostInASecond: number;
}

/** A run at 500 a second, by the simulator's own time of each send. Whether every gate holds. */
export async function benchRate(arena: Arena, options: RedriveOptions): Promise<boolean> {
  const loadBefore = loadNow();
  const turns: Held[] = [];
  for (let round = 0; round < (options.rounds ?? 1); round++) {
    const turn = heldRate(await sendsOf(arena, `rate-${round}`, options), PER_SECOND);
    const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
    console.log(
      `  round ${round + 1} ${percent(turn.leastInTenSeconds)} to ${percent(turn.mostInTenSeconds)} in any 10 s, at most ${percent(turn.mostInASecond)} in a second`,
    );
    turns.push(turn);
  }
  return report(turns, options, loadBefore);
}

async function sendsOf(arena: Arena, name: string, { messages, delayMs }: RedriveOptions): Promise<number[]> {
  const pair = await aFilledPair(arena, name, messages);
  const queueId = await knownQueue(arena, name, messages);
  const runId = await anAppliedRun(arena, { queueId }, { count: messages, ratePerSecond: PER_SECOND });
  const contestant = await startContestant("ours", arena.workerEnv);
  try {
    const mostMs = (3_000 * messages) / PER_SECOND;
    const { error } = await underDelay(
      arena,
      contestant,
      { ...jobOf(arena, pair, messages), runId },
      { delayMs, mostMs },
    );
    if (error !== null) throw new Error(error);
    const sends = await arena.aws.sends(pair.sourceArn);
    if (sends.length < messages) throw new Error(`only ${sends.length} of ${messages} were sent in time`);
    return sends;
  } finally {
    await contestant.stop();
    await dropPair(arena, pair);
  }
}

/** Every window that begins with a send: of ten seconds as long as sending goes on, and of one second. */
export function heldRate(sentAtMs: readonly number[], perSecond: number): Held {
  const times = [...sentAtMs].sort((a, b) => a - b);
  const lastMs = times.at(-1) ?? 0;
  const tens = countsFrom(times, WINDOW_MS, (startMs) => startMs + WINDOW_MS <= lastMs);
  const share = (count: number, ms: number) => (count * 1_000) / ms / perSecond;
  return {
    leastInTenSeconds: share(tens.least, WINDOW_MS),
    mostInTenSeconds: share(tens.most, WINDOW_MS),
    mostInASecond: share(countsFrom(times, 1_000, () => true).most, 1_000),
  };
}

function countsFrom(times: readonly number[], windowMs: number, isWhole: (startMs: number) => boolean) {
  let [least, most, end] = [Number.POSITIVE_INFINITY, 0, 0];
  times.forEach((startMs, index) => {
    while ((times[end] ?? Number.POSITIVE_INFINITY) < startMs + windowMs) end += 1;
    if (!isWhole(startMs) || startMs === times[index - 1]) return;
    least = Math.min(least, end - index);
    most = Math.max(most, end - index);
  });
  return { least, most };
}

function report(turns: readonly Held[], { messages, delayMs }: RedriveOptions, loadBefore: number): boolean {
  const ratios = {
    leastInTenSeconds: spreadOf(turns.map((turn) => turn.leastInTenSeconds)),
    mostInTenSeconds: spreadOf(turns.map((turn) => turn.mostInTenSeconds)),
    mostInASecond: spreadOf(turns.map((turn) => turn.mostInASecond)),
  };
  console.log(`\nRedrive of ${messages} at ${PER_SECOND} a second, ${delayMs} ms a call: shares of that rate\n`);
  const isMeasured = turns.every((turn) => Number.isFinite(turn.leastInTenSeconds));
  const isExact = ratios.leastInTenSeconds.min >= 1 - MOST_OFF && ratios.mostInTenSeconds.max <= 1 + MOST_OFF;
  const result = {
    ...circumstances(loadBefore),
    ratios,
    orientation: { perSecond: PER_SECOND, messages },
    misses: [
      ...(isMeasured ? [] : ["too few messages for a window of 10 s"]),
      ...(isExact ? [] : [`not within ${MOST_OFF * 100} % in every window of 10 s`]),
      ...(ratios.mostInASecond.max <= MOST_IN_A_SECOND ? [] : ["more than 105 % in a second"]),
    ],
    rounds: turns,
  };
  return keepResult("redrive-rate", result);
}
