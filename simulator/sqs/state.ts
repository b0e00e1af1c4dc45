import type { QueueMetrics } from "../queue-metrics";
import type { UsageCounters } from "../usage";
import { type RegionData, SqsRegion } from "./region";

interface SqsStateData {
  readonly regions: readonly RegionData[];
}

/**
 * Every queue of every account and Region. Nothing in here runs by itself: each call on a queue brings what it touches up
 * to the moment of the call, and `tick` does so for all.
 */
export class SqsState {
  readonly #regions = new Map<string, SqsRegion>();
  /** Told the ARN of a queue when a message has become visible in it, or will earlier than was known. */
  onWake: (queueArn: string) => void = () => {};

  /** `usage` learns of every message that enters or leaves a queue. */
  constructor(private readonly usage: UsageCounters) {}

  /** The state that `serialize` gave, after JSON or not. */
  static load(data: unknown, usage: UsageCounters): SqsState {
    const state = new SqsState(usage);
    // Only `serialize` writes this shape; the state file is the simulator's own.
    for (const region of (data as SqsStateData).regions) {
      state.#regions.set(keyOf(region.accountId, region.region), state.#load(region));
    }
    return state;
  }

  serialize(): unknown {
    const regions = [...this.#regions.values()].map((region) => region.serialize());
    return { regions: regions.filter(hasAnything) } satisfies SqsStateData;
  }

  /** Lets everything happen that was due up to `now`: move tasks, visibility, delays, retention, minutes of metrics. */
  tick(now: number): void {
    for (const region of this.#regions.values()) region.settle(now);
  }

  /** Metrics of every queue name that ever was in this account and Region, up to the latest tick or call. */
  queueMetrics(accountId: string, region: string): readonly QueueMetrics[] {
    return this.#regions.get(keyOf(accountId, region))?.metrics ?? [];
  }

  regionOf(accountId: string, region: string): SqsRegion {
    const key = keyOf(accountId, region);
    let found = this.#regions.get(key);
    if (!found) {
      found = this.#load({ accountId, region, queues: [], deletedAt: [], metrics: [], moveTasks: [] });
      this.#regions.set(key, found);
    }
    return found;
  }

  #load(data: RegionData): SqsRegion {
    return new SqsRegion(
      data,
      (effect) => this.usage.effect(effect),
      (queueArn) => this.onWake(queueArn),
    );
  }
}

/** A question for a queue elsewhere leaves nothing to remember. */
function hasAnything({ queues, deletedAt, metrics, moveTasks }: RegionData): boolean {
  return [queues, deletedAt, metrics, moveTasks].some(({ length }) => length > 0);
}

function keyOf(accountId: string, region: string): string {
  return `${accountId}/${region}`;
}
