import type { ReceivedMessage } from "@/lib/aws/aws";
import { Conflict } from "@/lib/core/errors";
import { FINGERPRINT_VERSION, FORMER_FINGERPRINT_VERSION } from "@/lib/core/failures/fingerprint";
import type { OriginGraph } from "@/lib/core/failures/origins/origin";
import type { GroupingRule } from "@/lib/core/failures/rules/rule";
import { carriedIds } from "@/lib/core/invocations/carried-ids";
import { insertBodies } from "@/lib/db/bodies";
import { countArrivals, findKnown, insertMessages, noteSeenAgain } from "@/lib/db/collect";
import { inTransaction, type Sql, type Tx } from "@/lib/db/connect";
import { ensureClasses } from "@/lib/db/ensure-classes";
import { eraseBodies } from "@/lib/db/erase-content";
import { notifyChanges } from "@/lib/db/notify";
import { findSentByUs } from "@/lib/db/origin-graph";
import { insertProjections } from "@/lib/db/projections";
import { holdCapture, type QueueRow } from "@/lib/db/queues";
import type { Arrived } from "@/lib/db/returns";
import { holdMasking, type Masking, readMasking } from "../privacy/masking";
import { noteReturns } from "../runs/note-returns";
import type { WorkerCtx } from "../worker-context";
import { type Understood, understand } from "./understand";

export interface ScanFacts {
  readonly id: string;
  readonly isScheduled: boolean;
  readonly queue: QueueRow;
  readonly graph: OriginGraph;
  readonly rules: readonly GroupingRule[];
  readonly isBacklog: boolean;
  /** The first look since fingerprints or grouping rules changed: classes that it makes are backlog, though its messages may be new. */
  readonly isRegrouping: boolean;
}

/**
 * Keeps what a scan received: known messages are noted as seen again, new ones are understood, sealed and put into their
 * class, all in one transaction, which `within` may do more in. Keeping the same messages twice adds nothing. Returns how
 * many were new.
 */
export async function keepMessages(
  ctx: WorkerCtx,
  scan: ScanFacts,
  received: readonly ReceivedMessage[],
  within: (tx: Tx) => Promise<void> = async () => {},
): Promise<number> {
  const { queue } = scan;
  const known = new Set(
    (
      await findKnown(
        ctx.db,
        queue.id,
        received.map((message) => message.messageId),
      )
    ).map((row) => row.messageId),
  );
  const unknown = received.filter((message) => !known.has(message.messageId));
  const before = await readMasking(ctx.db, ctx.keyring);
  const understood = await understandAll(ctx, { ...scan, masking: before }, unknown);
  return inTransaction(ctx.db, async (tx) => {
    const masking = await holdMasking(tx, ctx.keyring);
    await refuseOtherCapture(tx, queue);
    const isStale = masking.version !== before.version;
    const fresh = isStale ? await understandAll(ctx, { ...scan, masking }, unknown, tx) : understood;
    const again = received.filter((message) => known.has(message.messageId));
    const noteKnown = () =>
      noteSeenAgain(
        tx,
        queue.id,
        scan,
        again.map((message) => ({
          messageId: message.messageId,
          receiveCount: Number(message.system.ApproximateReceiveCount ?? 0),
        })),
      );
    if (fresh.length === 0) await noteKnown();
    const newCount = fresh.length > 0 ? await keepFresh(ctx, tx, scan, fresh, noteKnown) : 0;
    await within(tx);
    return newCount;
  });
}

/** What is known of each message, in their order. */
export async function understandAll(
  ctx: WorkerCtx,
  { queue, graph, rules, masking }: Pick<ScanFacts, "queue" | "graph" | "rules"> & { readonly masking: Masking },
  received: readonly ReceivedMessage[],
  db: Sql = ctx.db,
): Promise<Understood[]> {
  if (received.length === 0) return [];
  const ids = received.map((message) => message.messageId);
  const withJournal = { ...graph, sentByUs: await findSentByUs(db, ids) };
  return received.map((message) => {
    const ids = { messageRowId: ctx.newId("message"), classId: ctx.newId("failureClass") };
    return understand(message, queue, withJournal, { now: ctx.now(), ...ids, rules, masking });
  });
}

