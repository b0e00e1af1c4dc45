import type { InventorySource } from "../aws";
import type { Door } from "../call";
import { describeFunction, listFunctions } from "./functions";
import { describeMapping, listMappings } from "./mappings";

/** Lambda: functions with their asynchronous settings, and what they poll. */
export function functionsSource(door: Door): InventorySource {
  return {
    feature: "functions",
    kinds: ["function", "mapping"],
    list: async () => [...(await listFunctions(door)), ...(await listMappings(door))],
    describe: async (listed) => (listed.kind === "function" ? describeFunction(door, listed) : describeMapping(listed)),
  };
}
