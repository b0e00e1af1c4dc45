/** What is remembered of one thing between two rounds. */
export interface KnownThing {
  readonly arn: string;
  /** Of what the list call said when it was last read. */
  readonly listHash: string;
  readonly readAt: Date;
  /** Read again each round, because somebody waits for it to change: it has an open finding. */
  readonly isWatched?: boolean;
}
export interface ListedThing {
  readonly arn: string;
  readonly listHash: string;
}

/** Nothing is read again earlier than this unless the list shows a difference. */
const OLD_AFTER_MS = 20 * 60_000;
/** With a round every five minutes each thing's turn comes within the hour. */
const ROUNDS_TO_READ_ALL = 8;
const SMALL_PLACE = 50;
const MOST_WATCHED = 200;

export interface ReadingPlan<L extends ListedThing, K extends KnownThing> {
  /** To be read this round, in this order: new ones, changed ones, watched ones, then those read longest ago. */
  readonly toRead: readonly L[];
  /** New or changed ones that do not fit into this round. */
  readonly postponedCount: number;
  /** Known, but no longer listed. */
  readonly gone: readonly K[];
}

/** Which of the listed things to read now, so that no round reads more than `budget` and nothing stays unread for an hour. */
export function planReading<L extends ListedThing, K extends KnownThing>(
  listed: readonly L[],
  known: readonly K[],
  now: Date,
  budget: number,
): ReadingPlan<L, K> {
  const byArn = new Map(known.map((thing) => [thing.arn, thing]));
  const present = new Set(listed.map((thing) => thing.arn));
  const news = listed.filter((thing) => !byArn.has(thing.arn));
  const changed = listed.filter((thing) => (byArn.get(thing.arn)?.listHash ?? thing.listHash) !== thing.listHash);
  const readAtMs = (thing: L) => byArn.get(thing.arn)?.readAt.getTime() ?? 0;
  const same = listed.filter((thing) => byArn.get(thing.arn)?.listHash === thing.listHash);
  const watched = same.filter((thing) => byArn.get(thing.arn)?.isWatched).slice(0, MOST_WATCHED);
  const isWatched = new Set(watched.map((thing) => thing.arn));
  const old = same
    .filter((thing) => !isWatched.has(thing.arn) && now.getTime() - readAtMs(thing) > OLD_AFTER_MS)
    .sort((a, b) => readAtMs(a) - readAtMs(b))
    .slice(0, Math.max(SMALL_PLACE, Math.ceil(listed.length / ROUNDS_TO_READ_ALL)));
  const needed = [...news, ...changed];
  return {
    toRead: [...needed, ...watched, ...old].slice(0, budget),
    postponedCount: Math.max(0, needed.length - budget),
    gone: known.filter((thing) => !present.has(thing.arn)),
  };
}
