import type { AwsSession, Purpose, RoleKind } from "@/lib/aws/aws";
import { DloError } from "@/lib/core/errors";
import { type AccountRow, noteBlind, noteSeen } from "@/lib/db/accounts";
import { notifyChange } from "@/lib/db/notify";
import type { WorkerCtx } from "../worker-context";

/** One account in one Region: what a poller is pointed at. */
export interface Target {
  readonly account: AccountRow;
  readonly region: string;
}

export function sessionFor(ctx: WorkerCtx, target: Target, role: RoleKind, purpose: Purpose): AwsSession {
  return ctx.aws.session(target.account, { role, region: target.region, purpose, signal: ctx.signal });
}

/**
 * Runs a look at one Region and notes whether it could be seen. A refusal or an outage makes the Region blind, with the
 * reason, the missing action and the fix; other Regions go on. The error is thrown on, for the poller's heartbeat.
 */
export async function looking<T>(ctx: WorkerCtx, target: Target, source: string, look: () => Promise<T>): Promise<T> {
  const sight = { accountId: target.account.id, region: target.region, source };
  const tell = () => notifyChange(ctx.db, { topic: "account", id: target.account.id, accountId: target.account.id });
  try {
    const seen = await look();
    await noteSeen(ctx.db, sight);
    return seen;
  } catch (error) {
    if (ctx.signal.aborted || !(error instanceof DloError) || !isBlinding(error)) throw error;
    const text = (key: string) => (typeof error.detail[key] === "string" ? String(error.detail[key]) : null);
    const isNews = await noteBlind(ctx.db, sight, {
      reason: error.message,
      missingAction: text("action"),
      fix: text("fix"),
    });
    if (isNews) await tell();
    throw error;
  }
}

function isBlinding(error: DloError): boolean {
  return error.code === "aws-denied" || error.code === "aws-unavailable" || error.code === "aws-capability-absent";
}
