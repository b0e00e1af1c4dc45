import type { Regroup } from "@/lib/contract/grouping";
import type { RegroupMove, RegroupTally } from "@/lib/core/failures/rules/regroup";
import type { Sql } from "@/lib/db/connect";
import { type NamedClass, nameClasses } from "@/lib/db/regroup-messages";
import type { RegroupRow } from "@/lib/db/regroups";

const MOST_SHOWN = 200;

/** Regroupings as people read them, with the present numbers and titles of their classes. */
export async function showRegroups(db: Sql, found: readonly RegroupRow[]): Promise<Regroup[]> {
  const names = await nameClasses(
    db,
    found.flatMap(({ preview, applied }) => [...idsIn(preview), ...idsIn(applied)]),
  );
  return found.map((row) => ({
    id: row.id,
    state: row.state,
    version: row.rulesHash,
    days: row.days,
    askedAt: row.askedAt,
    askedBy: row.askedByName,
    applyAskedAt: row.applyAskedAt,
    applyAskedBy: row.applyAskedByName,
    endedAt: row.endedAt,
    reason: row.reason,
    itemCount: row.itemCount,
    leftOutCount: row.leftOutCount,
    doneCount: row.position,
    preview: row.preview && showTally(row.preview, names),
    applied: row.applied && showTally(row.applied, names),
  }));
}

function idsIn(tally: RegroupTally | null): string[] {
  if (tally === null) return [];
  return [
    ...tally.moves.flatMap(({ fromId, toId }) => (toId === null ? [fromId] : [fromId, toId])),
    ...tally.emptiedIds,
  ];
}

function showTally(tally: RegroupTally, names: ReadonlyMap<string, NamedClass>): NonNullable<Regroup["preview"]> {
  const { movedCount, sameCount, keptCount } = tally;
  const ordered = [...tally.moves].sort((a, b) => b.count - a.count || (a.fromId < b.fromId ? -1 : 1));
  const hiddenCount = ordered.slice(MOST_SHOWN).reduce((sum, { count }) => sum + count, 0);
  return {
    movedCount,
    sameCount,
    keptCount,
    newClassCount: new Set(tally.moves.flatMap(({ newKey }) => newKey ?? [])).size,
    moves: ordered.slice(0, MOST_SHOWN).map((move) => ({
      from: nameOf(names, move.fromId),
      to: targetOf(names, move),
      count: move.count,
    })),
    otherMovedCount: tally.otherMovedCount + hiddenCount,
    emptied: tally.emptiedIds.map((id) => nameOf(names, id)).sort((a, b) => a.number - b.number),
  };
}

function targetOf(names: ReadonlyMap<string, NamedClass>, { toId, title }: RegroupMove) {
  return toId === null ? { id: null, number: null, title } : nameOf(names, toId);
}

function nameOf(names: ReadonlyMap<string, NamedClass>, id: string): NamedClass {
  return names.get(id) ?? { id, number: 0, title: "a class that is gone" };
}
