import { lossClass } from "@/lib/core/failures/unrecorded/loss-class";
import { sha256Of } from "@/lib/db/bodies";
import { inTransaction } from "@/lib/db/connect";
import { notifyChange } from "@/lib/db/notify";
import { addToClass, type LossPlace, saveLost } from "@/lib/db/unrecorded";
import { ensureUnrecordedClass, keepCause } from "@/lib/db/unrecorded-classes";
import type { WorkerCtx } from "../worker-context";
import { explainLoss } from "./explain-loss";
import type { ReadWatch } from "./read-watch";

/** Keeps what a metric counts of one thing, in its class, with why it likely happens as things stand now. Reading the same again changes nothing. */
export async function keepLoss(ctx: WorkerCtx, place: LossPlace, watch: ReadWatch, backlogBefore: Date): Promise<void> {
  const { family, arn } = watch;
  const lost = watch.lost.map(({ at, value }) => ({ at: at.toISOString(), count: value }));
  await inTransaction(ctx.db, async (tx) => {
    const differences = await saveLost(tx, place, { family: family.name, arn }, lost);
    if (differences.length === 0) return;
    const isBacklog = differences.every(({ at }) => at < backlogBefore.toISOString());
    const cause = await explainLoss(tx, watch);
    const made = { ...lossClass({ ...family, cause }, watch, sha256Of), id: ctx.newId("failureClass") };
    const classId = await ensureUnrecordedClass(tx, { ...place, record: family.record }, made, isBacklog);
    await keepCause(tx, classId, made);
    await addToClass(tx, place.accountId, classId, differences, backlogBefore);
    await notifyChange(tx, { topic: "class", id: classId, accountId: place.accountId });
  });
}
