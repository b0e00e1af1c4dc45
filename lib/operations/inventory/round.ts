import type { Described, Listed } from "@/lib/aws/aws";
import type { KnownResource } from "@/lib/db/resources";

/** A listed thing with the hash of what the list said of it. */
export type Hashed = Listed & { readonly listHash: string };
/** What is remembered of it from the rounds before. */
export type Known = Omit<KnownResource, "readAt" | "seenAt"> & { readonly readAt: Date; readonly seenAt: Date };
/** It as it was read just now. */
export interface Read {
  readonly listed: Hashed;
  readonly described: Described;
  readonly known: Known | undefined;
}
