import { type EarlierReplay, type Overlap, overlapsWith } from "@/lib/core/replays/overlap";
import type { ReplayTerms } from "@/lib/core/replays/terms";
import type { Sql } from "@/lib/db/connect";
import {
  listReplaysOnto,
  listWaitingReplays,
  type ReplayPlace,
  type ReplayRow,
  type WaitingReplay,
} from "@/lib/db/replays";

/** What of these terms was replayed before, by us or by others, or is about to be. */
export async function readOverlaps(db: Sql, place: ReplayPlace, terms: ReplayTerms, now: Date): Promise<Overlap[]> {
  const noted = await listReplaysOnto(db, place, terms);
  const waiting = await listWaitingReplays(db, place, terms.busArn);
  const earlier = [...waiting.map((one) => fromWaiting(one, terms.busArn)), ...noted.map(fromRow)];
  return overlapsWith(terms, earlier, now);
}

function fromRow(row: ReplayRow): EarlierReplay {
  const { name, busArn, isDescribed, ruleArns, startedAt, runNumber, requestedByName } = row;
  return {
    ...{
      name: runNumber === null ? name : `R-${runNumber}`,
      busArn,
      startedAt,
      state: row.state,
      from: row.from,
      until: row.until,
      lastReplayedAt: row.lastReplayedAt,
    },
    ruleArns: isDescribed ? ruleArns : undefined,
    run: runNumber === null ? null : { number: runNumber, by: requestedByName ?? "somebody" },
  };
}

function fromWaiting(
  { runNumber, requestedByName, from, until, ruleArns }: WaitingReplay,
  busArn: string,
): EarlierReplay {
  return {
    ...{
      name: `R-${runNumber}`,
      busArn,
      ruleArns,
      from,
      until,
      state: "starting",
      lastReplayedAt: null,
      startedAt: null,
    },
    run: { number: runNumber, by: requestedByName },
  };
}
