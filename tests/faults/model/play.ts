import { setTimeout as sleep } from "node:timers/promises";
import type { InputOf } from "@/lib/contract";
import type { Run } from "@/lib/contract/runs";
import { execute, sql } from "@/lib/db/query";
import { listRunsToAdvance } from "@/lib/db/runs";
import { driveRun } from "@/lib/operations/runs/drive";
import { observeRun } from "@/lib/operations/runs/observe";
import type { World } from "../../support/world";
import { gatherEvidence } from "../evidence";
import { brokenInvariants } from "../invariants";
import { expireLease, hiddenIn, outlast, type Scene, type Stage } from "../stage";
import { HURRIED } from "../timing";
import type { Life } from "./life";
import { Mischief, unlessRefused } from "./mischief";
import type { Schedule } from "./schedule";

/** Far more than any needs: on a busy machine everything takes its time. */
const LONGEST_MS = 300_000;
const FROZEN_MS = 300;
/** So long a worker that lost its lease may need to see that. */
const ZOMBIE_MS = 2_000;
const ENDED: readonly Run["state"][] = ["done", "failed", "cancelled", "interrupted"];

/** What a schedule showed. */
export interface Played {
  readonly broken: readonly string[];
  /** Between which lines workers died. */
  readonly deaths: readonly string[];
  readonly twiceCount: number;
  readonly state: Run["state"];
  readonly reason: string | null;
}

/** Plays a schedule on a scene of its own until its run has ended, and says which invariants it broke. */
export async function play(world: World, stage: Stage, schedule: Schedule): Promise<Played> {
  const scene = await stage.set(schedule.messages, schedule.isFifo);
  const mischief = new Mischief(world, scene, schedule);
  try {
    const chosen = scene.seeded.filter(({ id }) => scene.rowIds.has(id)).slice(schedule.strangerCount);
    if (chosen.length === 0) return { broken: [], deaths: [], twiceCount: 0, state: "done", reason: "nothing chosen" };
    const { order, ids } = await orderOf(world, scene, schedule, new Set(chosen.map(({ id }) => id)));
    const effectsFrom = world.simulator.world.usage.effectCount;
    const { runId, broken } = await apply(world, order, schedule.hasTwoOperators);
    mischief.begin(runId);
    const isOver = await driveToEnd(world, scene, mischief, runId);
    mischief.killAll();
    const evidence = await gatherEvidence(
      world,
      { ...scene, effectsFrom },
      {
        ...schedule,
        ...mischief,
        isEverythingReleased: schedule.faults.length + schedule.mishaps.length === 0,
        selected: ids,
        runId,
      },
    );
    const late = isOver ? [] : [`I5: not over after ${LONGEST_MS / 1000} s: ${evidence.run.state}`];
    return {
      broken: [...broken, ...mischief.broken, ...late, ...brokenInvariants(evidence)],
      deaths: mischief.deaths,
      twiceCount: evidence.destinations.length - new Set(evidence.destinations.map(({ body }) => body)).size,
      state: evidence.run.state,
      reason: evidence.run.reason,
    };
  } finally {
    await mischief.end();
    stage.strike(scene);
  }
}

type Order = InputOf<"createPlan">;

/** What is asked for, and for which messages: of a restore, those that a discard put into the vault before. */
async function orderOf(world: World, scene: Scene, schedule: Schedule, chosen: ReadonlySet<string>) {
  const order = orderBy(scene, schedule, chosen);
  if (schedule.way !== "restore") return { order, ids: chosen };
  const { runId } = await apply(world, orderBy(scene, { ...schedule, way: "discard" }, chosen), false);
  await driveRun({ ...world.worker("discarder"), drainTiming: HURRIED }, runId);
  const { items } = await world.ask("listVaultItems", { queueId: scene.queueId, limit: 200 });
  const selection = { vaultItemIds: items.map(({ id }) => id) };
  return { order: { ...order, selection }, ids: new Set(items.map(({ messageId }) => messageId)) };
}

function orderBy(scene: Scene, { way, duplicates, ratePerSecond, stages }: Schedule, ids: ReadonlySet<string>): Order {
  const messageIds = [...ids].flatMap((id) => scene.rowIds.get(id) ?? []);
  const selection = { messageIds };
  const terms = {
    duplicates,
    ratePerSecond,
    stages: [...stages],
    stageObservationSeconds: 0,
    returnThresholdPercent: 100,
  };
  if (way === "mover") return { action: "redrive", driver: "mover", selection, ...terms };
  if (way === "redirect")
    return { action: "redrive", driver: "redirect", destinationArn: scene.elsewhereArn, selection, ...terms };
  if (way === "restore") return { action: "restore", selection, ...terms };
  const { stages: _, ...unstaged } = terms;
  return { action: "discard", selection, reason: "a fault test", ...unstaged };
}

