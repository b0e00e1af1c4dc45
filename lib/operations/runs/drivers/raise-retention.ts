import { setTimeout as sleep } from "node:timers/promises";
import { Conflict } from "@/lib/core/errors";
import { retentionText, type SettingChange } from "@/lib/core/losses/raise-retention";
import { inTransaction } from "@/lib/db/connect";
import { fence } from "@/lib/db/leases";
import { saveRetention } from "@/lib/db/losses";
import { notifyChange } from "@/lib/db/notify";
import { lockRun, saveDriverState } from "@/lib/db/runs";
import { writeStopFor } from "@/lib/db/settings";
import type { Driver, DriverSession, Step, Work } from "./driver";

/** SQS shows a changed setting within 60 seconds (SQS API reference). */
const PATIENCE_MS = 60_000;
const POLL_MS = 1_000;

/**
 * Raise retention: one setting of one queue is set, and read until it shows. No message is received or sent. Setting it
 * again after a crash changes nothing; a value that is neither the plan's *before* nor its *after* ends the run untouched.
 */
export const raiseRetention: Driver = {
  name: "raise-retention",
  async open(work) {
    const { change } = work.plan.detail;
    return change ? raising(work, change) : refusing("its plan says no setting");
  },
};

function raising(work: Work, change: SettingChange): DriverSession {
  let setMs: number | undefined;
  return {
    async advance(): Promise<Step> {
      const shown = (await work.aws.sqs.attributes(work.queue.url)).settings[change.setting];
      if (shown === change.after) return done(work, change);
      if (shown !== change.before)
        return {
          kind: "failed",
          reason: `${change.setting} is ${shown} now, not ${change.before}: somebody changed it`,
        };
      if (setMs === undefined) {
        await commitIntent(work);
        await work.aws.sqs.setRetention(work.queue.url, Number(change.after));
        setMs = performance.now();
        return { kind: "more" };
      }
      if (performance.now() - setMs > PATIENCE_MS)
        return {
          kind: "vanished",
          reason: "SQS took the new retention and does not show it after 60 s: look again later",
        };
      await sleep(POLL_MS, undefined, { signal: work.signal }).catch(() => undefined);
      return { kind: "more" };
    },
    async cancel() {},
    async close() {},
  };
}

async function commitIntent(work: Work): Promise<void> {
  await inTransaction(work.ctx.db, async (tx) => {
    await fence(tx, work.lease);
    await lockRun(tx, work.run.id);
    const stop = await writeStopFor(tx, work.run.accountId);
    if (stop) throw new Conflict("writes-stopped", `All writes are stopped by ${stop.by}.`);
    await saveDriverState(tx, work.run.id, { intentAt: work.ctx.now().toISOString() });
  });
}

async function done({ ctx, run, queue }: Work, change: SettingChange): Promise<Step> {
  const seconds = Number(change.after);
  await inTransaction(ctx.db, async (tx) => {
    await saveRetention(tx, queue.id, seconds);
    await saveDriverState(tx, run.id, {
      outcome: `SQS shows ${retentionText(seconds)}. It acts on it within 15 minutes.`,
    });
    await notifyChange(tx, { topic: "queue", id: queue.id, accountId: run.accountId });
  });
  return { kind: "sent-all" };
}

function refusing(reason: string): DriverSession {
  return { advance: async () => ({ kind: "failed", reason }), cancel: async () => {}, close: async () => {} };
}
