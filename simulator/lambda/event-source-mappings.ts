import { createHash } from "node:crypto";
import type { EventSourceMappingConfiguration } from "@aws-sdk/client-lambda";

/** A mapping as Lambda's API shows it; dates are epoch seconds here. */
export type Mapping = Omit<EventSourceMappingConfiguration, "LastModified" | "StartingPositionTimestamp"> & {
  readonly UUID: string;
  readonly FunctionArn: string;
  readonly EventSourceArn?: string;
  readonly EventSourceMappingArn: string;
  readonly LastModified: number;
  /** Epoch seconds. */
  readonly StartingPositionTimestamp?: number;
};

export type MappingDraft = Partial<Omit<Mapping, "EventSourceMappingArn" | "LastModified">> &
  Pick<Mapping, "FunctionArn">;

/** Lambda's event source mappings; what they consume is in polling/ for queues and streams/ for streams. */
export class EventSourceMappings {
  #mappings = new Map<string, Mapping>();
  /** UUIDs by event source: queues ask for every message. */
  #bySource = new Map<string, Set<string>>();

  /** Creates or replaces the mapping with this UUID; without one it is derived from function and source. */
  put(draft: MappingDraft, now: number): Mapping {
    const { FunctionArn, EventSourceArn } = draft;
    const UUID = draft.UUID ?? uuidOf(`${FunctionArn}|${EventSourceArn ?? ""}`);
    const [, , , region, accountId] = FunctionArn.split(":");
    return this.#keep({
      ...draft,
      UUID,
      BatchSize: draft.BatchSize ?? 10,
      MaximumBatchingWindowInSeconds: draft.MaximumBatchingWindowInSeconds ?? 0,
      State: draft.State ?? "Enabled",
      StateTransitionReason: draft.StateTransitionReason ?? "USER_INITIATED",
      FunctionResponseTypes: draft.FunctionResponseTypes ?? [],
      EventSourceMappingArn: `arn:aws:lambda:${region}:${accountId}:event-source-mapping:${UUID}`,
      LastModified: Math.floor(now / 1000),
    });
  }

  get(uuid: string): Mapping | undefined {
    return this.#mappings.get(uuid);
  }

  /** The mappings of one account and Region, by UUID. */
  list(accountId: string, region: string): Mapping[] {
    return [...this.#mappings.values()]
      .filter(({ FunctionArn }) => FunctionArn.startsWith(`arn:aws:lambda:${region}:${accountId}:`))
      .sort((a, b) => (a.UUID < b.UUID ? -1 : 1));
  }

  /** UUIDs of the mappings that read from this source. */
  idsBySource(eventSourceArn: string): Iterable<string> {
    return this.#bySource.get(eventSourceArn) ?? NONE;
  }

  delete({ UUID, EventSourceArn = "" }: Mapping): void {
    this.#mappings.delete(UUID);
    this.#bySource.get(EventSourceArn)?.delete(UUID);
  }

  /** Writes down how the last poll went. */
  tellResult(uuid: string, LastProcessingResult: string): void {
    const mapping = this.#mappings.get(uuid);
    if (mapping && mapping.LastProcessingResult !== LastProcessingResult) {
      this.#mappings.set(uuid, { ...mapping, LastProcessingResult });
    }
  }

  serialize(): readonly Mapping[] {
    return [...this.#mappings.values()];
  }

  static load(snapshot: readonly Mapping[]): EventSourceMappings {
    const mappings = new EventSourceMappings();
    for (const mapping of snapshot) mappings.#keep(mapping);
    return mappings;
  }

  #keep(mapping: Mapping): Mapping {
    const before = this.#mappings.get(mapping.UUID);
    if (before) this.delete(before);
    this.#mappings.set(mapping.UUID, mapping);
    const { EventSourceArn = "", UUID } = mapping;
    const ids = this.#bySource.get(EventSourceArn) ?? new Set();
    this.#bySource.set(EventSourceArn, ids.add(UUID));
    return mapping;
  }
}

const NONE: readonly string[] = [];

function uuidOf(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
}
