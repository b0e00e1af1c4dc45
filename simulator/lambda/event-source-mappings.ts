import { createHash } from "node:crypto";
import type { EventSourceMappingConfiguration } from "@aws-sdk/client-lambda";

/** A mapping as Lambda's API shows it; dates are epoch seconds here. */
export type Mapping = Omit<EventSourceMappingConfiguration, "LastModified" | "StartingPositionTimestamp"> & {
  readonly UUID: string;
  readonly FunctionArn: string;
  readonly EventSourceArn?: string;
  readonly LastModified: number;
};

export type MappingDraft = Pick<
  Mapping,
  "FunctionArn" | "EventSourceArn" | "BatchSize" | "State" | "FunctionResponseTypes" | "MaximumBatchingWindowInSeconds"
> & { readonly UUID?: string };

/** Lambda's event source mappings; they are declared by setup and consume nothing. */
export class EventSourceMappings {
  #mappings = new Map<string, Mapping>();

  /** Creates or replaces the mapping with this UUID; without one it is derived from function and source. */
  put(draft: MappingDraft, now: number): Mapping {
    const { FunctionArn, EventSourceArn } = draft;
    const UUID = draft.UUID ?? uuidOf(`${FunctionArn}|${EventSourceArn ?? ""}`);
    const [, , , region, accountId] = FunctionArn.split(":");
    const mapping: Mapping = {
      UUID,
      FunctionArn,
      EventSourceArn,
      BatchSize: draft.BatchSize ?? 10,
      MaximumBatchingWindowInSeconds: draft.MaximumBatchingWindowInSeconds ?? 0,
      State: draft.State ?? "Enabled",
      StateTransitionReason: "USER_INITIATED",
      FunctionResponseTypes: draft.FunctionResponseTypes ?? [],
      EventSourceMappingArn: `arn:aws:lambda:${region}:${accountId}:event-source-mapping:${UUID}`,
      LastModified: Math.floor(now / 1000),
    };
    this.#mappings.set(UUID, mapping);
    return mapping;
  }

  /** The mappings of one account and Region, by UUID. */
  list(accountId: string, region: string): Mapping[] {
    return [...this.#mappings.values()]
      .filter(({ FunctionArn }) => FunctionArn.startsWith(`arn:aws:lambda:${region}:${accountId}:`))
      .sort((a, b) => (a.UUID < b.UUID ? -1 : 1));
  }

  serialize(): readonly Mapping[] {
    return [...this.#mappings.values()];
  }

  static load(snapshot: readonly Mapping[]): EventSourceMappings {
    const mappings = new EventSourceMappings();
    for (const mapping of snapshot) mappings.#mappings.set(mapping.UUID, mapping);
    return mappings;
  }
}

function uuidOf(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
}
