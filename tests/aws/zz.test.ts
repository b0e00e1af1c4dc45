import { afterAll, beforeAll, expect, test } from "vitest";
import { SERVICES } from "@/simulator/services";
import { type Simulator, startSimulator } from "@/simulator/start";
import { furnish } from "./furnished-world";
import { ask, errorCodeOf, rawRequest } from "./raw-request";
let simulator: Simulator;
let inputs: Awaited<ReturnType<typeof furnish>>;
let base: string;
beforeAll(async () => { simulator = await startSimulator(); inputs = await furnish(simulator); base = JSON.stringify(simulator.world.serialize()); console.log(base.length); });
afterAll(() => simulator.stop());
const OPS = [...SERVICES.values()].flatMap(s => Object.keys(s.operations).map(o => [s.name, o] as const));
test("all", async () => {
  for (const [s, o] of OPS) {
    const service = SERVICES.get(s)!;
    let a; try { a = await ask(simulator.url, rawRequest(service, o, inputs[s]?.[o] ?? {})); } catch (e) { console.log('HANG', s, o, e); continue; }
    if (a.status >= 300) console.log(s, o, a.status, a.text.slice(0, 300));
    simulator.world.load(JSON.parse(base)); simulator.world.clock.freeze();
  }
});
