import { EVERYTHING } from "@/lib/core/actor";
import { NotFound } from "@/lib/core/errors";
import { findAccount } from "@/lib/db/accounts";
import { getClass } from "@/lib/db/classes";
import { getFinding } from "@/lib/db/coverage";
import { getMessage } from "@/lib/db/messages";
import { getPlan } from "@/lib/db/plans";
import { findQueue } from "@/lib/db/queues";
import { findResource } from "@/lib/db/resource-list";
import { getRun } from "@/lib/db/runs";
import { getVaultItem } from "@/lib/db/vault";
import type { Ctx } from "./context";
import type { CheckedObject } from "./operation";

type Finder = (ctx: Ctx, id: string) => Promise<{ accountId: string } | undefined>;

/** The object that an input's id names, for the check against the actor's scope. Foreign and absent look the same: 404. */
function by(noun: string, find: Finder) {
  return async (ctx: Ctx, input: { id: string }): Promise<CheckedObject> => {
    const object = await find(ctx, input.id);
    if (!object) throw new NotFound(noun, input.id);
    return { noun, id: input.id, accountId: object.accountId };
  };
}

export const onAccount = by("account", async (ctx, id) =>
  (await findAccount(ctx.db, id)) ? { accountId: id } : undefined,
);
export const onQueue = by("queue", (ctx, id) => findQueue(ctx.db, id));
export const onClass = by("failure class", (ctx, id) => getClass(ctx.db, EVERYTHING, id));
export const onFinding = by("finding", (ctx, id) => getFinding(ctx.db, EVERYTHING, id));
export const onMessage = by("message", (ctx, id) => getMessage(ctx.db, EVERYTHING, id));
export const onPlan = by("plan", (ctx, id) => getPlan(ctx.db, EVERYTHING, id));
export const onResource = by("resource", (ctx, id) => findResource(ctx.db, EVERYTHING, id));
export const onRun = by("run", (ctx, id) => getRun(ctx.db, EVERYTHING, id));
export const onVaultItem = by("vault item", (ctx, id) => getVaultItem(ctx.db, EVERYTHING, id));
