import { NOTHING_TALLIED, type RegroupResult, tallied } from "@/lib/core/failures/rules/regroup";
import { appendAudit } from "@/lib/db/audit";
import { appendClassChange } from "@/lib/db/class-changes";
import { type ArrivalCount, lockClasses, moveArrivals, moveTotal, readSeenAnew } from "@/lib/db/class-moves";
import { inTransaction, type Tx } from "@/lib/db/connect";
import { ensureClasses } from "@/lib/db/ensure-classes";
import { eraseUnfoundedWords } from "@/lib/db/erase-content";
import { listTombstones } from "@/lib/db/erased";
import { forgetEvidence } from "@/lib/db/evidence";
import { notifyChange } from "@/lib/db/notify";
import * as messages from "@/lib/db/regroup-messages";
import { endRegroup, forgetItems, lockRegroup, type RegroupRow, saveApplied } from "@/lib/db/regroups";
import { holdMasking, readMasking } from "../privacy/masking";
import type { WorkerCtx } from "../worker-context";
import { isOther, VERSIONS } from "./preview-batch";
import { readGroupingRules, rulesHash } from "./read-rules";
import { type Judged, understandBatch } from "./understand-batch";

/**
 * Puts the next messages into their classes, in one transaction with how far it came: a worker that dies anywhere has done
 * a batch or has not, and who goes on begins behind it. False when there is no more to do.
 */
export async function applyBatch(ctx: WorkerCtx, regroup: RegroupRow, limit: number): Promise<boolean> {
  const found = await messages.listRegroupMessages(ctx.db, regroup.id, regroup.position, limit);
  const masking = await readMasking(ctx.db, ctx.keyring);
  const judged = await understandBatch(ctx, regroup.rules, masking, found);
  return inTransaction(ctx.db, async (tx) => {
    if ((await holdMasking(tx, ctx.keyring)).version !== masking.version) return true;
    const now = await lockRegroup(tx, regroup.id);
    if (now?.state !== "applying" || now.position !== regroup.position) return false;
    if (rulesHash((await readGroupingRules(tx)).rules) !== regroup.rulesHash) return fail(ctx, tx, regroup);
    if (found.length === 0) return finish(ctx, tx, regroup);
    const { results, touched } = await moveAll(tx, judged);
    const tally = tallied(regroup.applied ?? NOTHING_TALLIED, results);
    await saveApplied(tx, regroup.id, found.at(-1)?.position ?? regroup.position, tally);
    for (const { id, accountId } of touched) await notifyChange(tx, { topic: "class", id, accountId });
    return true;
  });
}

interface Touched {
  readonly id: string;
  readonly accountId: string;
}

async function moveAll(tx: Tx, judged: readonly Judged[]): Promise<{ results: RegroupResult[]; touched: Touched[] }> {
  const results: RegroupResult[] = judged.flatMap((one) => (one.made ? [] : ["kept"]));
  const touched = new Map<string, Touched>();
  const readable = judged.filter(({ made }) => made !== undefined);
  const places = [
    ...Map.groupBy(readable, ({ queue }) => `${queue.accountId} ${queue.region} ${queue.id}`).values(),
  ].map((ofPlace) => ({ ofPlace, others: ofPlace.filter(isOther) }));
  // As a look does: first all fingerprints, then messages, then classes. It would be a deadlock's victim otherwise.
  const classIds = new Map<(typeof places)[number], ReadonlyMap<string, string>>();
  for (const place of places) classIds.set(place, await classesOf(tx, place.others));
  const written = await messages.regroupMessages(
    tx,
    places.flatMap((place) => rowsFor(place.others, classIds.get(place) ?? new Map())),
  );
  await forgetErased(tx, readable, classIds.values());
  const moved = new Map(written.filter(({ fromId, toId }) => fromId !== toId).map((row) => [row.id, row]));
  await lockClasses(tx, [...new Set([...moved.values()].flatMap(({ fromId, toId }) => [fromId, toId]))]);
  for (const { ofPlace, others } of places) {
    const moves = others.flatMap(({ message }) => moved.get(message.id) ?? []);
    results.push(...Array.from({ length: ofPlace.length - moves.length }, () => "same" as const));
    results.push(...moves.map(({ fromId, toId }) => ({ fromId, toId, newKey: null, title: "" })));
    const accountId = ofPlace[0]?.queue.accountId ?? "";
    await moveCounts(tx, accountId, moves);
    await forgetEvidence(tx, [...new Set(moves.map(({ fromId }) => fromId))]);
    for (const id of moves.flatMap(({ fromId, toId }) => [fromId, toId])) touched.set(id, { id, accountId });
  }
  return { results, touched: [...touched.values()] };
}

