import { expect } from "vitest";
import type { InputOf } from "@/lib/contract";
import type { Run } from "@/lib/contract/runs";
import { until } from "../support/eventually";
import type { World } from "../support/world";
import { gatherEvidence } from "./evidence";
import { brokenInvariants } from "./invariants";
import { type Scene, Stage } from "./stage";
import type { RunWorker } from "./worker-process";

/** `DLO_LONG=1`: more messages, more kills, and nothing is hurried: leases and visibility timeouts take their time. */
export const IS_LONG = process.env.DLO_LONG === "1";

type Terms = Partial<
  Pick<InputOf<"createPlan">, "duplicates" | "ratePerSecond" | "stages" | "stageObservationSeconds">
>;

/** A run over all of a dead-letter queue, ordered and not begun. */
export interface RunCase {
  readonly world: World;
  readonly scene: Scene;
  readonly runId: string;
  readonly duplicates: "resend" | "hold";
  readonly isFifo: boolean;
}

export async function aCase(
  world: World,
  count: number,
  { isFifo = false, ...terms }: Terms & { isFifo?: boolean } = {},
): Promise<RunCase> {
  const stage = await Stage.open(world, 1, 1);
  const drafts = Array.from({ length: count }, (_, n) => ({ body: `${n}`, group: n % 5 }));
  const scene = await stage.set(drafts, isFifo);
  const duplicates = terms.duplicates ?? "resend";
  const order: InputOf<"createPlan"> = {
    action: "redrive",
    driver: "mover",
    selection: { queueId: scene.queueId },
    ratePerSecond: 500,
    stages: [1, 10],
    stageObservationSeconds: 0,
    ...terms,
    duplicates,
  };
  const plan = await world.ask("createPlan", order, "operator");
  const { runId } = await world.ask("applyPlan", { id: plan.id, hash: plan.hash }, "operator");
  return { world, scene, runId, duplicates, isFifo };
}

export function runOf({ world, runId }: RunCase): Promise<Run> {
  return world.ask("getRun", { id: runId });
}

/** Waits until the run has sent so many, so that the next thing happens in the middle of it. */
export function sentAtLeast(one: RunCase, count: number): Promise<Run> {
  return until(
    () => runOf(one),
    (run) => run.counters.sent >= count || run.state === "observing" || run.state === "done",
    60_000,
  );
}

/** Waits until nothing is left to send. */
export function sentAll(one: RunCase, withinMs = 90_000): Promise<Run> {
  return until(
    () => runOf(one).catch(() => undefined),
    (run) => run !== undefined && (run.state === "observing" || run.state === "done") && run.counters.waiting === 0,
    withinMs,
  ).then((run) => run ?? runOf(one));
}

/** Every invariant holds, with what AWS and the product know now. Returns how many copies there are too many. */
export async function expectTruth(one: RunCase, chosen?: ReadonlySet<string>): Promise<number> {
  const { world, scene, runId, duplicates, isFifo } = one;
  const selected = chosen ?? new Set(scene.rowIds.keys());
  const about = { way: "mover", isEverythingReleased: false, selected, runId, duplicates, isFifo } as const;
  const evidence = await gatherEvidence(world, scene, about);
  expect(brokenInvariants(evidence)).toEqual([]);
  return evidence.destinations.length - new Set(evidence.destinations.map(({ body }) => body)).size;
}

/** Fails with what the worker said when it does not come to this in time. */
export async function inTime(
  what: string,
  isThere: Promise<unknown>,
  worker: RunWorker,
  withinMs = 40_000,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error(`no worker came to "${what}":\n${worker.output()}`)), withinMs);
  });
  await Promise.race([isThere, late]).finally(() => clearTimeout(timer));
}
