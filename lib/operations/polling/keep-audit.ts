import { type AuditHead, readAnchors } from "@/lib/db/audit-anchors";
import { pruneAudit } from "@/lib/db/audit-retention";
import { AuditLogBroken, sealAudit } from "@/lib/db/audit-seal";
import { noteVerified, verifyAudit } from "@/lib/db/audit-verify";
import type { Db } from "@/lib/db/connect";
import type { WorkerCtx } from "../worker-context";

const PART = 1000;
const FULL_EVERY_MS = 24 * 3600 * 1000;
/** How far this process saw the log sealed: a database that was put back to an older state reaches less far. */
const seenHeads = new WeakMap<Db, AuditHead>();

/**
 * Chains what was audited since the last time. The head goes to the process's log, where whoever can change the database
 * cannot change it: comparing the two tells a log that was put back as a whole.
 */
export async function sealAuditLog(ctx: WorkerCtx): Promise<void> {
  for (;;) {
    const { sealedCount, head } = await sealAudit(ctx.db, ctx.keyring, PART);
    const seen = seenHeads.get(ctx.db);
    if (seen && (seen.position > head.position || (seen.position === head.position && seen.hash !== head.hash)))
      ctx.log.error(
        { seen, head },
        "the audit log reaches less far than this worker saw it: was the database put back?",
      );
    seenHeads.set(ctx.db, head);
    if (sealedCount > 0)
      ctx.log.info({ position: head.position, hash: head.hash, sealedCount }, "the audit log is sealed up to here");
    if (sealedCount < PART || ctx.signal.aborted) return;
  }
}

/** Checks what is new since the last check, and everything once a day. Throws when the log is not as it was written. */
export async function checkAuditLog(ctx: WorkerCtx): Promise<void> {
  const { verifiedFull } = await readAnchors(ctx.db, ctx.keyring);
  const isFull = !verifiedFull || ctx.now().getTime() - Date.parse(verifiedFull.at) > FULL_EVERY_MS;
  const verdict = await verifyAudit(ctx.db, ctx.keyring, { isFull });
  if (!verdict.isIntact) {
    ctx.log.error({ faults: verdict.faults, faultCount: verdict.faultCount }, "the audit log is not intact");
    throw new AuditLogBroken(verdict.reason ?? "it does not fit its seals");
  }
  await noteVerified(ctx.db, ctx.keyring, verdict);
}

/** Removes what is past the time that is set for audit entries; nothing while none is set or a legal hold stands. */
export async function pruneAuditLog(ctx: WorkerCtx): Promise<void> {
  while ((await pruneAudit(ctx.db, ctx.keyring, ctx)) > 0 && !ctx.signal.aborted);
}
