import type { World } from "../service";
import type { LambdaFunction } from "./functions-state";

/** Adds a sample to a metric of AWS/Lambda. */
export function measure(world: World, fn: LambdaFunction, name: string, at: number, value = 1): void {
  world.vended.add(fn, "AWS/Lambda", name, { FunctionName: fn.name }, at, value);
}
