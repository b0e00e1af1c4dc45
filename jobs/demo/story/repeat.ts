import { setTimeout as sleep } from "node:timers/promises";

const AGAIN_AFTER_MS = 2000;

/** Does the work over and over until `signal` aborts. What goes wrong is said and tried again after two seconds. */
export async function repeat(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  while (!signal.aborted)
    await work().catch(async (error: unknown) => {
      if (signal.aborted) return;
      console.error(`story: ${error instanceof Error ? error.message : error}`);
      await sleep(AGAIN_AFTER_MS, undefined, { signal }).catch(() => undefined);
    });
}
