import type { AuditAction } from "@/lib/core/audit";
import { Invalid, NotFound } from "@/lib/core/errors";
import { appendAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/connect";
import { type FindingRow, getFinding, insertSuppression, liftSuppressions } from "@/lib/db/coverage";
import { notifyChange, notifyIntent } from "@/lib/db/notify";
import type { Ctx } from "../context";
import { onFinding } from "../on";
import { command } from "../operation";
import { readFinding } from "./finding-view";

const LONGEST_MS = 366 * 24 * 3600 * 1000;

/** Accepts a finding until a day. An earlier acceptance of the same hole ends; the new reason and day stand. */
export const suppressFinding = command(
  "suppressFinding",
  async (ctx, tx, { id, reason, until }) => {
    const finding = await find(ctx, tx, id);
    const at = ctx.now();
    const end = new Date(until);
    refuseUntil(end, at);
    await liftSuppressions(tx, finding, at);
    const suppressionId = ctx.newId("suppression");
    await insertSuppression(tx, { id: suppressionId, finding, reason, until: end, by: ctx.actor.name, at });
    await note(ctx, tx, finding, "finding.suppressed", { suppressionId, reason, until });
    return readFinding(ctx, tx, id);
  },
  onFinding,
);

/** Lets a finding count again. Repeating it changes nothing and leaves no second entry. */
export const liftSuppression = command(
  "liftSuppression",
  async (ctx, tx, { id }) => {
    const finding = await find(ctx, tx, id);
    const liftedCount = await liftSuppressions(tx, finding, ctx.now());
    if (liftedCount > 0)
      await note(ctx, tx, finding, "finding.suppression-lifted", { reason: finding.suppressionReason });
    return readFinding(ctx, tx, id);
  },
  onFinding,
);

function refuseUntil(until: Date, now: Date): void {
  const message =
    until <= now
      ? "must lie in the future"
      : until.getTime() > now.getTime() + LONGEST_MS
        ? "must be within a year: look at it again then"
        : undefined;
  if (message) throw new Invalid(`until: ${message}`, [{ field: "until", message }]);
}

async function find(ctx: Ctx, tx: Tx, id: string): Promise<FindingRow> {
  const finding = await getFinding(tx, ctx.actor.scope, id);
  if (!finding) throw new NotFound("finding", id);
  return finding;
}

async function note(
  ctx: Ctx,
  tx: Tx,
  { id, accountId, region, rule, arn, part }: FindingRow,
  action: AuditAction,
  detail: Record<string, unknown>,
): Promise<void> {
  await appendAudit(tx, ctx, {
    action,
    objectKind: "finding",
    objectId: id,
    accountId,
    region,
    detail: { ...detail, rule, arn, part },
  });
  await notifyIntent(tx, { topic: "coverage", id, accountId });
  await notifyChange(tx, { topic: "coverage", id, accountId });
}
