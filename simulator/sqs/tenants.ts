import type { QuietGroups } from "../queue-metrics";
import type { Place, StoredMessage } from "./message";

interface Tenant {
  readonly counts: Record<Place, number>;
  /** Messages that count for age, in the order of arrival. */
  readonly aging: Map<string, StoredMessage>;
  /** Processing time in the running window and in the one before. */
  recentMs: [number, number];
}

const NOISY_SHARE = 0.1;
const NOISY_IN_FLIGHT = 30;
const WINDOW_MS = 5 * 60_000;

/**
 * The tenants of a fair queue: the message groups of a standard queue. A tenant with messages in the queue is noisy
 * with over 10 % of those in flight and at least 30 of its own, or with over 10 % of the processing time of the last
 * minutes (SQS Developer Guide, "How Amazon SQS fair queues work"). A message without a group is a quiet tenant of its
 * own. Counting costs the same however long the queue is; `quiet` costs as much as there are groups.
 */
export class Tenants {
  #tenants = new Map<string, Tenant>();
  #windowFrom = 0;
  #recentMs: [number, number] = [0, 0];

  moved(message: StoredMessage, from: Place | undefined, to: Place, now: number): void {
    const tenant = this.#of(message);
    if (from) tenant.counts[from]--;
    if (to !== "gone") tenant.counts[to]++;
    if (from !== "inFlight" || to === "inFlight" || !message.groupId) return;
    this.#turnWindow(now);
    const tookMs = Math.max(0, now - (message.receivedAt ?? now));
    tenant.recentMs[0] += tookMs;
    this.#recentMs[0] += tookMs;
  }

  ages(message: StoredMessage): void {
    this.#of(message).aging.set(message.id, message);
  }

  agesNoLonger(message: StoredMessage): void {
    this.#of(message).aging.delete(message.id);
  }

  /** What the messages of quiet tenants do, out of all that the queue holds. */
  quiet(
    all: { readonly visible: number; readonly inFlight: number; readonly delayed: number },
    now: number,
  ): QuietGroups & { readonly oldestArrivalAt?: number } {
    this.#turnWindow(now);
    let [noisyGroups, visible, notVisible, delayed] = [0, all.visible, all.inFlight, all.delayed];
    let oldestArrivalAt = Number.POSITIVE_INFINITY;
    for (const [groupId, tenant] of this.#tenants) {
      const isHolding = tenant.counts.visible + tenant.counts.inFlight + tenant.counts.delayed > 0;
      if (groupId && isHolding && this.#isNoisy(tenant, all.inFlight)) {
        noisyGroups += 1;
        visible -= tenant.counts.visible;
        notVisible -= tenant.counts.inFlight;
        delayed -= tenant.counts.delayed;
      } else {
        oldestArrivalAt = Math.min(oldestArrivalAt, oldestOf(tenant));
        if (!isHolding && tenant.recentMs[0] + tenant.recentMs[1] === 0) this.#tenants.delete(groupId);
      }
    }
    const quiet = { noisyGroups, visible, notVisible, delayed };
    return Number.isFinite(oldestArrivalAt) ? { ...quiet, oldestArrivalAt } : quiet;
  }

  #isNoisy({ counts, recentMs }: Tenant, inFlight: number): boolean {
    if (counts.inFlight >= NOISY_IN_FLIGHT && counts.inFlight > NOISY_SHARE * inFlight) return true;
    return recentMs[0] + recentMs[1] > NOISY_SHARE * (this.#recentMs[0] + this.#recentMs[1]);
  }

  #of(message: StoredMessage): Tenant {
    const groupId = message.groupId ?? "";
    let tenant = this.#tenants.get(groupId);
    if (!tenant) {
      const counts = { delayed: 0, visible: 0, inFlight: 0, gone: 0 };
      tenant = { counts, aging: new Map(), recentMs: [0, 0] };
      this.#tenants.set(groupId, tenant);
    }
    return tenant;
  }

  #turnWindow(now: number): void {
    if (now - this.#windowFrom < WINDOW_MS) return;
    const isOld = now - this.#windowFrom >= 2 * WINDOW_MS;
    const turned = ([recent]: [number, number]): [number, number] => [0, isOld ? 0 : recent];
    this.#recentMs = turned(this.#recentMs);
    for (const tenant of this.#tenants.values()) tenant.recentMs = turned(tenant.recentMs);
    this.#windowFrom = now;
  }
}

function oldestOf({ aging }: Tenant): number {
  return aging.values().next().value?.arrivedAt ?? Number.POSITIVE_INFINITY;
}
