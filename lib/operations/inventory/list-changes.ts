import type { Change } from "@/lib/contract/inventory";
import type { Scope } from "@/lib/core/access/scope";
import { nameOfArn } from "@/lib/core/arn";
import { type ChangeFilter, type ChangeView, listAllChanges } from "@/lib/db/config-changes";
import type { Sql } from "@/lib/db/connect";
import { findByArns, type NamedResource } from "@/lib/db/resource-list";
import { question } from "../operation";

/** Settings that changed anywhere, newest first. */
export const listChanges = question("listChanges", (ctx, input) => readChanges(ctx.db, ctx.actor.scope, input));

/** A page of changes with the names and pages of what changed. */
export async function readChanges(db: Sql, scope: Scope, filter: ChangeFilter) {
  const page = await listAllChanges(db, scope, filter);
  const arns = [...new Set(page.items.map((change) => change.arn))];
  const known = new Map((await findByArns(db, scope, arns)).map((one) => [one.arn, one]));
  return { ...page, items: page.items.map((change) => showChange(change, known.get(change.arn))) };
}

function showChange(change: ChangeView, known: NamedResource | undefined): Change {
  return { ...change, name: known?.name ?? nameOfArn(change.arn), href: known ? hrefOf(known) : null };
}

/** The page of a resource: queues have one of their own. */
export function hrefOf({ id, kind }: Pick<NamedResource, "id" | "kind">): string {
  return kind === "queue" ? `/queues/${id}` : `/inventory/${id}`;
}
