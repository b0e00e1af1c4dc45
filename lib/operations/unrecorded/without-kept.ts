import { FIRST_LOOK_SECONDS } from "@/lib/core/failures/unrecorded/cadence";
import { endOf } from "@/lib/core/failures/unrecorded/families/executions";
import type { Sum } from "@/lib/core/failures/unrecorded/lost-per-bucket";
import type { Sql } from "@/lib/db/connect";
import { countKeptExecutions } from "@/lib/db/failed-executions";
import { type LossPlace, listCounted } from "@/lib/db/unrecorded";
import type { Listing } from "./keep-executions";
import type { ReadWatch } from "./read-watch";

/**
 * What a metric counts of a thing and nothing else of ours holds: of executions less those that are kept one by one. When
 * all of them were listed, what was counted before for want of a list is taken back with zeros.
 */
export async function withoutKept(
  db: Sql,
  place: LossPlace,
  { family, arn, lost, known }: ReadWatch,
  listing: Listing | undefined,
): Promise<readonly Sum[]> {
  const end = endOf(family);
  if (family.record !== "executions" || !end) return lost;
  if (lost.length === 0 || (!listing && !known?.lostAt)) return [];
  const times = lost.map(({ at }) => at.getTime());
  if (listing === "all") {
    const since = new Date(Math.max(...times) - FIRST_LOOK_SECONDS * 1000);
    const counted = await listCounted(db, place, { family: family.name, arn }, since);
    return counted.map(({ at }) => ({ at: new Date(at), value: 0 }));
  }
  const counts = await countKeptExecutions(db, { machineArn: arn, end }, new Date(Math.min(...times)));
  const kept = new Map(counts.map(({ at, count }) => [Date.parse(at), count]));
  return lost.map(({ at, value }) => ({ at, value: Math.max(0, value - (kept.get(at.getTime()) ?? 0)) }));
}