/** Two operators at once get one run, and whoever wants the same messages by another plan is refused. */
async function apply(world: World, input: Order, isTwice: boolean): Promise<{ runId: string; broken: string[] }> {
  const plan = await world.ask("createPlan", input, "operator");
  const rival = isTwice ? await world.ask("createPlan", input, "admin") : undefined;
  const wish = { id: plan.id, hash: plan.hash };
  if (plan.approval.needed > 0) {
    await world.ask("askForApproval", wish, "operator");
    await world.ask("approvePlan", wish, "approver");
    if (plan.approval.needed > 1) await world.ask("approvePlan", wish, "admin");
  }
  const [first, second] = await Promise.all([
    world.ask("applyPlan", wish, "operator"),
    isTwice ? world.ask("applyPlan", wish, "admin") : undefined,
  ]);
  const third = rival && (await Promise.allSettled([world.ask("applyPlan", { id: rival.id, hash: rival.hash })]))[0];
  return {
    runId: first.runId,
    broken: [
      ...(second && second.runId !== first.runId ? ["I4: one plan made two runs"] : []),
      ...(third?.status === "fulfilled" ? ["I4: two runs hold the same messages"] : []),
    ],
  };
}

/** Drives the run with one worker after the other until it rests for good. False when that takes too long. */
async function driveToEnd(world: World, scene: Scene, mischief: Mischief, runId: string): Promise<boolean> {
  for (const untilMs = performance.now() + LONGEST_MS; performance.now() < untilMs; await sleep(20)) {
    const run = await world.ask("getRun", { id: runId });
    if (ENDED.includes(run.state)) return true;
    if (run.state === "observing") {
      if (run.counters.waiting + run.counters.sending === 0) return true;
      await endObservation(world, runId);
    } else if (run.state === "paused") {
      if (!run.reason) mischief.broken.push("I7: paused without a reason");
      await mischief.heal();
      await world.ask("resumeRun", { id: runId }, "operator").catch(unlessRefused);
    } else await workOnce(world, scene, mischief, untilMs);
  }
  return false;
}

async function workOnce(world: World, scene: Scene, mischief: Mischief, untilMs: number): Promise<void> {
  const startedMs = performance.now();
  const late = sleep(Math.max(0, untilMs - startedMs), undefined, { ref: false });
  const begin = () => {
    const life = mischief.aLife();
    return { life, ended: Promise.race([mischief.drive(life), life.died, late]) };
  };
  const first = begin();
  await Promise.race([first.ended, first.life.frozen]);
  if (first.life.isFrozen) {
    await succeed(world, scene, first, begin);
    mischief.noteGone();
  }
  await mischief.rivals();
  if (mischief.takeGone()) {
    await expireLease(world, scene);
    if (!mischief.isHurried) await outlast(world, scene, hiddenIn(scene));
  }
  // Somebody else holds the lease, or a person asked for something: no hurry.
  if (performance.now() - startedMs < 100) await sleep(200);
}

interface Worker {
  readonly life: Life;
  readonly ended: Promise<unknown>;
}

/** A worker stands still for longer than its lease. Another one takes over; then the first goes on where it stood. */
async function succeed(world: World, scene: Scene, zombie: Worker, begin: () => Worker): Promise<void> {
  const hidden = hiddenIn(scene);
  await expireLease(world, scene);
  const successor = begin();
  await sleep(FROZEN_MS);
  zombie.life.thaw();
  await Promise.race([zombie.ended, sleep(ZOMBIE_MS)]);
  zombie.life.kill();
  await outlast(world, scene, hidden);
  await Promise.race([successor.ended, successor.life.frozen]);
  successor.life.thaw();
  await successor.ended;
}

/** Lets the time of an observation be over. */
async function endObservation(world: World, runId: string): Promise<void> {
  await execute(world.db, sql`UPDATE run SET observe_until = dlo_now() - interval '1 second' WHERE id = ${runId}`);
  const row = (await listRunsToAdvance(world.db)).find(({ id }) => id === runId);
  if (row) await observeRun(world.worker("observer"), row);
}
