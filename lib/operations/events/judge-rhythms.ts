import { judgeRhythm, type Rhythm } from "@/lib/core/events/rhythm";
import { bucketOf } from "@/lib/core/failures/unrecorded/cadence";
import { silenceClass } from "@/lib/core/failures/unrecorded/silence-class";
import { sha256Of } from "@/lib/db/bodies";
import { inTransaction } from "@/lib/db/connect";
import { notifyChange } from "@/lib/db/notify";
import { endSilences, listRhythmsToJudge, openSilence, type RhythmFacts, saveRhythms } from "@/lib/db/rhythms";
import { addToClass, type LossPlace } from "@/lib/db/unrecorded";
import { ensureUnrecordedClass } from "@/lib/db/unrecorded-classes";
import type { WorkerCtx } from "../worker-context";

const EVERY_SECONDS = 240;

/**
 * Judges which rules of a place are quiet against their own rhythm. A silence that begins is one more in the class of its
 * rule, one that ends lets the class be resolved. What the first judgement of a rule finds was there before: backlog.
 * Calls nobody; repeating it changes nothing.
 */
export async function judgeRhythms(ctx: WorkerCtx, place: LossPlace): Promise<void> {
  const rules = await listRhythmsToJudge(ctx.db, place, EVERY_SECONDS);
  const judged = rules.map((facts) => ({ facts, rhythm: judgeRhythm(historyOf(facts)) }));
  // Verdicts come last: a silence that was not kept for a crash is found again, and not taken for known.
  for (const { facts, rhythm } of judged)
    if (rhythm.kind === "silent" && facts.silenceAt === null) await beginSilence(ctx, place, facts, rhythm);
  const over = judged.filter(({ facts, rhythm }) => isOver(facts, rhythm)).map(({ facts }) => facts.arn);
  for (const id of await endSilences(ctx.db, place, over))
    await notifyChange(ctx.db, { topic: "class", id, accountId: place.accountId });
  await saveRhythms(
    ctx.db,
    judged.map(({ facts: { arn }, rhythm: { kind, sentence, dueAt } }) => ({ arn, kind, sentence, dueAt })),
  );
}

function historyOf({ hours, watchedFrom, enabledAt, knownUntil, ...facts }: RhythmFacts) {
  return {
    ...facts,
    hours: hours.map((hour) => new Date(hour)),
    watchedFrom: new Date(watchedFrom),
    enabledAt: enabledAt === null ? null : new Date(enabledAt),
    knownUntil: new Date(knownUntil),
  };
}

/** What cannot be measured any more stays open until it runs. */
function isOver({ silenceAt }: RhythmFacts, { kind, lastTriggeredAt }: Rhythm): boolean {
  if (silenceAt === null || kind === "silent") return false;
  return kind !== "not-measurable" || (lastTriggeredAt !== null && lastTriggeredAt > new Date(silenceAt));
}

/** The minute of its last run, where it is known: the rhythm knows hours. */
function quietSince({ ranAt }: RhythmFacts, { lastTriggeredAt: hour }: Rhythm): Date | null {
  const minute = ranAt === null ? null : new Date(ranAt);
  return hour && minute && minute > hour ? minute : hour;
}

async function beginSilence(ctx: WorkerCtx, place: LossPlace, facts: RhythmFacts, rhythm: Rhythm): Promise<void> {
  const { arn, name, rhythm: before } = facts;
  const isBacklog = before === null;
  const made = {
    ...silenceClass({ arn, name, sentence: rhythm.sentence }, sha256Of),
    id: ctx.newId("failureClass"),
  };
  await inTransaction(ctx.db, async (tx) => {
    const classId = await ensureUnrecordedClass(tx, { ...place, record: "count-only" }, made, isBacklog);
    if (!(await openSilence(tx, place, { arn, classId, since: quietSince(facts, rhythm) }))) return;
    const at = bucketOf(ctx.now());
    const backlogBefore = isBacklog ? new Date(at.getTime() + 1) : new Date(0);
    await addToClass(tx, place.accountId, classId, [{ at: at.toISOString(), count: 1 }], backlogBefore);
    await notifyChange(tx, { topic: "class", id: classId, accountId: place.accountId });
  });
}
