import { setTimeout as sleep } from "node:timers/promises";
import { firstRow, sql } from "@/lib/db/query";
import { sim } from "../../aws/sim-clients";
import { circumstances, keepResult, loadNow } from "../result";
import { spreadOf } from "../spread";
import { type Arena, aFilledPair, anAppliedRun, dropPair, FASTEST_PER_SECOND, jobOf, knownQueue } from "./arena";
import { startContestant } from "./contestant";
import type { Job } from "./contestants/move";
import type { RedriveOptions } from "./options";

const ROUNDS = 3;
const KILLS = 3;
/** 64 workers with a batch of ten each. */
const MOST_PER_KILL = 640;
const MOST_TO_NAIVE = 0.4;
/** Longer than what the naive mover had in its hands stays hidden. */
const HIDDEN_SECONDS = 31;
const GIVE_UP_MS = 300_000;

type Crashed = "ours" | "naive64";
interface Outcome {
  readonly duplicatedCount: number;
  readonly lostCount: number;
  readonly leftCount: number;
  /** Messages that the run says may be there twice. */
  readonly namedCount: number;
}
type Pair = Record<Crashed, Outcome>;

/** Ours and the naive mover, each killed three times on its way and started again. Whether every gate holds. */
export async function benchCrash(arena: Arena, options: RedriveOptions): Promise<boolean> {
  const loadBefore = loadNow();
  const rounds: Pair[] = [];
  for (let number = 0; number < (options.rounds ?? ROUNDS); number++) {
    const pair: Partial<Pair> = {};
    for (const name of number % 2 === 0 ? (["ours", "naive64"] as const) : (["naive64", "ours"] as const)) {
      const outcome = await crashOften(arena, name, `crash-${name}-${number}`, options);
      pair[name] = outcome;
      const { duplicatedCount, namedCount, lostCount, leftCount } = outcome;
      console.log(
        `  round ${number + 1} ${name.padEnd(8)} ${duplicatedCount} twice after ${KILLS} kills, ${namedCount} named, ${lostCount} lost, ${leftCount} left`,
      );
    }
    rounds.push(pair as Pair);
  }
  return report(rounds, options, loadBefore);
}

async function crashOften(arena: Arena, name: Crashed, queue: string, options: RedriveOptions): Promise<Outcome> {
  const { messages: count, delayMs } = options;
  const pair = await aFilledPair(arena, queue, count);
  const selection = name === "ours" ? { queueId: await knownQueue(arena, queue, count) } : undefined;
  const runId = selection && (await anAppliedRun(arena, selection, { count, ratePerSecond: FASTEST_PER_SECOND }));
  const job = { ...jobOf(arena, pair, count), runId };
  await arena.aws.delay(delayMs);
  for (let kill = 1; kill <= KILLS; kill++) {
    await killUnderWay(arena, name, job, (2 * count * kill) / (KILLS + 1));
    if (name === "naive64") await sim(arena.aws.url, "POST", "/advance", { seconds: HIDDEN_SECONDS });
  }
  const last = await startContestant(name, arena.workerEnv);
  await last.move(job, GIVE_UP_MS);
  await last.stop();
  await arena.aws.delay(0);
  const { duplicatedCount, lostCount, leftCount } = await arena.aws.audit(pair, count);
  await dropPair(arena, pair);
  return { duplicatedCount, lostCount, leftCount, namedCount: runId ? await namedIn(arena, runId) : 0 };
}

/** Ends it as a power cut would, once so many messages have entered or left a queue. */
async function killUnderWay({ aws, workerEnv }: Arena, name: Crashed, job: Job, effects: number): Promise<void> {
  const contestant = await startContestant(name, workerEnv);
  const moving = contestant.move(job, GIVE_UP_MS).catch(() => undefined);
  const isThere = async () => (await sim(aws.url, "GET", "/usage")).body.effectCount >= effects;
  for (const deadline = Date.now() + GIVE_UP_MS; !(await isThere()); await sleep(5))
    if (Date.now() > deadline) throw new Error(`${name} did not come as far as it should be killed`);
  await contestant.kill();
  await moving;
}

async function namedIn({ office }: Arena, runId: string): Promise<number> {
  const row = await firstRow<{ count: number }>(
    office.db,
    sql`SELECT count(*)::int AS count FROM run_item WHERE run_id = ${runId} AND (attempt > 1 OR state = 'ambiguous')`,
  );
  return row?.count ?? 0;
}

function report(rounds: readonly Pair[], { messages, delayMs }: RedriveOptions, loadBefore: number): boolean {
  const perKill = (name: Crashed) => spreadOf(rounds.map((round) => round[name].duplicatedCount / KILLS));
  const oursToNaive64 = spreadOf(
    rounds.map(({ ours, naive64 }) => ours.duplicatedCount / Math.max(1, naive64.duplicatedCount)),
  );
  const ours = rounds.map((round) => round.ours);
  console.log(`\nRedrive of ${messages}, killed ${KILLS} times, ${delayMs} ms a call: duplicates\n`);
  const result = {
    ...circumstances(loadBefore),
    ratios: { oursToNaive64 },
    orientation: { duplicatedPerKill: { ours: perKill("ours"), naive64: perKill("naive64") } },
    goals: [
      {
        name: "duplicates ÷ naive",
        goal: `≤ ${MOST_TO_NAIVE}`,
        found: oursToNaive64.median,
        isMet: oursToNaive64.median <= MOST_TO_NAIVE,
      },
    ],
    misses: [
      ...(perKill("ours").max > MOST_PER_KILL ? [`more than ${MOST_PER_KILL} duplicates a kill`] : []),
      ...(ours.some((one) => one.lostCount + one.leftCount > 0) ? ["messages were lost or left"] : []),
      ...(ours.some((one) => one.namedCount < one.duplicatedCount) ? ["not every duplicate is named"] : []),
    ],
    rounds,
  };
  return keepResult("redrive-crash", result);
}
