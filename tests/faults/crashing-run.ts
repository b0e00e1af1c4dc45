import { expect } from "vitest";
import { deadLetter, seenQueue } from "../support/dead-letters";
import { until } from "../support/eventually";
import { aQueuePair, connectShop, type World } from "../support/world";

export const isThrough = (run: { state: string; counters: { waiting: number } }) =>
  run.counters.waiting === 0 && run.state !== "running";

export async function aRunOf(
  world: World,
  count: number,
  ratePerSecond: number,
  duplicates: "resend" | "hold" = "resend",
) {
  const account = await connectShop(world);
  const pair = await aQueuePair(world.aws, "crash");
  const bodies = Array.from({ length: count }, (_, index) =>
    JSON.stringify({ type: "Crash", index, errorMessage: "boom" }),
  );
  await deadLetter(world.aws, pair, bodies);
  const dlq = await seenQueue(world, account.id, "crash-dlq");
  const plan = await world.ask(
    "createPlan",
    { action: "redrive", selection: { queueId: dlq.id }, ratePerSecond, duplicates },
    "operator",
  );
  expect(plan.itemCount).toBe(count);
  const { runId } = await world.ask("applyPlan", { id: plan.id, hash: plan.hash }, "operator");
  return { runId, bodies };
}

/** Waits until at least this many were sent, so that the next thing happens in the middle of it. */
export async function progressed(world: World, runId: string, sent: number): Promise<void> {
  await until(
    () => world.ask("getRun", { id: runId }),
    (run) => run.counters.sent > sent || run.state === "observing",
    60_000,
  );
}
