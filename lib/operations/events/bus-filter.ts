import type { Scope } from "@/lib/core/access/scope";
import type { Sql } from "@/lib/db/connect";
import { findEventThing } from "@/lib/db/events-inventory";

/** The ARN of the bus to which a list is narrowed. Of a bus that is absent or foreign nothing is found, as of an empty one. */
export async function busArnOf(db: Sql, scope: Scope, busId: string | undefined): Promise<string | undefined> {
  if (busId === undefined) return undefined;
  return (await findEventThing(db, scope, "bus", busId))?.arn ?? "";
}
