import { AwsError } from "../../aws-error";
import type { World } from "../../service";
import type { EventBus } from "../state";

export const DEFAULT_BUS = "default";

export interface BusPlace {
  readonly accountId: string;
  readonly region: string;
  readonly busName: string;
}

export function busArnOf({ accountId, region, busName }: BusPlace): string {
  return `arn:aws:events:${region}:${accountId}:event-bus/${busName}`;
}

/** The bus as it is stored; whoever changes it puts it back, for the default bus exists before anything is stored. */
export function busOf(world: World, { accountId, region, busName }: BusPlace): EventBus | undefined {
  const stored = world.events.buses.get(accountId, region, busName);
  if (stored || busName !== DEFAULT_BUS) return stored;
  return { accountId, region, name: busName, createdAt: 0, changedAt: 0, tags: {} };
}

/** Throws ResourceNotFoundException. */
export function requireBus(world: World, place: BusPlace): EventBus {
  const bus = busOf(world, place);
  if (!bus) throw new AwsError("ResourceNotFoundException", `Event bus ${place.busName} does not exist.`);
  return bus;
}

/** All buses of an account in a Region, the default one among them, in the order of their names. */
export function busesOf(world: World, accountId: string, region: string): EventBus[] {
  const stored = world.events.buses.list(accountId, region);
  if (stored.some(({ name }) => name === DEFAULT_BUS)) return stored;
  const standard = requireBus(world, { accountId, region, busName: DEFAULT_BUS });
  return [...stored, standard].sort((one, other) => (one.name < other.name ? -1 : 1));
}
