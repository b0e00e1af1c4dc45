import type { World } from "../service";

/** Adds a sample to one of AWS/States's metrics of a state machine. */
export function countOnMachine(world: World, machineArn: string, metric: string, at: number, value = 1): void {
  const [, , , region = "", accountId = ""] = machineArn.split(":");
  world.vended.add({ accountId, region }, "AWS/States", metric, { StateMachineArn: machineArn }, at, value);
}
