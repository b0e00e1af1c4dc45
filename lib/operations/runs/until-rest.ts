import { setTimeout as sleep } from "node:timers/promises";
import type { Run } from "@/lib/contract/runs";
import { isOpen } from "@/lib/core/runs/run";

const LOOK_EVERY_MS = 500;
/** Whoever comes when so many wait already gets the run as it is. */
const MOST_WAITING = 100;
let waiting = 0;

/** The run once it has ended or paused; as it is when the time is over, or when too many wait in this process already. */
export async function untilRest(read: () => Promise<Run>, seconds: number): Promise<Run> {
  if (waiting >= MOST_WAITING) return read();
  const untilMs = performance.now() + seconds * 1000;
  waiting += 1;
  try {
    for (let run = await read(); ; run = await read()) {
      if (!isOpen(run.state) || run.state === "paused" || performance.now() >= untilMs) return run;
      await sleep(Math.min(LOOK_EVERY_MS, Math.max(0, untilMs - performance.now())));
    }
  } finally {
    waiting -= 1;
  }
}
