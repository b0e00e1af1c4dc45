import type { Graph } from "@/lib/core/inventory/graph";
import type { ResolvedOwnership } from "@/lib/core/ownership/ownership";
import { resolveOwnership } from "@/lib/core/ownership/resolve";
import type { Tx } from "@/lib/db/connect";
import { listOwnership, type OwnershipRow, removeOwnership, saveOwnership } from "@/lib/db/ownership";
import { loadOwnershipFacts } from "./load-facts";

/**
 * Makes the stored owners those that follow from the graph, the file and what was said by hand, writing only what differs.
 * What nobody answers for, and what is gone, has no row. Returns who answers for every resource of the graph.
 */
export async function refreshOwnership(tx: Tx, graph: Graph): Promise<Map<string, ResolvedOwnership>> {
  const resolved = resolveOwnership(graph, await loadOwnershipFacts(tx));
  const stored = new Map((await listOwnership(tx)).map((row) => [row.arn, row]));
  const wanted = new Map<string, OwnershipRow>();
  for (const { arn, accountId } of graph.resources) {
    const ownership = resolved.get(arn);
    if (ownership && ownership.source !== "none") wanted.set(arn, { ...ownership, arn, accountId });
  }
  await saveOwnership(
    tx,
    [...wanted.values()].filter((row) => !isSame(row, stored.get(row.arn))),
  );
  await removeOwnership(
    tx,
    [...stored.keys()].filter((arn) => !wanted.has(arn)),
  );
  return resolved;
}

function isSame(row: OwnershipRow, stored: OwnershipRow | undefined): boolean {
  return stored !== undefined && (Object.keys(row) as (keyof OwnershipRow)[]).every((key) => row[key] === stored[key]);
}
