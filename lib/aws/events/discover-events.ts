import type { InventorySource } from "../aws";
import type { Door } from "../call";
import { describeArchive, listArchives } from "./archives";
import { describeBus, listBuses } from "./buses";
import { describeRule, listRules } from "./rules";

/** EventBridge: buses, their rules, archives. */
export function eventsSource(door: Door): InventorySource {
  return {
    feature: "events",
    kinds: ["bus", "rule", "archive"],
    async list() {
      const buses = await listBuses(door);
      const listed = [...buses];
      for (const { name } of buses) listed.push(...(await listRules(door, name)));
      return [...listed, ...(await listArchives(door))];
    },
    describe(listed) {
      if (listed.kind === "bus") return describeBus(door, listed);
      return listed.kind === "rule" ? describeRule(door, listed) : describeArchive(door, listed);
    },
  };
}
