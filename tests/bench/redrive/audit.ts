import type { Queue } from "@/simulator/sqs/queue";
import type { SimulatedWorld } from "@/simulator/world";
import { ATTRIBUTE_NAMES, bodyOf } from "./seeded-message";

/** What became of the messages that were put into a dead-letter queue, counted in the simulator. */
export interface Audit {
  /** Different messages that arrived. */
  readonly arrivedCount: number;
  readonly leftCount: number;
  /** In neither queue. */
  readonly lostCount: number;
  /** Arrived though nobody chose them. */
  readonly strayCount: number;
  /** Copies too many in the destination. */
  readonly duplicatedCount: number;
  /** Arrived without both of its attributes. */
  readonly withoutAttributesCount: number;
  /** When the last message left the dead-letter queue, in epoch milliseconds; 0 when none did. */
  readonly lastDeleteAtMs: number;
}

/** Compares both queues, hidden messages included, with what was put in; of it the first `chosen` were to be moved. */
export function auditOf(world: SimulatedWorld, source: Queue, dlq: Queue, count: number, chosen = count): Audit {
  const arrived = new Map<string, number>();
  let withoutAttributesCount = 0;
  for (const { body, attributes = {} } of source.store.all()) {
    arrived.set(body, (arrived.get(body) ?? 0) + 1);
    if (!ATTRIBUTE_NAMES.every((name) => name in attributes)) withoutAttributesCount += 1;
  }
  const left = new Set([...dlq.store.all()].map(({ body }) => body));
  let [lostCount, strayCount] = [0, 0];
  for (let index = 0; index < count; index++) {
    const body = bodyOf(index);
    if (!arrived.has(body) && !left.has(body)) lostCount += 1;
    if (arrived.has(body) && index >= chosen) strayCount += 1;
  }
  return {
    arrivedCount: arrived.size,
    leftCount: left.size,
    lostCount,
    strayCount,
    duplicatedCount: source.store.size - arrived.size,
    withoutAttributesCount,
    lastDeleteAtMs: lastDeleteFrom(world, dlq.name),
  };
}

function lastDeleteFrom(world: SimulatedWorld, queueName: string): number {
  let last = 0;
  for (const effect of world.usage.effects(0, Number.MAX_SAFE_INTEGER).effects)
    if (effect.action === "DeleteMessage" && effect.queueName === queueName) last = Math.max(last, effect.at);
  return last;
}
