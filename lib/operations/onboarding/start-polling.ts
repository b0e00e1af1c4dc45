import { NotFound } from "@/lib/core/errors";
import { appendAudit } from "@/lib/db/audit";
import { notifyChange, notifyIntent } from "@/lib/db/notify";
import { accountsInScope, startReadingCounters } from "@/lib/db/onboarding";
import { command } from "../operation";

/** Starts reading counters and settings. Accounts that are read already stay as they are; one that is unknown refuses all. */
export const startPolling = command("startPolling", async (ctx, tx, { accountIds }) => {
  const known = await accountsInScope(tx, ctx.actor.scope, accountIds);
  const unknown = accountIds.find((id) => !known.has(id));
  if (unknown !== undefined) throw new NotFound("account", unknown);
  const started = await startReadingCounters(tx, accountIds, ctx.now());
  for (const id of started) {
    await appendAudit(tx, ctx, {
      action: "account.polling-started",
      objectKind: "account",
      objectId: id,
      accountId: id,
    });
    await notifyIntent(tx, { topic: "check", id, accountId: id });
    await notifyChange(tx, { topic: "account", id, accountId: id });
  }
  return { startedCount: started.length };
});
