import type { InventorySource } from "./aws";
import type { Door } from "./call";
import { alarmsSource } from "./cloudwatch/discover-alarms";
import { eventsSource } from "./events/discover-events";
import { functionsSource } from "./lambda/discover-functions";
import { pipesSource } from "./pipes/discover-pipes";
import { schedulesSource } from "./scheduler/discover-schedules";
import { topicsSource } from "./sns/discover-topics";
import { stateMachinesSource } from "./step-functions/discover-state-machines";

/** The services that the inventory is read from: a new one is a folder and a line here. */
const SOURCES: readonly ((door: Door) => InventorySource)[] = [
  eventsSource,
  topicsSource,
  functionsSource,
  pipesSource,
  schedulesSource,
  stateMachinesSource,
  alarmsSource,
];

export function inventoryOf(door: Door): readonly InventorySource[] {
  return SOURCES.map((source) => source(door));
}
