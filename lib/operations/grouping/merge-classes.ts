import { Conflict, Invalid, NotFound } from "@/lib/core/errors";
import { statusAfterMerge } from "@/lib/core/failures/lifecycle/merged-status";
import { appendAudit } from "@/lib/db/audit";
import { appendClassChange } from "@/lib/db/class-changes";
import * as merges from "@/lib/db/class-merges";
import { moveAllArrivals, moveArrivals, moveTotal, readSeenAnew } from "@/lib/db/class-moves";
import { type ClassView, getClass } from "@/lib/db/classes";
import type { Tx } from "@/lib/db/connect";
import { notifyChange } from "@/lib/db/notify";
import type { Ctx } from "../context";
import { showClass } from "../failures/class-view";
import { onClass } from "../on";
import { command } from "../operation";

/** More are not moved in one step: scans of the class wait until it has ended. */
const MOST_MESSAGES = 50_000;

/**
 * Puts a class into another of the same account and Region: its messages, what it counted, and whatever arrives of it
 * from now on. Its notes and decisions stay with it; its id leads to the other class. Can be taken back.
 */
export const mergeFailureClasses = command(
  "mergeFailureClasses",
  async (ctx, tx, { id, intoId }) => {
    const asked = await bothOf(ctx, tx, id, intoId);
    await merges.lockFingerprints(tx, [asked.from.id, asked.into.id]);
    const { from, into } = await bothOf(ctx, tx, id, intoId);
    await refuseWhileBusy(tx, [from, into]);
    const count = await merges.countMessagesOf(tx, from.id);
    if (count > MOST_MESSAGES) throw tooLarge(from, count);
    const move = { accountId: into.accountId, from: from.id, into: into.id };
    await merges.lockForMove(tx, from.id, [from.id, into.id]);
    const movedCount = await merges.putInto(tx, move);
    await moveAllArrivals(tx, move);
    await moveTotal(tx, move, from.totalCount);
    await readSeenAnew(tx, [into.id]);
    await merges.insertMerge(tx, { ...move, movedCount, by: ctx.actor });
    const status = statusAfterMerge(into.status, from.status);
    if (status !== into.status) await changeStatus(tx, into, status, `F-${from.number} was merged into it`);
    await note(ctx, tx, "class.merged", from, { into: into.id, intoNumber: into.number, movedCount });
    return show(ctx, tx, into.id);
  },
  onClass,
);

/** Takes a class out of the one it was merged into, with its messages and those that arrived of it since. */
export const unmergeFailureClass = command(
  "unmergeFailureClass",
  async (ctx, tx, { id }) => {
    const into = await living(ctx, tx, id);
    if (into.id === id) throw notMerged(into);
    await merges.lockFingerprints(tx, [into.id]);
    const own = await merges.findOwnClass(tx, id);
    if (own?.mergedInto !== into.id) throw new Conflict("class-not-open", "It was moved just now: look again.");
    await refuseWhileBusy(tx, [into]);
    const back = await merges.listWithMerged(tx, id);
    const move = { accountId: into.accountId, from: into.id, into: id };
    await merges.lockForMove(tx, into.id, [into.id, id]);
    const arrivals = await merges.takeOut(tx, move, back);
    const movedCount = arrivals.reduce((sum, { count }) => sum + count, 0);
    await moveArrivals(tx, move, arrivals);
    await moveTotal(tx, move, movedCount);
    await readSeenAnew(tx, [id, into.id]);
    await merges.undoMerge(tx, id, ctx.actor.name);
    const out = await living(ctx, tx, id);
    if (out.status === "resolved" && out.presentCount > 0)
      await changeStatus(tx, out, "ongoing", `taken out of F-${into.number} again; messages wait`);
    await note(ctx, tx, "class.unmerged", out, { from: into.id, fromNumber: into.number, movedCount });
    await notifyChange(tx, { topic: "class", id: into.id, accountId: into.accountId });
    return show(ctx, tx, id);
  },
  onClass,
);

async function bothOf(ctx: Ctx, tx: Tx, id: string, intoId: string): Promise<{ from: ClassView; into: ClassView }> {
  const from = await living(ctx, tx, id);
  if (from.id !== id) throw wrong("id", `was merged into F-${from.number} already`);
  const into = await living(ctx, tx, intoId);
  if (into.id === from.id) throw wrong("intoId", "is the class itself");
  for (const [field, found] of [
    ["id", from],
    ["intoId", into],
  ] as const)
    if (found.record !== "messages") throw wrong(field, `F-${found.number} has no messages that could be put together`);
  if (into.accountId !== from.accountId) throw wrong("intoId", "is in another account; classes never span accounts");
  if (into.region !== from.region) throw wrong("intoId", "is in another Region; classes never span Regions");
  return { from, into };
}

async function living(ctx: Ctx, tx: Tx, id: string): Promise<ClassView> {
  const found = await getClass(tx, ctx.actor.scope, id);
  if (!found) throw new NotFound("failure class", id);
  return found;
}

/** A run counts what becomes of its class: its messages must not change the class meanwhile. */
async function refuseWhileBusy(tx: Tx, classes: readonly ClassView[]): Promise<void> {
  const ids = classes.map(({ id }) => id);
  const run = await merges.findOpenRun(tx, ids);
  if (run !== undefined)
    throw new Conflict("messages-in-another-run", `R-${run} works on it. Wait until it has ended.`, { run });
}

async function changeStatus(tx: Tx, row: ClassView, status: ClassView["status"], reason: string): Promise<void> {
  await merges.setStatus(tx, row.id, status, reason);
  await appendClassChange(tx, { classId: row.id, accountId: row.accountId, kind: "status", status, reason });
}

async function note(
  ctx: Ctx,
  tx: Tx,
  action: "class.merged" | "class.unmerged",
  { id, accountId, region }: ClassView,
  detail: Record<string, unknown>,
): Promise<void> {
  await appendAudit(tx, ctx, { action, objectKind: "failure-class", objectId: id, accountId, region, detail });
  await notifyChange(tx, { topic: "class", id, accountId });
}

async function show(ctx: Ctx, tx: Tx, id: string) {
  return showClass(await living(ctx, tx, id), ctx.now());
}

function wrong(field: "id" | "intoId", message: string): Invalid {
  return new Invalid(`${field}: ${message}.`, [{ field, message }]);
}
function notMerged({ number }: ClassView): Invalid {
  return wrong("id", `F-${number} stands by itself: there is no merge to take back`);
}
function tooLarge({ number }: ClassView, count: number): Invalid {
  return wrong(
    "id",
    `F-${number} has ${count} messages; at most ${MOST_MESSAGES} are merged. Merge the other way round`,
  );
}
