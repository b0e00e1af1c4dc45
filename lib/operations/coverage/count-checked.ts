import type { Graph } from "@/lib/core/inventory/graph";
import type { CheckedCount } from "@/lib/db/coverage-judgement";
import type { Look } from "./look";
import { ownerOfHole } from "./owner-of-hole";
import { holesToSave } from "./settle-findings";

/**
 * How many places were looked at, by account, Region and owner. A place with a hole counts for whoever answers for the
 * hole, any other for the resource's owner, so that each owner's figures add up to those of the account.
 */
export function countChecked(graph: Graph, look: Look, owners: ReadonlyMap<string, string>): CheckedCount[] {
  const counts = new Map<string, CheckedCount>();
  const add = (place: { accountId: string; region: string }, owner: string, checked: number) => {
    const { accountId, region } = place;
    const key = JSON.stringify([accountId, region, owner]);
    counts.set(key, { accountId, region, owner, checked: (counts.get(key)?.checked ?? 0) + checked });
  };
  for (const { resource, checkedCount } of look.checked)
    if (graph.isRead(resource)) add(resource, owners.get(resource.arn) ?? "", checkedCount);
  for (const hole of holesToSave(graph, look)) {
    add(hole.resource, owners.get(hole.resource.arn) ?? "", -1);
    add(hole.resource, ownerOfHole(hole, owners) ?? "", 1);
  }
  return [...counts.values()].filter(({ checked }) => checked > 0);
}
