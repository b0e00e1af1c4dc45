import { outcomeOf } from "@/lib/core/audit";
import { Conflict, Forbidden } from "@/lib/core/errors";
import { appendAudit, listAudit } from "@/lib/db/audit";
import { comparePosition, exportMac } from "@/lib/db/audit-export";
import { AUDIT_RETENTION, type AuditRetention, KEPT_FOR_EVER } from "@/lib/db/audit-retention";
import { verifyAudit as verify } from "@/lib/db/audit-verify";
import { getSetting, lockSetting, putSetting, putSettingOnce } from "@/lib/db/settings";
import { command, question } from "../operation";

export const listAuditEntries = question("listAuditEntries", async (ctx, input) => {
  const page = await listAudit(ctx.db, ctx.actor.scope, input);
  return { ...page, items: page.items.map((entry) => ({ ...entry, outcome: outcomeOf(entry.action) })) };
});

export const verifyAudit = question("verifyAudit", async (ctx, { full }) => {
  if (ctx.actor.scope.kind !== "all")
    throw new Forbidden("forbidden", "The check reads the entries of all accounts; your rights cover some of them.");
  const verdict = await verify(ctx.db, ctx.keyring, { isFull: full });
  return { ...verdict, faults: [...verdict.faults] };
});

/** Tells a cut or changed export, and a log that was put back: it has no longer what it had when the export was made. */
export const verifyAuditExport = question("verifyAuditExport", async (ctx, { mac, ...summary }) => {
  const isOurs = mac === exportMac(ctx.keyring, summary);
  const place = { position: summary.headPosition, hash: summary.headHash };
  return { isOurs, log: await comparePosition(ctx.db, ctx.keyring, place) };
});

export const getAuditRetention = question("getAuditRetention", (ctx) => readRetention(ctx.db));

/** Two at once take turns; the second is refused, because it did not see what the first set. */
export const putAuditRetention = command("putAuditRetention", async (ctx, tx, { days, ifVersion }) => {
  await putSettingOnce(tx, AUDIT_RETENTION, KEPT_FOR_EVER);
  const before = (await lockSetting<AuditRetention>(tx, AUDIT_RETENTION)) ?? KEPT_FOR_EVER;
  if (before.version !== ifVersion)
    throw new Conflict("settings-changed", "How long the audit log is kept has changed since you looked.", {
      version: before.version,
    });
  if (before.days === days) return before;
  const changed = { changedAt: ctx.now().toISOString(), changedBy: ctx.actor.name };
  const after: AuditRetention = { days, version: before.version + 1, ...changed };
  await putSetting(tx, AUDIT_RETENTION, after, ctx.actor.id);
  const detail = { before: before.days, after: days };
  await appendAudit(tx, ctx, { action: "audit.retention-changed", objectKind: "audit", detail });
  return after;
});

async function readRetention(db: Parameters<typeof getSetting>[0]): Promise<AuditRetention> {
  return (await getSetting<AuditRetention>(db, AUDIT_RETENTION)) ?? KEPT_FOR_EVER;
}
