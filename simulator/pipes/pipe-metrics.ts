import type { World } from "../service";
import type { Pipe } from "./state";

export function countPipe(world: World, pipe: Pipe, name: string, now: number, value = 1): void {
  world.vended.add(pipe, "AWS/EventBridge/Pipes", name, { PipeName: pipe.name }, now, value);
}
