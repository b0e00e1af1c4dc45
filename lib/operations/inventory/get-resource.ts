import type { ResourceDetail } from "@/lib/contract/inventory";
import { EVERYTHING, inScope, type Scope } from "@/lib/core/access/scope";
import { nameOfArn } from "@/lib/core/arn";
import { NotFound } from "@/lib/core/errors";
import { queueConfigFrom } from "@/lib/core/inventory/queue-config";
import { NO_OWNERSHIP, type ResolvedOwnership } from "@/lib/core/ownership/ownership";
import type { Sql } from "@/lib/db/connect";
import {
  type EdgeRow,
  listEdgesOf,
  readOwnership,
  readQueueSettings,
  readResourceSettings,
} from "@/lib/db/resource-detail";
import { findByArns, findResource, type ResourceView } from "@/lib/db/resource-list";
import { onResource } from "../on";
import { question } from "../operation";
import { visibleOwnership } from "../ownership/visible-ownership";
import { hrefOf, readChanges } from "./list-changes";
import { tieStates } from "./tie-states";

const MOST_CHANGES = 50;
const NOBODY: ResolvedOwnership = { ...NO_OWNERSHIP, source: "none", viaArn: null };

/** One resource with its settings, where it leads, who owns it, and what changed in it. */
export const getResource = question(
  "getResource",
  async (ctx, { id }): Promise<ResourceDetail> => {
    const { scope } = ctx.actor;
    const row = await findResource(ctx.db, scope, id);
    const settings = row && (await settingsOf(ctx.db, row));
    if (!settings) throw new NotFound("resource", id);
    const changes = await readChanges(ctx.db, scope, { arn: row.arn, limit: MOST_CHANGES });
    const ownership = (await readOwnership(ctx.db, row.arn)) ?? NOBODY;
    return {
      ...row,
      ...settings,
      ownership: await visibleOwnership(ctx.db, scope, ownership),
      ties: row.deletedAt === null ? await tiesOf(ctx.db, scope, row.arn) : [],
      changes: changes.items,
    };
  },
  onResource,
);

async function settingsOf(db: Sql, { id, kind }: ResourceView) {
  if (kind !== "queue") return readResourceSettings(db, id);
  const queue = await readQueueSettings(db, id);
  if (!queue) return undefined;
  const { visible, inFlight, delayed, tags } = queue;
  return { config: { ...queueConfigFrom(queue) }, observed: { visible, inFlight, delayed }, tags };
}

type Tie = ResourceDetail["ties"][number];

async function tiesOf(db: Sql, scope: Scope, arn: string): Promise<Tie[]> {
  const edges = await listEdgesOf(db, scope, arn);
  const others = [...new Set(edges.map((edge) => otherEnd(edge, arn)))];
  const known = new Map((await findByArns(db, EVERYTHING, others)).map((one) => [one.arn, one]));
  const stateOf = await tieStates(db, arn, others, new Set(known.keys()));
  return edges.map((edge) => {
    const other = otherEnd(edge, arn);
    const there = known.get(other);
    // What lies outside the scope is as good as a bare ARN.
    const shown = there && inScope(scope, there.accountId) ? there : undefined;
    return {
      direction: edge.from === arn ? "to" : "from",
      kind: edge.kind,
      part: edge.part,
      arn: other,
      name: shown?.name ?? nameOfArn(other),
      resourceKind: shown?.kind ?? null,
      href: shown ? hrefOf(shown) : null,
      state: stateOf(other),
    };
  });
}

function otherEnd(edge: EdgeRow, arn: string): string {
  return edge.from === arn ? edge.to : edge.from;
}
