import { fleetQueues } from "./fleet-queues";
import { CONSUMER_HOLES } from "./holes/consumer-holes";
import { EVENT_HOLES } from "./holes/event-holes";
import type { Plant, PlantedHole } from "./holes/plant";
import { QUEUE_HOLES } from "./holes/queue-holes";

export const PLANTS: readonly Plant[] = [...EVENT_HOLES, ...CONSUMER_HOLES, ...QUEUE_HOLES];

/** Everything that the coverage audit must find in the fleet, and nothing else is to be found there. */
export function plantedHoles(): readonly PlantedHole[] {
  return [...PLANTS, ...untagged()];
}

/** Queues that nobody tagged, each with its dead-letter queue; in accounts that can be looked into. */
function untagged(): PlantedHole[] {
  return fleetQueues()
    .filter(({ account, tags }) => !account.flaw && Object.keys(tags).length === 0)
    .flatMap(({ account, region, name }) =>
      [name, `${name}-dlq`].map((one) => ({
        rule: "no-owner",
        account: account.name,
        region,
        kind: "queue" as const,
        name: one,
        part: "",
        why: "made before there was a rule about tags",
      })),
    );
}