async function keepFresh(
  ctx: WorkerCtx,
  tx: Parameters<typeof noteSeenAgain>[0],
  scan: ScanFacts,
  fresh: readonly Understood[],
  noteKnown: () => Promise<void>,
): Promise<number> {
  const { queue, isBacklog } = scan;
  const place = { queueId: queue.id, accountId: queue.accountId, region: queue.region };
  const made = [...new Map(fresh.map((message) => [message.made.fingerprint, message.made])).values()];
  const isOldFailure = isBacklog || scan.isRegrouping;
  const version = { now: FINGERPRINT_VERSION, former: FORMER_FINGERPRINT_VERSION };
  const classIds = await ensureClasses(tx, place, version, made, isOldFailure);
  // Fingerprints, messages, classes: merges and regroupings lock in this order too, so that no look is a deadlock's victim.
  await noteKnown();
  const bodies = queue.capture === "whole" ? fresh.map((message) => ({ id: ctx.newId("body"), message })) : [];
  await insertBodies(
    tx,
    ctx.keyring,
    queue,
    bodies.map(({ id, message: { received } }) => ({
      id,
      whole: { body: received.body, attributes: received.attributes, system: received.system },
    })),
    () => ctx.newId("dataKey"),
  );
  const bodyIds = new Map(bodies.map(({ id, message }) => [message.seen.id, id]));
  const rows = fresh.map(({ seen }) => ({
    ...seen,
    bodyId: bodyIds.get(seen.id) ?? null,
    classId: classOf(classIds, seen.fingerprint),
  }));
  const added = await insertMessages(tx, place, scan, rows, isBacklog);
  await forgetBodies(tx, rows, added);
  await insertProjections(
    tx,
    place,
    fresh.flatMap(({ projection }) => (projection && added.has(projection.messageRowId) ? [projection] : [])),
  );
  const arrived = rows.filter((row) => added.has(row.id));
  const arrivals = arrived.map((row) => ({
    classId: row.classId,
    at: isBacklog && row.sentAt ? row.sentAt : ctx.now().toISOString(),
  }));
  await countArrivals(tx, queue.accountId, arrivals, isOldFailure);
  await noteReturns(ctx, tx, queue.id, arrivedOf(fresh, added));
  await notifyClasses(tx, queue.accountId, arrived);
  return added.size;
}

function arrivedOf(fresh: readonly Understood[], added: ReadonlySet<string>): Arrived[] {
  return fresh
    .filter(({ seen }) => added.has(seen.id))
    .map(({ seen, received }) => ({ messageRowId: seen.id, carriedIds: carriedIds(received) }));
}

/** Of a message that another look was faster with, ours would be a second original that nobody names. */
function forgetBodies(
  tx: Tx,
  rows: readonly { readonly id: string; readonly bodyId: string | null }[],
  added: ReadonlySet<string>,
): Promise<void> {
  return eraseBodies(
    tx,
    rows.flatMap(({ id, bodyId }) => (bodyId !== null && !added.has(id) ? [bodyId] : [])),
  );
}

/** Lowering the level erases what was kept above it: nothing may be kept by the level of before after that. */
async function refuseOtherCapture(tx: Tx, { id, capture }: QueueRow): Promise<void> {
  const now = await holdCapture(tx, id);
  if (now !== undefined && now !== capture)
    throw new Conflict("queue-busy", "The capture level was changed during this look. The next one keeps to it.", {
      queueId: id,
    });
}

function notifyClasses(tx: Tx, accountId: string, arrived: readonly { classId: string }[]): Promise<void> {
  const touched = [...new Set(arrived.map((row) => row.classId))];
  return notifyChanges(
    tx,
    touched.map((id) => ({ topic: "class", id, accountId })),
  );
}

function classOf(classIds: ReadonlyMap<string, string>, fingerprint: string): string {
  const id = classIds.get(fingerprint);
  if (!id) throw new Error(`no class was made for fingerprint ${fingerprint}`);
  return id;
}
