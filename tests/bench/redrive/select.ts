import { setTimeout as sleep } from "node:timers/promises";
import { circumstances, keepResult, loadNow } from "../result";
import { spreadOf } from "../spread";
import { type Arena, aFilledPair, anAppliedRun, dropPair, FASTEST_PER_SECOND, jobOf, knownQueue } from "./arena";
import { startContestant } from "./contestant";
import type { RedriveOptions } from "./options";
import { underDelay } from "./turn";

const ROUNDS = 3;
const CHOSEN = 1_000;
const TOTAL = 100_000;
const MOST_SECONDS = 60;
const MOST_HELD = 20_000;
const MOST_HIDDEN_SECONDS = 5;
const LOOK_EVERY_MS = 100;
/** Long enough to see what a slow run does. */
const GIVE_UP_SECONDS = 300;

interface Selected {
  readonly seconds: number;
  readonly mostHeld: number;
  /** How long after the last delete other messages were still hidden. */
  readonly hiddenSeconds: number;
  /** Chosen, and not moved. */
  readonly leftCount: number;
  /** Lost, moved unasked or doubled. */
  readonly spoiltCount: number;
}

/** 1,000 chosen messages out of 100,000 that lie in between. Whether every gate holds. */
export async function benchSelect(arena: Arena, options: RedriveOptions): Promise<boolean> {
  const loadBefore = loadNow();
  const turns: Selected[] = [];
  for (let round = 0; round < (options.rounds ?? ROUNDS); round++) {
    const turn = await selectOnce(arena, `select-${round}`, options);
    const { seconds, mostHeld, hiddenSeconds, leftCount, spoiltCount } = turn;
    console.log(
      `  round ${round + 1} ${seconds.toFixed(1)} s, at most ${mostHeld} held, the others visible again after ${hiddenSeconds.toFixed(1)} s, ${leftCount} left, ${spoiltCount} spoilt`,
    );
    turns.push(turn);
  }
  return report(turns, options, loadBefore);
}

async function selectOnce(arena: Arena, name: string, { delayMs }: RedriveOptions): Promise<Selected> {
  const { aws } = arena;
  const pair = await aFilledPair(arena, name, CHOSEN);
  const queueId = await knownQueue(arena, name, CHOSEN);
  await aws.fill(pair, CHOSEN, TOTAL - CHOSEN);
  await aws.shuffle(pair.dlqArn);
  const runId = await anAppliedRun(arena, { queueId }, { count: CHOSEN, ratePerSecond: FASTEST_PER_SECOND });
  const contestant = await startContestant("ours", arena.workerEnv);
  const held = watchHeld(arena, pair.dlqArn);
  try {
    const job = { ...jobOf(arena, pair, CHOSEN), runId };
    const moved = await underDelay(arena, contestant, job, { delayMs, mostMs: GIVE_UP_SECONDS * 1_000 });
    if (moved.error !== null) throw new Error(moved.error);
    const audit = await aws.audit(pair, TOTAL, CHOSEN);
    const hiddenSeconds = await hiddenAfter(arena, pair.dlqArn, audit.lastDeleteAtMs);
    return {
      seconds: (audit.lastDeleteAtMs - moved.startedAtMs) / 1_000,
      mostHeld: await held.end(),
      hiddenSeconds,
      leftCount: CHOSEN - (audit.arrivedCount - audit.strayCount),
      spoiltCount: audit.strayCount + audit.lostCount + audit.duplicatedCount,
    };
  } finally {
    await held.end();
    await contestant.stop();
    await dropPair(arena, pair);
  }
}

/** Asks again and again how many messages are in flight. */
function watchHeld({ aws }: Arena, queueArn: string): { end(): Promise<number> } {
  let isOver = false;
  let most = 0;
  const watching = (async () => {
    while (!isOver) {
      most = Math.max(most, await aws.held(queueArn));
      await sleep(LOOK_EVERY_MS);
    }
    return most;
  })();
  return {
    end: () => {
      isOver = true;
      return watching;
    },
  };
}

async function hiddenAfter({ aws }: Arena, queueArn: string, sinceMs: number): Promise<number> {
  while ((await aws.held(queueArn)) > 0 && Date.now() - sinceMs < GIVE_UP_SECONDS * 1_000) await sleep(LOOK_EVERY_MS);
  return (Date.now() - sinceMs) / 1_000;
}

function report(turns: readonly Selected[], options: RedriveOptions, loadBefore: number): boolean {
  const seconds = spreadOf(turns.map((turn) => turn.seconds));
  const mostHeld = spreadOf(turns.map((turn) => turn.mostHeld));
  const hiddenSeconds = spreadOf(turns.map((turn) => turn.hiddenSeconds));
  const leftCount = turns.reduce((sum, turn) => sum + turn.leftCount, 0);
  const spoiltCount = turns.reduce((sum, turn) => sum + turn.spoiltCount, 0);
  console.log(`\nRedrive of ${CHOSEN} chosen out of ${TOTAL}, ${options.delayMs} ms a call, ${turns.length} rounds\n`);
  const result = {
    ...circumstances(loadBefore),
    ratios: { heldToMost: mostHeld.max / MOST_HELD },
    orientation: { seconds, mostHeld, hiddenSeconds },
    goals: [
      { name: "seconds", goal: `≤ ${MOST_SECONDS}`, found: seconds.median, isMet: seconds.median <= MOST_SECONDS },
      {
        name: "others visible again after seconds",
        goal: `≤ ${MOST_HIDDEN_SECONDS}`,
        found: hiddenSeconds.median,
        isMet: hiddenSeconds.median <= MOST_HIDDEN_SECONDS,
      },
    ],
    misses: [
      ...(mostHeld.max > MOST_HELD ? [`more than ${MOST_HELD} were held`] : []),
      ...(spoiltCount > 0 ? [`${spoiltCount} messages were lost, doubled or moved unasked`] : []),
      ...(leftCount > 0 ? [`${leftCount} chosen messages were left behind`] : []),
    ],
    rounds: turns,
  };
  return keepResult("redrive-select", result);
}
