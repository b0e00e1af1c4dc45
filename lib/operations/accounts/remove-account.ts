import { CAPABILITIES } from "@/lib/core/access/capabilities";
import { mayOn } from "@/lib/core/actor";
import { Conflict, Forbidden } from "@/lib/core/errors";
import { removeAccount as remove } from "@/lib/db/accounts";
import { appendAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/connect";
import { notifyChange } from "@/lib/db/notify";
import { listRuns } from "@/lib/db/runs";
import type { Ctx } from "../context";
import { onAccount } from "../on";
import { command } from "../operation";
import { startErasure } from "../privacy/start-erasure";

/**
 * Stops looking at an account, and erases what was kept of it when that is asked for. Refused while one of its runs is open:
 * nobody could finish it.
 */
export const removeAccount = command(
  "removeAccount",
  async (ctx, tx, { id, erase }) => {
    if (erase && !mayOn(ctx.actor, "messages.erase", id))
      throw new Forbidden(
        "forbidden",
        `You may not ${CAPABILITIES["messages.erase"]}. Remove the account without it.`,
        {
          capability: "messages.erase",
        },
      );
    await disconnectAccount(ctx, tx, id);
    if (erase)
      await startErasure(ctx, tx, {
        origin: "account-removed",
        accountId: id,
        selector: { kind: "account", accountId: id },
        reason: "the account was removed",
      });
    return {};
  },
  onAccount,
);

/** Removes an account with its audit entry; throws Conflict while one of its runs is open. */
export async function disconnectAccount(ctx: Ctx, tx: Tx, id: string): Promise<void> {
  const open = await listRuns(tx, { kind: "accounts", accountIds: [id] }, { state: "open", limit: 1 });
  if (open.items[0])
    throw new Conflict("queue-busy", `Run R-${open.items[0].number} of this account is still open.`, {
      runId: open.items[0].id,
    });
  await remove(tx, id, ctx.now());
  await appendAudit(tx, ctx, { action: "account.removed", objectKind: "account", objectId: id, accountId: id });
  await notifyChange(tx, { topic: "account", id, accountId: id });
}
