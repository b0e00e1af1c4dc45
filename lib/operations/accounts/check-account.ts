import { appendAudit } from "@/lib/db/audit";
import { notifyIntent } from "@/lib/db/notify";
import { onAccount } from "../on";
import { command } from "../operation";

/** Asks the worker to look at the account's access and queues now. */
export const checkAccount = command(
  "checkAccount",
  async (ctx, tx, { id }) => {
    await appendAudit(tx, ctx, {
      action: "account.check-requested",
      objectKind: "account",
      objectId: id,
      accountId: id,
    });
    await notifyIntent(tx, { topic: "check", id, accountId: id });
    return {};
  },
  onAccount,
);
