import { MOST_CALLS_A_MESSAGE, MOST_CALLS_AN_HOUR, MOST_SAMPLES } from "@/lib/core/failures/evidence/budget";
import { inTransaction } from "@/lib/db/connect";
import { forgetSpent, giveBackCalls, type Reserved, reserveCalls } from "@/lib/db/evidence";
import { askForNews, beginLook, endLook, type Look, postponeLook } from "@/lib/db/evidence-looks";
import { notifyChange } from "@/lib/db/notify";
import { judgeBystandersOfClass } from "../collecting/judge-bystanders";
import type { Target } from "../polling/target";
import type { WorkerCtx } from "../worker-context";
import { lookBeside } from "./look-beside";

const MOST_LOOKS_A_ROUND = 5;
const AFTER_FAILURE_SECONDS = 300;
/** A class at which the worker keeps dying is left alone. */
const MOST_INTERRUPTED = 5;

/**
 * Looks beside the messages of classes for which somebody asked, and of new ones that carry no error, within the hour's
 * budget. Each look is marked as begun, and its calls as spent, before the first call: whatever kills the process, the look
 * is made again two minutes later. What goes wrong with one class is tried again and stops nothing else.
 */
export async function gatherEvidence(ctx: WorkerCtx, target: Target): Promise<void> {
  if (target.account.polling === "listing") return;
  const place = { accountId: target.account.id, region: target.region };
  await askForNews(ctx.db, place);
  await forgetSpent(ctx.db);
  for (let made = 0; made < MOST_LOOKS_A_ROUND && !ctx.signal.aborted; made += 1) {
    const begun = await inTransaction(ctx.db, async (tx) => {
      const look = await beginLook(tx, place);
      if (!look) return undefined;
      const reserved = await reserveCalls(tx, place, MOST_SAMPLES * MOST_CALLS_A_MESSAGE, MOST_CALLS_AN_HOUR);
      if (reserved.calls >= MOST_CALLS_A_MESSAGE) return { look, reserved };
      await giveBackCalls(tx, place, reserved.hour, reserved.calls);
      await postponeLook(tx, look, spentNote(ctx.now()), secondsToNextHour(ctx.now()));
      return undefined;
    });
    if (!begun) return;
    await lookOnce(ctx, target, begun.look, begun.reserved);
  }
}

async function lookOnce(ctx: WorkerCtx, target: Target, look: Look, reserved: Reserved): Promise<void> {
  const budget = { ...reserved, used: 0 };
  try {
    if (look.interrupted > MOST_INTERRUPTED) return await giveUp(ctx, look, reserved);
    await lookBeside(ctx, target, look, budget);
    await judgeBystandersOfClass(ctx.db, look.classId);
  } catch (error) {
    // Stopped: the mark that the look began stays, and another worker makes it again.
    if (ctx.signal.aborted) return;
    ctx.log.warn({ classId: look.classId, err: error }, "a look for evidence failed");
    const note = "AWS could not be asked; it is tried again within five minutes.";
    await inTransaction(ctx.db, async (tx) => {
      const isPostponed = await postponeLook(tx, look, note, AFTER_FAILURE_SECONDS);
      if (isPostponed) await giveBackCalls(tx, look, budget.hour, budget.calls - budget.used);
    }).catch((failure: unknown) =>
      ctx.log.warn({ classId: look.classId, err: failure }, "a look could not be put back"),
    );
  }
}

async function giveUp(ctx: WorkerCtx, look: Look, reserved: Reserved): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const note = "The worker was interrupted each time it looked; ask again to let it try.";
    if (!(await endLook(tx, look, { state: "nothing-found", note, calls: 0 }))) return;
    await giveBackCalls(tx, look, reserved.hour, reserved.calls);
    await notifyChange(tx, { topic: "class", id: look.classId, accountId: look.accountId });
  });
}

function spentNote(now: Date): string {
  const next = new Date(now.getTime() + secondsToNextHour(now) * 1000).toISOString().slice(11, 16);
  return `This hour's ${MOST_CALLS_AN_HOUR} calls for evidence in this account and Region are used up; it goes on at ${next} UTC.`;
}

function secondsToNextHour(now: Date): number {
  return 3600 - (Math.floor(now.getTime() / 1000) % 3600);
}
