import type { OwnershipView } from "@/lib/contract/ownership";
import { may } from "@/lib/core/actor";
import { Forbidden, NotFound } from "@/lib/core/errors";
import { NO_OWNERSHIP, type Ownership } from "@/lib/core/ownership/ownership";
import { resolveOwnership } from "@/lib/core/ownership/resolve";
import { appendAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/connect";
import { areOwnersGranted } from "@/lib/db/grants";
import { notifyIntent } from "@/lib/db/notify";
import { findOwnable, listByHand, putByHand, removeByHand } from "@/lib/db/ownership";
import type { Ctx } from "../context";
import { loadGraph } from "../inventory/load-graph";
import { command, type ObjectOf, type ParsedInput } from "../operation";
import { loadOwnershipFacts } from "./load-facts";
import { visibleOwnership } from "./visible-ownership";

type Input = ParsedInput<"setOwner">;

const onOwnable: ObjectOf<Input> = async (ctx, { arn }) => {
  const found = await findOwnable(ctx.db, arn);
  if (!found) throw new NotFound("resource", arn);
  return { noun: "resource", id: arn, accountId: found.accountId };
};

/**
 * Says by hand who answers for a resource, or takes that back. The answer holds at once; what else follows from it (its
 * dead-letter queue's owner, findings, scores) the worker works out within seconds.
 */
export const setOwner = command(
  "setOwner",
  async (ctx, tx, { arn, ...said }) => {
    const found = await findOwnable(tx, arn);
    if (!found) throw new NotFound("resource", arn);
    const before = (await listByHand(tx, arn)).get(arn) ?? null;
    const after = isNothing(said) ? null : said;
    await refuseGiving(ctx, tx, said);
    if (after) await putByHand(tx, { ...found, ...after, setBy: ctx.actor.id, setAt: ctx.now() });
    else await removeByHand(tx, arn);
    await noteChange(ctx, tx, found, { arn, before, after });
    return visibleOwnership(tx, ctx.actor.scope, await resolvedNow(tx, arn));
  },
  onOwnable,
);

function isNothing(said: Ownership): boolean {
  return Object.values(said).every((part) => part === null);
}

/** Where a grant names an owner, who answers for a resource decides who may what with it: that is for who gives rights. */
async function refuseGiving(ctx: Ctx, tx: Tx, { owner, team }: Ownership): Promise<void> {
  const named = [owner, team].filter((name) => name !== null);
  if (named.length === 0 || may(ctx.actor, "users.manage") || !(await areOwnersGranted(tx, named))) return;
  throw new Forbidden(
    "forbidden",
    `Rights are given by what ${named.join(" or ")} answers for, so this would give them. Ask an admin.`,
    { capability: "users.manage" },
  );
}

async function noteChange(
  ctx: Ctx,
  tx: Tx,
  place: { accountId: string; region: string },
  change: { arn: string; before: Ownership | null; after: Ownership | null },
): Promise<void> {
  const { accountId, region } = place;
  const { arn, ...detail } = change;
  await appendAudit(tx, ctx, {
    action: "ownership.changed",
    objectKind: "resource",
    objectId: arn,
    accountId,
    region,
    detail,
  });
  await notifyIntent(tx, { topic: "coverage", id: "", accountId: null });
}

async function resolvedNow(tx: Tx, arn: string): Promise<OwnershipView> {
  const graph = await loadGraph(tx);
  const resolved = resolveOwnership(graph, await loadOwnershipFacts(tx));
  return resolved.get(arn) ?? { ...NO_OWNERSHIP, source: "none", viaArn: null };
}
