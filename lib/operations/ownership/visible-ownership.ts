import type { Scope } from "@/lib/core/access/scope";
import type { ResolvedOwnership } from "@/lib/core/ownership/ownership";
import type { Sql } from "@/lib/db/connect";
import { findByArns } from "@/lib/db/resource-list";

/** Who answers for a resource, as its account may know it; through whose resource only where that lies in the scope too. */
export async function visibleOwnership(
  db: Sql,
  scope: Scope,
  ownership: ResolvedOwnership,
): Promise<ResolvedOwnership> {
  const { viaArn } = ownership;
  if (viaArn === null || scope.kind === "all") return ownership;
  const [via] = await findByArns(db, scope, [viaArn]);
  return via ? ownership : { ...ownership, viaArn: null };
}
