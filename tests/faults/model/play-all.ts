import fc from "fast-check";
import { createLog } from "@/lib/log";
import { createWorld } from "../../support/world";
import { type Played, play } from "./play";
import type { Schedule } from "./schedule";
import { Stage } from "../stage";

interface Wish {
  readonly arbitrary: fc.Arbitrary<Schedule>;
  readonly count: number;
  /** How many schedules are played beside each other. */
  readonly stages: number;
  readonly seed?: number;
  readonly path?: string;
}

/** Plays so many random schedules over one database and one simulated AWS, and shrinks the first that breaks on each stage. */
export async function playAll({ arbitrary, count, stages: stageCount, seed = Date.now() % 1_000_000_000, path }: Wish) {
  const world = await createWorld({ log: createLog("faults", "silent") });
  const startedMs = performance.now();
  const cpu = process.cpuUsage();
  const played: Played[] = [];
  try {
    const perStage = Math.ceil(count / stageCount);
    const checks = Array.from({ length: stageCount }, async (_, number) => {
      const stage = await Stage.open(world, number, perStage);
      const property = fc.asyncProperty(arbitrary, async (schedule) => {
        const shown = await play(world, stage, schedule);
        played.push(shown);
        if (shown.broken.length > 0) throw new Error(shown.broken.join("\n"));
      });
      return fc.check(property, { seed: seed + number, numRuns: perStage, endOnFailure: false, ...(path ? { path } : {}) , interruptAfterTimeLimit: 150_000 });
    });
    const results = await Promise.all(checks);
    const failures = results.flatMap((result) => (result.failed ? [{ seed: result.seed, path: result.counterexamplePath, shrinks: result.numShrinks, why: String(result.errorInstance).slice(0, 1500), schedule: tell(result.counterexample?.[0]) }] : []));
    const used = process.cpuUsage(cpu);
    return { seed, count: played.length, tookMs: Math.round(performance.now() - startedMs), cpuMs: Math.round((used.user + used.system) / 1000), deaths: played.flatMap((p) => p.deaths).length, twice: played.reduce((s, p) => s + p.twiceCount, 0), states: tally(played.map((p) => p.state)), failures };
  } finally {
    await world.stop();
  }
}

function tally(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

function tell(schedule: Schedule | undefined): string {
  return JSON.stringify(schedule && { ...schedule, messages: schedule.messages.length });
}
