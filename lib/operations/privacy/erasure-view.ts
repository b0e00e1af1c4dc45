import type { Erasure } from "@/lib/contract/erasure";
import type { Sql } from "@/lib/db/connect";
import { listHoldsInTheWay, nameOfSelection } from "@/lib/db/erasure-find";
import { type ErasureRow, tallyErasure } from "@/lib/db/erasures";

/** An erasure as people read it, with how far it is just now. */
export async function showErasure(db: Sql, row: ErasureRow): Promise<Erasure> {
  const isBegun = row.state === "erasing" || row.state === "done" || row.state === "partly";
  const tally = await tallyErasure(db, row.id);
  return {
    id: row.id,
    state: row.state,
    origin: row.origin,
    about: await nameOfSelection(db, row.selector),
    kinds: row.kinds,
    askedAt: row.askedAt,
    askedBy: row.askedByName,
    reason: row.reason,
    confirmedAt: row.confirmedAt,
    confirmedBy: row.confirmedByName,
    endedAt: row.endedAt,
    counts: row.counts,
    holds: row.state === "previewed" ? await listHoldsInTheWay(db, row.id) : [],
    erasedCount: tally.erased,
    plannedCount: tally.planned,
    keptCount: tally.kept,
    secondCopiesLeft: isBegun ? tally.copiesLeft : 0,
    left: isBegun ? [...tally.reasons, ...tally.copyErrors] : [],
  };
}
