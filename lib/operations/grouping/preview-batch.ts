import { FINGERPRINT_VERSION, FORMER_FINGERPRINT_VERSION } from "@/lib/core/failures/fingerprint";
import { NOTHING_TALLIED, type RegroupResult, type RegroupTally, tallied } from "@/lib/core/failures/rules/regroup";
import { inTransaction, type Tx } from "@/lib/db/connect";
import { findClasses } from "@/lib/db/ensure-classes";
import { listTombstones } from "@/lib/db/erased";
import { countMessages, listRegroupMessages } from "@/lib/db/regroup-messages";
import { lockRegroup, type RegroupRow, savePreview } from "@/lib/db/regroups";
import { holdMasking, readMasking } from "../privacy/masking";
import type { WorkerCtx } from "../worker-context";
import { type Judged, understandBatch } from "./understand-batch";

export const VERSIONS = { now: FINGERPRINT_VERSION, former: FORMER_FINGERPRINT_VERSION };

/** Counts the next messages into a preview. Nothing but the preview is written. False when it is complete, or taken over. */
export async function previewBatch(ctx: WorkerCtx, regroup: RegroupRow, limit: number): Promise<boolean> {
  const messages = await listRegroupMessages(ctx.db, regroup.id, regroup.position, limit);
  const masking = await readMasking(ctx.db, ctx.keyring);
  const judged = await understandBatch(ctx, regroup.rules, masking, messages);
  const results = await resultsOf(ctx, judged);
  const tally = tallied(regroup.preview ?? NOTHING_TALLIED, results);
  const position = messages.at(-1)?.position ?? regroup.position;
  const isComplete = messages.length === 0;
  const saved = isComplete ? await withEmptied(ctx, tally) : tally;
  return inTransaction(ctx.db, async (tx) => {
    // Titles that are written down follow the masks in force: if these changed, the batch is made again.
    if ((await holdMasking(tx, ctx.keyring)).version !== masking.version) return true;
    const now = await lockRegroup(tx, regroup.id);
    if (now?.state !== "previewing" || now.position !== regroup.position) return false;
    if (await wasErased(tx, judged)) return true;
    await savePreview(tx, regroup.id, isComplete ? "previewed" : "previewing", position, saved);
    return !isComplete;
  });
}

/** Whether something of it was erased since it was opened: nothing of that may be written down. */
async function wasErased(tx: Tx, judged: readonly Judged[]): Promise<boolean> {
  const opened = judged.flatMap(({ message, made }) => (made ? [message.id] : []));
  return (await listTombstones(tx, opened)).size > 0;
}

/** What would become of each message. One whose fingerprint is the same, or leads to the same class, stays. */
async function resultsOf(ctx: WorkerCtx, judged: readonly Judged[]): Promise<RegroupResult[]> {
  const results: RegroupResult[] = [];
  for (const [place, ofPlace] of Map.groupBy(judged, ({ queue }) => `${queue.accountId} ${queue.region}`)) {
    const [first] = ofPlace;
    if (!first) continue;
    const made = ofPlace.flatMap((one) => (one.made && isOther(one) ? [one.made] : []));
    const unique = [...new Map(made.map((one) => [one.fingerprint, one])).values()];
    const { id: queueId, accountId, region } = first.queue;
    const classes = await findClasses(ctx.db, { queueId, accountId, region }, VERSIONS, unique);
    results.push(...ofPlace.map((one) => resultOf(place, classes, one)));
  }
  return results;
}

/** Whether a message is called otherwise now. */
export function isOther({ message, made }: Judged): boolean {
  return made !== undefined && made.fingerprint !== message.fingerprint;
}

function resultOf(place: string, classes: ReadonlyMap<string, string>, judged: Judged): RegroupResult {
  const { message, made } = judged;
  if (!made) return "kept";
  const toId = classes.get(made.fingerprint) ?? null;
  if (!isOther(judged) || toId === message.classId) return "same";
  const newKey = toId === null ? `${place} ${made.fingerprint}` : null;
  return { fromId: message.classId, toId, newKey, title: made.title };
}

/** Which classes would be empty: those of which every message moves. */
async function withEmptied(ctx: WorkerCtx, tally: RegroupTally): Promise<RegroupTally> {
  const leaving = new Map<string, number>();
  for (const { fromId, count } of tally.moves) leaving.set(fromId, (leaving.get(fromId) ?? 0) + count);
  const counts = await countMessages(ctx.db, [...leaving.keys()]);
  const entered = new Set(tally.moves.map(({ toId }) => toId));
  const emptiedIds = [...leaving].flatMap(([id, count]) => (counts.get(id) === count && !entered.has(id) ? [id] : []));
  return { ...tally, emptiedIds };
}
