import { CAPABILITIES } from "@/lib/core/access/capabilities";
import { type Actor, mayOn } from "@/lib/core/actor";
import { Forbidden, NotFound } from "@/lib/core/errors";
import { type AccountFields, findAccount, updateAccount as save } from "@/lib/db/accounts";
import { appendAudit } from "@/lib/db/audit";
import { notifyChange, notifyIntent } from "@/lib/db/notify";
import { onAccount } from "../on";
import { command } from "../operation";
import { refuseForeignRoles } from "./account-fields";
import { readAccount } from "./get-account";

/** Changes an account. Raising it from read-only needs the right to allow writes, and moving it the right over all accounts. The audit entry shows before and after. */
export const updateAccount = command(
  "updateAccount",
  async (ctx, tx, { id, ...changes }) => {
    const before = await findAccount(tx, id);
    if (!before) throw new NotFound("account", id);
    if (changes.isWritable && !before.isWritable && !mayOn(ctx.actor, "writes.allow", id))
      throw new Forbidden("forbidden", `You may not ${CAPABILITIES["writes.allow"]}.`, { capability: "writes.allow" });
    refuseMovedByPart(ctx.actor, before, changes);
    refuseForeignRoles(before.awsAccountId, before.partition, changes);
    const after: AccountFields = { ...before, ...dropUndefined(changes) };
    await save(tx, after, ctx.now());
    const changed = (Object.keys(changes) as (keyof typeof changes)[]).filter(
      (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
    );
    const pick = (from: AccountFields) => Object.fromEntries(changed.map((key) => [key, from[key]]));
    await appendAudit(tx, ctx, {
      action: "account.updated",
      objectKind: "account",
      objectId: id,
      accountId: id,
      detail: { before: pick(before), after: pick(after) },
    });
    await notifyIntent(tx, { topic: "check", id, accountId: id });
    await notifyChange(tx, { topic: "account", id, accountId: id });
    return readAccount(ctx, tx, id);
  },
  onAccount,
);

/**
 * Environment and production say who is in a grant and which plans need approval. Who manages a part of the accounts would
 * move one out of what others decided, or into a grant of their own.
 */
function refuseMovedByPart({ scope }: Actor, before: AccountFields, changes: Partial<AccountFields>): void {
  const moved = (["environment", "isProduction"] as const).some(
    (field) => changes[field] !== undefined && changes[field] !== before[field],
  );
  if (moved && scope.kind !== "all")
    throw new Forbidden(
      "forbidden",
      "Environment and production decide about rights and approvals: only who manages all accounts may change them.",
    );
}

function dropUndefined<T extends object>(changes: T): { [K in keyof T]-?: Exclude<T[K], undefined> } {
  const entries = Object.entries(changes).filter(([, value]) => value !== undefined);
  // What is left holds no undefined; Object.entries cannot say so in types.
  return Object.fromEntries(entries) as { [K in keyof T]-?: Exclude<T[K], undefined> };
}
