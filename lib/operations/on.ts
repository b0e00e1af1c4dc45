import { EVERYTHING, inScope, type Scope } from "@/lib/core/access/scope";
import { NotFound } from "@/lib/core/errors";
import { findAccount } from "@/lib/db/accounts";
import { readAlerts } from "@/lib/db/alert-reading";
import { getCapsule } from "@/lib/db/capsules";
import { getClass } from "@/lib/db/classes";
import type { Sql } from "@/lib/db/connect";
import { getFinding } from "@/lib/db/coverage";
import { getEditSet } from "@/lib/db/edits";
import { getMessage } from "@/lib/db/messages";
import { findPipeline } from "@/lib/db/pipelines";
import { getPlan } from "@/lib/db/plans";
import { findQueue, getQueueView } from "@/lib/db/queues";
import { getReplay } from "@/lib/db/replays";
import { findResource } from "@/lib/db/resource-list";
import { getRun } from "@/lib/db/runs";
import { getSilence } from "@/lib/db/silences";
import { getVaultItem } from "@/lib/db/vault";
import type { Ctx } from "./context";
import { noteDenial } from "./note-denial";
import type { CheckedObject } from "./operation";

type Finder = (db: Sql, scope: Scope, id: string) => Promise<{ accountId: string } | undefined>;

/**
 * The object that an input's id names, for the check against the actor's scope. Foreign and absent look the same: 404. For
 * whoever sees single resources only, the query that finds the object is what decides.
 */
function by(noun: string, find: Finder) {
  return async (ctx: Ctx, input: { id: string }): Promise<CheckedObject> => {
    const { id } = input;
    const object = await find(ctx.db, EVERYTHING, id);
    if (!object) throw await absent(ctx, noun, id);
    const { accountId } = object;
    return {
      noun,
      id,
      accountId,
      isWithin: async (scope) =>
        inScope(scope, accountId) ||
        (scope.kind === "accounts" && scope.arns !== undefined && (await find(ctx.db, scope, id)) !== undefined),
    };
  };
}

/** Of somebody behind the fence nobody can tell whether it is absent or foreign, so the try itself is written down. */
export async function absent(ctx: Ctx, noun: string, id: string): Promise<NotFound> {
  if (ctx.actor.scope.kind !== "all")
    await noteDenial(ctx, {
      operation: ctx.operation ?? noun,
      capability: null,
      objectKind: noun,
      objectId: null,
      asked: id,
      why: "absent-or-foreign",
    });
  return new NotFound(noun, id);
}

export const onAccount = by("account", async (db, scope, id) =>
  inScope(scope, id) && (await findAccount(db, id)) ? { accountId: id } : undefined,
);
export const onQueue = by("queue", (db, scope, id) =>
  scope.kind === "all" ? findQueue(db, id) : getQueueView(db, scope, id),
);
export const onClass = by("failure class", getClass);
export const onEdit = by("edit", getEditSet);
export const onFinding = by("finding", getFinding);
export const onMessage = by("message", getMessage);
/** Of what crosses accounts its own query alone decides who sees it. */
function byQuery(noun: string, find: (db: Sql, scope: Scope, id: string) => Promise<unknown>) {
  return async (ctx: Ctx, { id }: { id: string }): Promise<CheckedObject> => {
    if ((await find(ctx.db, EVERYTHING, id)) === undefined) throw await absent(ctx, noun, id);
    const isWithin = async (scope: Scope) => (await find(ctx.db, scope, id)) !== undefined;
    return { noun, id, accountId: undefined, isWithin };
  };
}

/** Whoever sees one of its reasons sees the alert, and may answer it. */
export const onAlert = byQuery("alert", async (db, scope, id) => (await readAlerts(db, scope, [id]))[0]);
/** Whoever sees every account that it speaks of. */
export const onCapsule = byQuery("capsule", getCapsule);
/** Whoever sees a part of it sees it, and that part of it. */
export const onPipeline = byQuery("pipeline", findPipeline);
export const onSilence = byQuery("silence", getSilence);
export const onPlan = by("plan", getPlan);
export const onReplay = by("replay", getReplay);
export const onResource = by("resource", findResource);
export const onRun = by("run", getRun);
export const onVaultItem = by("vault item", getVaultItem);
