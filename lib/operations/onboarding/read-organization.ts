import { inScope } from "@/lib/core/access/scope";
import { Forbidden, NotFound } from "@/lib/core/errors";
import { findAccount } from "@/lib/db/accounts";
import { appendAudit } from "@/lib/db/audit";
import { notifyIntent } from "@/lib/db/notify";
import { command } from "../operation";
import { readVia, writeVia } from "./organization-via";

/** Lists the organisation through this account from now on, the first time at once; null stops it. */
export const readOrganization = command("readOrganization", async (ctx, tx, { accountId }) => {
  if (accountId !== null && !(inScope(ctx.actor.scope, accountId) && (await findAccount(tx, accountId))))
    throw new NotFound("account", accountId);
  const before = await readVia(tx);
  if (before && !inScope(ctx.actor.scope, before.account.id))
    throw new Forbidden("forbidden", "The organization is listed through an account that your rights do not cover.");
  await writeVia(tx, accountId, ctx.now(), ctx.actor.id);
  await appendAudit(tx, ctx, {
    action: "organization.read-requested",
    objectKind: "organization",
    objectId: accountId,
    accountId,
  });
  await notifyIntent(tx, { topic: "organization", id: accountId ?? "", accountId });
  return {};
});
