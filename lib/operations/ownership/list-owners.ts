import * as ownership from "@/lib/db/ownership";
import { question } from "../operation";

export const listOwners = question("listOwners", async (ctx, place) => ({
  items: await ownership.listOwners(ctx.db, ctx.actor.scope, place),
}));
