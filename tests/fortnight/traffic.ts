import type { Estate } from "../../jobs/demo/story/estate/estate";
import { usualTraffic } from "../../jobs/demo/story/estate/traffic";

/** The demo's own traffic, so much slower that two weeks of it can be played. */
const SLOWER = 120;
const LONGEST_SECONDS = 86_400;

/** What usually happens in the estate, each habit in its own rhythm. */
export function slowTraffic(estate: Estate, firstNumber: number) {
  const habits = usualTraffic(firstNumber).map((habit) => ({
    habit,
    everyMs: habit.everySeconds * SLOWER * 1000,
    dueAt: 0,
  }));
  return {
    secondsToNext(now: Date): number {
      const next = Math.min(...habits.map(({ dueAt }) => dueAt));
      return Math.min(LONGEST_SECONDS, Math.max(0.001, (next - now.getTime()) / 1000));
    },
    /** All that is due. */
    async happen(now: Date): Promise<void> {
      for (const one of habits) {
        if (one.dueAt > now.getTime()) continue;
        await one.habit.happen(estate);
        one.dueAt = now.getTime() + one.everyMs;
      }
    },
  };
}
