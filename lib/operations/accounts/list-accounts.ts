import * as accounts from "@/lib/db/accounts";
import { question } from "../operation";

/** Connected accounts of the actor's scope, by name. */
export const listAccounts = question("listAccounts", async (ctx) => ({
  items: await accounts.listAccounts(ctx.db, ctx.actor.scope),
}));
