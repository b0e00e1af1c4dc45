import { availableParallelism } from "node:os";
import fc from "fast-check";
import { createLog } from "@/lib/log";
import { createWorld } from "../../support/world";
import { Stage } from "../stage";
import { type Played, play } from "./play";
import type { Schedule } from "./schedule";

const SAME_SEED = 20_261_122;
/** Schedules that are played beside each other: most of their time is waiting. */
const MOST_STAGES = 16 * availableParallelism();
/** To set up a stage costs as much as to play on it, so each is used for some. */
const LEAST_PER_STAGE = 4;
/** A failing schedule is made smaller for at most this long. */
const SHRINK_MS = 240_000;
/** A schedule may take so long where many are played beside each other on a busy machine. */
const EACH_MS = 3_000;

export interface Wish {
  /** By which a failure is played again. */
  readonly name: string;
  readonly arbitrary: fc.Arbitrary<Schedule>;
  readonly count: number;
}

export interface Told {
  /** In one line: how many, by which seed, and what happened in them. */
  readonly line: string;
  readonly playedCount: number;
  /** What broke, the smallest schedule that was found for it, and how to play it again. */
  readonly failures: readonly string[];
}

/**
 * Plays so many random schedules over one database and one simulated AWS. The first that breaks an invariant is made smaller
 * while nothing new is begun. The same schedules
 * every time, unless `DLO_FAULT_SEED` says otherwise, as `npm run faults` does. `DLO_FAULT_REPLAY=name:seed:path` plays that one only.
 */
export async function playAll(wish: Wish): Promise<Told> {
  const [name, replaySeed, path] = (process.env.DLO_FAULT_REPLAY ?? "").split(/:(.*?):(.*)/);
  const replay = name === wish.name ? { seed: Number(replaySeed), path } : undefined;
  const seed = replay?.seed ?? Number(process.env.DLO_FAULT_SEED ?? SAME_SEED);
  const stageCount = replay ? 1 : Math.min(MOST_STAGES, Math.ceil(wish.count / LEAST_PER_STAGE));
  const world = await createWorld({ log: createLog("faults", "silent") });
  const startedMs = performance.now();
  const played: Played[] = [];
  let hasBroken = false;

  const checks = Array.from({ length: stageCount }, async (_, number) => {
    const numRuns = Math.ceil((wish.count - number) / stageCount);
    const stage = await Stage.open(world, number, numRuns);
    let hasBrokenHere = false;
    const property = fc.asyncProperty(wish.arbitrary, async (schedule) => {
      if (hasBroken && !hasBrokenHere) return;
      const shown = await play(world, stage, schedule);
      played.push(shown);
      if (shown.broken.length === 0) return;
      hasBroken = true;
      hasBrokenHere = true;
      throw new Error(shown.broken.join("\n"));
    });
    const limits = {
      numRuns,
      interruptAfterTimeLimit: SHRINK_MS + wish.count * EACH_MS,
      endOnFailure: process.env.DLO_FAULT_NO_SHRINK === "1",
    };
    return fc.check(property, { seed: seed + number, ...limits, ...(replay ? { path: replay.path } : {}) });
  });
  const results = await Promise.all(checks).finally(() => world.stop());
  const seconds = Math.round((performance.now() - startedMs) / 1000);
  return {
    line: `${wish.name}: ${played.length} schedules in ${seconds} s (seed ${seed}): ${tally(played)}`,
    playedCount: played.length,
    failures: results.flatMap((result) => (result.failed ? [failureOf(wish.name, result)] : [])),
  };
}

function failureOf(
  name: string,
  { seed, counterexamplePath, counterexample, errorInstance }: fc.RunDetails<[Schedule]>,
): string {
  const schedule = counterexample?.[0];
  const told = JSON.stringify(schedule && { ...schedule, messages: schedule.messages.length });
  return `${String(errorInstance)}\n  in ${told}\n  again: npm run faults -- --replay ${name}:${seed}:${counterexamplePath}`;
}

function tally(played: readonly Played[]): string {
  const ends: Record<string, number> = {};
  for (const { state } of played) ends[state] = (ends[state] ?? 0) + 1;
  const deaths = played.flatMap((one) => one.deaths);
  const twice = played.reduce((sum, { twiceCount }) => sum + twiceCount, 0);
  const ended = Object.entries(ends).map(([state, count]) => `${count} ${state}`);
  return `${deaths.length} workers killed at ${new Set(deaths).size} places, ${twice} messages twice and named; ${ended.join(", ")}`;
}
