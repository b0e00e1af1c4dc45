import type { InputOf } from "@/lib/contract";
import { driveRun } from "@/lib/operations/runs/drive";
import { sim } from "../aws/sim-clients";
import type { World } from "./world";

/** Makes a plan, applies it and returns the run that waits for its worker. */
export async function aRun(world: World, input: InputOf<"createPlan">): Promise<string> {
  const plan = await world.ask("createPlan", input, "operator");
  const { runId } = await world.ask("applyPlan", { id: plan.id, hash: plan.hash }, "operator");
  return runId;
}

/** Makes a run and lets a worker drive it as far as it goes. */
export async function aDrivenRun(world: World, input: InputOf<"createPlan">) {
  const runId = await aRun(world, input);
  await driveRun(world.worker(), runId);
  return world.ask("getRun", { id: runId });
}

export async function itemsOf(world: World, runId: string) {
  return (await world.ask("listRunItems", { id: runId, limit: 200 })).items;
}

/** Puts one rule into the simulator's fault table. */
export async function aFault(world: World, rule: Record<string, unknown>): Promise<void> {
  const { status, body } = await sim(world.simulator.url, "POST", "/faults", rule);
  if (status >= 300) throw new Error(`the simulator refused the fault: ${JSON.stringify(body)}`);
}

export async function noFaults(world: World): Promise<void> {
  await sim(world.simulator.url, "DELETE", "/faults");
}
