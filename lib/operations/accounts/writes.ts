import { inScope } from "@/lib/core/access/scope";
import { Forbidden, NotFound } from "@/lib/core/errors";
import { findAccount } from "@/lib/db/accounts";
import { appendAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/connect";
import { notifyChange, notifyIntent } from "@/lib/db/notify";
import { setWriteStop, type WriteStop, writeStopFor } from "@/lib/db/settings";
import type { Ctx } from "../context";
import { command, question } from "../operation";

export const getWrites = question("getWrites", async (ctx) => ({ stopped: await writeStopFor(ctx.db, null) }));

/** Stops all writes, everywhere or in one account. Workers look at it before every batch, so open runs pause at once. */
export const stopWrites = command("stopWrites", async (ctx, tx, input) => {
  const stop: WriteStop = { at: ctx.now().toISOString(), by: ctx.actor.name };
  await turn(ctx, tx, input.accountId ?? null, stop);
  await appendAudit(tx, ctx, {
    action: "writes.stopped",
    objectKind: "writes",
    accountId: input.accountId ?? null,
    detail: { reason: input.reason ?? null },
  });
  return {};
});

/** Allows writes again. What was paused stays paused until a person resumes it. */
export const allowWrites = command("allowWrites", async (ctx, tx, input) => {
  await turn(ctx, tx, input.accountId ?? null, null);
  await appendAudit(tx, ctx, { action: "writes.allowed", objectKind: "writes", accountId: input.accountId ?? null });
  return {};
});

async function turn(ctx: Ctx, tx: Tx, accountId: string | null, stop: WriteStop | null): Promise<void> {
  if (accountId === null && ctx.actor.scope.kind !== "all")
    throw new Forbidden("forbidden", "That is about every account; your rights cover some of them. Name an account.");
  if (accountId !== null && !(inScope(ctx.actor.scope, accountId) && (await findAccount(tx, accountId))))
    throw new NotFound("account", accountId);
  await setWriteStop(tx, accountId, stop, ctx.actor.id);
  await notifyIntent(tx, { topic: "writes", id: accountId ?? "everywhere", accountId });
  await notifyChange(tx, { topic: "writes", id: accountId ?? "everywhere", accountId });
}