/** What was erased while it was being understood: classes that were made of nothing else have no words. */
async function forgetErased(tx: Tx, judged: readonly Judged[], classIds: Iterable<ReadonlyMap<string, string>>) {
  const erased = await listTombstones(
    tx,
    judged.map(({ message }) => message.id),
  );
  if (erased.size > 0) await eraseUnfoundedWords(tx, [...new Set([...classIds].flatMap((ids) => [...ids.values()]))]);
}

/** The classes of one queue's messages; those that are not there yet are made, as backlog. */
async function classesOf(tx: Tx, others: readonly Judged[]): Promise<ReadonlyMap<string, string>> {
  const [first] = others;
  if (!first) return new Map();
  const made = others.flatMap((one) => (one.made ? [one.made] : []));
  const unique = [...new Map(made.map((one) => [one.fingerprint, one])).values()];
  const { id: queueId, accountId, region } = first.queue;
  return ensureClasses(tx, { queueId, accountId, region }, VERSIONS, unique, true);
}

function rowsFor(others: readonly Judged[], classIds: ReadonlyMap<string, string>): messages.Regrouped[] {
  return others.flatMap(({ message, made: to }) => {
    const classId = to && classIds.get(to.fingerprint);
    if (!to || !classId) return [];
    const { fingerprint, causeKind, causeReason, classifier } = to;
    const known = { id: message.id, knownFingerprint: message.fingerprint };
    return [{ ...known, fingerprint, classId, causeKind, causeReason, classifier }];
  });
}

/** What the classes counted goes with the messages: totals, and the buckets in which they arrived. */
async function moveCounts(tx: Tx, accountId: string, moves: readonly messages.RegroupedRow[]): Promise<void> {
  const pairs = [...Map.groupBy(moves, ({ fromId, toId }) => `${fromId} ${toId}`).values()];
  for (const ofPair of pairs.sort((a, b) => ((a[0]?.fromId ?? "") < (b[0]?.fromId ?? "") ? -1 : 1))) {
    const [first] = ofPair;
    if (!first) continue;
    const move = { accountId, from: first.fromId, into: first.toId };
    await moveArrivals(tx, move, arrivalsOf(ofPair));
    await moveTotal(tx, move, ofPair.length);
  }
  const into = [...new Set(moves.map(({ toId }) => toId))];
  await readSeenAnew(tx, [...new Set(moves.flatMap(({ fromId, toId }) => [fromId, toId]))]);
  const reason = "messages of other classes were regrouped into it";
  for (const { id, accountId: of } of await messages.reopenAsBacklog(tx, into, reason))
    await appendClassChange(tx, { classId: id, accountId: of, kind: "status", status: "backlog", reason });
}

function arrivalsOf(moves: readonly messages.RegroupedRow[]): ArrivalCount[] {
  return [...Map.groupBy(moves, ({ bucket }) => bucket)].map(([bucket, ofBucket]) => ({
    bucket,
    count: ofBucket.length,
    backlogCount: ofBucket.filter(({ isBacklog }) => isBacklog).length,
  }));
}

async function fail(ctx: WorkerCtx, tx: Tx, { id, applied }: RegroupRow): Promise<false> {
  const reason = "the rules were changed while it ran; what was moved stays where it is";
  await endRegroup(tx, id, "failed", reason);
  await forgetItems(tx, id);
  await note(ctx, tx, id, { state: "failed", movedCount: applied?.movedCount ?? 0 });
  return false;
}

/** Ends the classes that are empty now, saying where their messages went. */
async function finish(ctx: WorkerCtx, tx: Tx, { id, position, applied }: RegroupRow): Promise<false> {
  const tally = applied ?? NOTHING_TALLIED;
  const emptied = await messages.findEmptied(tx, [...new Set(tally.moves.map(({ fromId }) => fromId))]);
  const names = await messages.nameClasses(
    tx,
    tally.moves.flatMap(({ toId }) => toId ?? []),
  );
  for (const { id: classId, accountId } of emptied) {
    const into = new Set(tally.moves.flatMap(({ fromId, toId }) => (fromId === classId && toId ? [toId] : [])));
    const numbers = [...into].flatMap((to) => names.get(to)?.number ?? []).map((number) => `F-${number}`);
    const reason = `regrouped into ${numbers.slice(0, 10).join(", ")}${numbers.length > 10 ? " and others" : ""}`;
    await messages.resolveEmptied(tx, classId, reason);
    await appendClassChange(tx, { classId, accountId, kind: "status", status: "resolved", reason });
  }
  await saveApplied(tx, id, position, { ...tally, emptiedIds: emptied.map((one) => one.id) });
  await endRegroup(tx, id, "done", null);
  await forgetItems(tx, id);
  await note(ctx, tx, id, { state: "done", movedCount: tally.movedCount, emptiedCount: emptied.length });
  return false;
}

async function note(ctx: WorkerCtx, tx: Tx, objectId: string, detail: Record<string, unknown>): Promise<void> {
  await appendAudit(tx, ctx, { action: "regroup.finished", objectKind: "regroup", objectId, detail });
}
