import type { LegalHold } from "@/lib/contract/holds";
import { inScope } from "@/lib/core/access/scope";
import { Conflict, Invalid, NotFound } from "@/lib/core/errors";
import { appendAudit } from "@/lib/db/audit";
import {
  findHold,
  findHoldable,
  type HoldRow,
  insertHold,
  liftHold as lift,
  listHolds as list,
  lockAgainstErasing,
} from "@/lib/db/holds";
import { command, question } from "../operation";

const SHOWN = 500;

export const listHolds = question("listHolds", async (ctx, { isStanding }) => {
  const found = await list(ctx.db, ctx.actor.scope, isStanding, SHOWN);
  return { items: found.map(show) };
});

/** Once this has returned nothing of it is erased any more; what was erased before stays erased. */
export const placeHold = command("placeHold", async (ctx, tx, { scope, reason, until }) => {
  const found = await findHoldable(tx, scope.kind, scope.id);
  if (!found || !inScope(ctx.actor.scope, found.accountId))
    throw new NotFound(scope.kind === "class" ? "failure class" : scope.kind, scope.id);
  if (until !== null && new Date(until) <= ctx.now())
    throw new Invalid("A hold ends in the future.", [{ field: "until", message: "must be later than now" }]);
  await lockAgainstErasing(tx);
  const id = ctx.newId("hold");
  const { accountId } = found;
  const { id: placedBy, name: placedByName } = ctx.actor;
  await insertHold(tx, {
    id,
    accountId,
    scopeKind: scope.kind,
    scopeId: scope.id,
    reason,
    until,
    placedBy,
    placedByName,
  });
  await appendAudit(tx, ctx, {
    action: "hold.placed",
    objectKind: "hold",
    objectId: id,
    accountId,
    detail: { scope, reason, until },
  });
  return read(tx, id);
});

export const liftHold = command("liftHold", async (ctx, tx, { id, reason }) => {
  const found = await findHold(tx, id);
  if (!found || !inScope(ctx.actor.scope, found.accountId)) throw new NotFound("legal hold", id);
  if (!(await lift(tx, id, ctx.actor.name, reason)))
    throw new Conflict("settings-changed", "This hold was lifted already, or has ended.");
  const { accountId, scopeKind: kind, scopeId } = found;
  await appendAudit(tx, ctx, {
    action: "hold.lifted",
    objectKind: "hold",
    objectId: id,
    accountId,
    detail: { scope: { kind, id: scopeId }, reason },
  });
  return read(tx, id);
});

async function read(db: Parameters<typeof findHold>[0], id: string): Promise<LegalHold> {
  const found = await findHold(db, id);
  if (!found) throw new NotFound("legal hold", id);
  return show(found);
}

function show(row: HoldRow): LegalHold {
  return {
    id: row.id,
    accountId: row.accountId,
    scope: { kind: row.scopeKind, id: row.scopeId, name: row.scopeName },
    reason: row.reason,
    until: row.until,
    placedAt: row.placedAt,
    placedBy: row.placedByName,
    liftedAt: row.liftedAt,
    liftedBy: row.liftedByName,
    liftReason: row.liftReason,
    isStanding: row.isStanding,
  };
}
