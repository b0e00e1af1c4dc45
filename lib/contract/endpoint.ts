import { z } from "zod";
import type { Capability } from "@/lib/core/access/capabilities";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/**
 * One thing that may be asked. The table of these is the single source of the REST door, the typed client, OpenAPI and
 * the contract tests. Path parameters are `{name}` in `path`; for GET the rest of the input is the query, else the body.
 */
export interface Endpoint<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly method: Method;
  readonly path: string;
  readonly status: 200 | 201 | 202;
  /** What the actor must be able to do; `public` needs no sign-in, `signed-in` any. */
  readonly capability: Capability | "public" | "signed-in";
  /** Whether `Idempotency-Key` is honoured: the same actor, operation, key and body get the same answer for 7 days. */
  readonly idempotent?: boolean;
  /** About the whole installation: the capability must be held over everything. */
  readonly isForAll?: boolean;
  readonly tag: string;
  readonly summary: string;
  readonly input: I;
  readonly output: O;
}

export function endpoint<I extends z.ZodType, O extends z.ZodType>(entry: Endpoint<I, O>): Endpoint<I, O> {
  return entry;
}

export const isoTime = z.iso.datetime().meta({ description: "UTC, ISO 8601" });
export const nothing = z.object({});
export const page = {
  cursor: z.string().max(500).optional().describe("`nextCursor` of the page before"),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};
/** A page of a list: the items, where the next page starts, and how many there are in all when that is known. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable(), totalCount: z.number().int().nullable() });
}
/** GET parameters arrive as text: `true`/`false`. */
export const flag = z
  .enum(["true", "false"])
  .transform((text) => text === "true")
  .or(z.boolean());
