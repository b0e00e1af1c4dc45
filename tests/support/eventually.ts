import { setTimeout as sleep } from "node:timers/promises";

/** Looks again until it is true, or fails with the last answer. */
export async function until<T>(look: () => Promise<T>, isRight: (seen: T) => boolean, withinMs = 20_000): Promise<T> {
  const endMs = performance.now() + withinMs;
  for (;;) {
    const seen = await look();
    if (isRight(seen)) return seen;
    if (performance.now() > endMs) throw new Error(`not within ${withinMs} ms; last seen: ${JSON.stringify(seen)}`);
    await sleep(50);
  }
}
