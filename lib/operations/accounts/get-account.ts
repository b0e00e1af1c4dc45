import { NotFound } from "@/lib/core/errors";
import type { AccountView } from "@/lib/db/accounts";
import { getAccount as find } from "@/lib/db/accounts";
import type { Sql } from "@/lib/db/connect";
import type { Ctx } from "../context";
import { onAccount } from "../on";
import { question } from "../operation";

export const getAccount = question("getAccount", (ctx, input) => readAccount(ctx, ctx.db, input.id), onAccount);

/** The account as it is shown, read on the given connection. */
export async function readAccount(ctx: Ctx, db: Sql, id: string): Promise<AccountView> {
  const account = await find(db, ctx.actor.scope, id);
  if (!account) throw new NotFound("account", id);
  return account;
}
