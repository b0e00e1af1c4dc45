import type { AuditAction } from "@/lib/core/audit";
import { Conflict, Invalid, NotFound } from "@/lib/core/errors";
import type { RegroupState } from "@/lib/core/failures/rules/regroup";
import { appendAudit } from "@/lib/db/audit";
import type { Sql, Tx } from "@/lib/db/connect";
import { notifyIntent } from "@/lib/db/notify";
import * as regroups from "@/lib/db/regroups";
import type { Ctx } from "../context";
import { command, question } from "../operation";
import { readGroupingRules, rulesHash } from "./read-rules";
import { showRegroups } from "./regroup-view";

const SHOWN = 20;

export const listRegroups = question("listRegroups", async (ctx) => {
  return { items: await showRegroups(ctx.db, await regroups.listRegroups(ctx.db, SHOWN)) };
});

export const getRegroup = question("getRegroup", async (ctx, { id }) => {
  return show(ctx.db, id);
});

/** Has the worker find out what these rules would move. An earlier preview that was not applied is given up. */
export const previewRegroup = command("previewRegroup", async (ctx, tx, { rules, days }) => {
  if (await regroups.findApplying(tx))
    throw notOpen("A regrouping is being applied. Wait until it has ended, or cancel it.");
  await regroups.supersedePreviews(tx);
  const id = ctx.newId("regroup");
  const hash = rulesHash(rules);
  await regroups.insertRegroup(tx, { id, rules, rulesHash: hash, days, askedByName: ctx.actor.name });
  return settled(ctx, tx, "regroup.asked", id, { version: hash, days, ruleCount: rules.length });
});

/** Has the worker move what was previewed. The rules of the preview must be in force: else new messages would go elsewhere. */
export const applyRegroup = command("applyRegroup", async (ctx, tx, { id, confirmCount }) => {
  const found = await take(tx, id, ["previewed"]);
  const movedCount = found.preview?.movedCount ?? 0;
  if (confirmCount !== movedCount)
    throw new Invalid(`The preview moves ${movedCount} messages.`, [
      { field: "confirmCount", message: `must be ${movedCount}` },
    ]);
  if (rulesHash((await readGroupingRules(tx)).rules) !== found.rulesHash)
    throw new Conflict("settings-changed", "The rules in force are not those of the preview: save them first.");
  await regroups.startApplying(tx, id, ctx.actor.name);
  return settled(ctx, tx, "regroup.applied", id, { version: found.rulesHash, movedCount });
});

export const cancelRegroup = command("cancelRegroup", async (ctx, tx, { id }) => {
  const { state, applied } = await take(tx, id, ["asked", "previewing", "previewed", "applying"]);
  const reason = state === "applying" ? "cancelled; what was moved stays where it is" : null;
  await regroups.endRegroup(tx, id, "cancelled", reason);
  return settled(ctx, tx, "regroup.cancelled", id, { state, movedCount: applied?.movedCount ?? 0 });
});

async function take(tx: Tx, id: string, states: readonly RegroupState[]): Promise<regroups.RegroupRow> {
  const found = await regroups.lockRegroup(tx, id);
  if (!found) throw new NotFound("regrouping", id);
  if (!states.includes(found.state)) throw notOpen(`It is ${found.state}: this step means nothing now.`);
  return found;
}

async function settled(ctx: Ctx, tx: Tx, action: AuditAction, objectId: string, detail: Record<string, unknown>) {
  await appendAudit(tx, ctx, { action, objectKind: "regroup", objectId, detail });
  await notifyIntent(tx, { topic: "regroup", id: objectId, accountId: null });
  return show(tx, objectId);
}

async function show(db: Sql, id: string) {
  const found = await regroups.getRegroup(db, id);
  const [shown] = await showRegroups(db, found ? [found] : []);
  if (!shown) throw new NotFound("regrouping", id);
  return shown;
}

function notOpen(reason: string): Conflict {
  return new Conflict("regroup-not-open", reason);
}
