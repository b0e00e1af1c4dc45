import type { Alert } from "@/lib/contract/alert-fields";
import { NotFound } from "@/lib/core/errors";
import { addAlertEvent, setNoise, setUnacknowledged } from "@/lib/db/alert-answers";
import { appendAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/connect";
import { notifyChange, notifyIntent } from "@/lib/db/notify";
import type { Ctx } from "../context";
import { onAlert } from "../on";
import { command } from "../operation";
import { showAlerts } from "./alert-view";
import { acknowledge } from "./answer";

/** Idempotent: who has it already keeps it. */
export const acknowledgeAlert = command(
  "acknowledgeAlert",
  async (ctx, tx, { id, note }) => {
    const via = ctx.actor.kind === "token" ? "api" : "app";
    await acknowledge(ctx, tx, id, { byName: ctx.actor.name, via, note });
    return shown(ctx, tx, id);
  },
  onAlert,
);

/** Idempotent. The judgement tells its channels again when its time comes. */
export const unacknowledgeAlert = command(
  "unacknowledgeAlert",
  async (ctx, tx, { id }) => {
    const at = ctx.now();
    if (await setUnacknowledged(tx, id, at)) {
      await addAlertEvent(tx, { alertId: id, at, kind: "unacknowledged", byName: ctx.actor.name, note: null });
      await appendAudit(tx, ctx, { action: "alert.unacknowledged", objectKind: "alert", objectId: id });
      await notifyChange(tx, { topic: "alert", id, accountId: null });
      await notifyIntent(tx, { topic: "alerts", id, accountId: null });
    }
    return shown(ctx, tx, id);
  },
  onAlert,
);

/** Idempotent: who said it first is remembered until somebody takes it back. */
export const markAlertNoise = command(
  "markAlertNoise",
  async (ctx, tx, { id, isNoise, reason }) => {
    const at = ctx.now();
    const byName = ctx.actor.name;
    if (await setNoise(tx, id, isNoise ? { at, byName, reason: reason ?? null } : null)) {
      const note = isNoise ? (reason ?? null) : "Worth telling after all.";
      await addAlertEvent(tx, { alertId: id, at, kind: "noise", byName, note });
      const detail = { isNoise, ...(reason !== undefined && { reason }) };
      await appendAudit(tx, ctx, { action: "alert.judged", objectKind: "alert", objectId: id, detail });
      await notifyChange(tx, { topic: "alert", id, accountId: null });
    }
    return shown(ctx, tx, id);
  },
  onAlert,
);

async function shown(ctx: Ctx, tx: Tx, id: string): Promise<Alert> {
  const [alert] = await showAlerts(tx, ctx.actor.scope, [id]);
  if (!alert) throw new NotFound("alert", id);
  return alert;
}
