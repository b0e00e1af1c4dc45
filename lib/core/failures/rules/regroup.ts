/**
 * The life of a regrouping: asked → previewing → previewed → applying → done. *failed*: the rules are no longer those that
 * were previewed, or the work cannot go on; what was moved stays moved.
 */
export const REGROUP_STATES = ["asked", "previewing", "previewed", "applying", "done", "failed", "cancelled"] as const;
export type RegroupState = (typeof REGROUP_STATES)[number];

/** More messages are not looked at: the newest count, the answer says how many were left out. */
export const MOST_MESSAGES = 50_000;
const MOST_MOVES = 2_000;

/** From one class to another; `newKey` stands for a class that is not there yet. */
export interface RegroupMove {
  readonly fromId: string;
  readonly toId: string | null;
  readonly newKey: string | null;
  readonly title: string;
  readonly count: number;
}
/** `keptCount`: messages of which no body is kept, so that nobody can tell; they stay where they are. */
export interface RegroupTally {
  readonly movedCount: number;
  readonly sameCount: number;
  readonly keptCount: number;
  readonly moves: readonly RegroupMove[];
  /** Moved between classes that no longer fit into `moves`. */
  readonly otherMovedCount: number;
  readonly emptiedIds: readonly string[];
}
export const NOTHING_TALLIED: RegroupTally = {
  movedCount: 0,
  sameCount: 0,
  keptCount: 0,
  moves: [],
  otherMovedCount: 0,
  emptiedIds: [],
};

export type RegroupResult = "kept" | "same" | Omit<RegroupMove, "count">;

/** The tally with more messages counted. Pure; the order of messages makes no other figures. */
export function tallied(tally: RegroupTally, results: readonly RegroupResult[]): RegroupTally {
  const moves = new Map(tally.moves.map((move) => [keyOf(move), { ...move }]));
  const counts = { sameCount: tally.sameCount, keptCount: tally.keptCount, movedCount: tally.movedCount };
  let { otherMovedCount } = tally;
  for (const result of results) {
    if (result === "kept") counts.keptCount += 1;
    else if (result === "same") counts.sameCount += 1;
    else {
      counts.movedCount += 1;
      const known = moves.get(keyOf(result));
      if (known) known.count += 1;
      else if (moves.size < MOST_MOVES) moves.set(keyOf(result), { ...result, count: 1 });
      else otherMovedCount += 1;
    }
  }
  return { ...tally, ...counts, otherMovedCount, moves: [...moves.values()] };
}

function keyOf({ fromId, toId, newKey }: Omit<RegroupMove, "count">): string {
  return `${fromId} ${toId ?? ""} ${newKey ?? ""}`;
}
