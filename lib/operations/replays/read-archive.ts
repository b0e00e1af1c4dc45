import { inScope, type Scope } from "@/lib/core/access/scope";
import { Invalid, NotFound } from "@/lib/core/errors";
import { oldestEventAt } from "@/lib/core/events/archive-facts";
import { targetName } from "@/lib/core/events/side-effect";
import type { Graph } from "@/lib/core/inventory/graph";
import type { ArchiveConfig, ResourceOf } from "@/lib/core/inventory/resource";
import { rulesOfBus } from "@/lib/core/replays/impact";
import { leavesOutReplays } from "@/lib/core/replays/replay-pattern";
import type { Sql } from "@/lib/db/connect";
import { readResourceSettings } from "@/lib/db/resource-detail";
import { findByArns, findResource, type ResourceView } from "@/lib/db/resource-list";
import type { Ctx } from "../context";
import { observedOf } from "../events/archive-view";

/** An archive as the last look saw it, also one that was deleted since. */
export interface KnownArchive extends Pick<ResourceView, "id" | "arn" | "name" | "accountId" | "region" | "deletedAt"> {
  readonly config: ArchiveConfig;
  readonly eventCount: number | null;
  /** The earliest event time that it can hold; null: not known. */
  readonly keptSince: string | null;
}

/** The archive of this id in the scope; NotFound for anything else. */
export async function readArchive(ctx: Ctx, db: Sql, id: string): Promise<KnownArchive> {
  const found = await findResource(db, ctx.actor.scope, id);
  const settings = found?.kind === "archive" ? await readResourceSettings(db, id) : undefined;
  if (!found || !settings) throw new NotFound("archive", id);
  // What the inventory keeps of an archive is its configuration, in this form.
  const config = settings.config as unknown as ArchiveConfig;
  const { eventCount, createdAt } = observedOf(settings);
  const keptSince = oldestEventAt(config.retentionDays, createdAt, ctx.now())?.toISOString() ?? null;
  return { ...found, config, eventCount, keptSince };
}

/** Which rules of the archive's bus a replay is for. */
export type WishedRules =
  | { readonly kind: "ids"; readonly ids: readonly string[] }
  | { readonly kind: "arns"; readonly arns: readonly string[] }
  | { readonly kind: "all" };

export interface ChosenRules {
  /** As EventBridge is told: null is every rule of the bus. */
  readonly ruleArns: readonly string[] | null;
  /** Those that are there. Of all, those that would get a replayed event by their pattern. */
  readonly rules: readonly ResourceOf<"rule">[];
}

/** The wished-for rules. Refuses, by field, one that is no rule of this bus that the asker may see. */
export async function chooseRules(
  db: Sql,
  scope: Scope,
  { archive, graph, wished }: { archive: KnownArchive; graph: Graph; wished: WishedRules },
): Promise<ChosenRules> {
  const { busArn } = archive.config;
  const ofBus = rulesOfBus(graph, busArn);
  if (wished.kind === "all") {
    if (!inScope(scope, archive.accountId))
      throw new Invalid("You do not see every rule of this bus: choose those that are to get the events.", [
        { field: "selection.allRules", message: "name rules instead" },
      ]);
    return { ruleArns: null, rules: ofBus.filter(({ config }) => !leavesOutReplays(config.eventPattern)) };
  }
  if (wished.kind === "arns") {
    const arns = new Set(wished.arns);
    return { ruleArns: [...wished.arns], rules: ofBus.filter(({ arn }) => arns.has(arn)) };
  }
  const idOf = await idsOf(db, scope, ofBus);
  const unknown = wished.ids.filter((id) => ![...idOf.values()].includes(id));
  if (unknown.length > 0)
    throw new Invalid(`${unknown.join(", ")}: no rule of the bus ${targetName(busArn)} that you may see.`, [
      { field: "selection.ruleIds", message: `must be rules of the bus ${targetName(busArn)}` },
    ]);
  const rules = ofBus.filter(({ arn }) => wished.ids.includes(idOf.get(arn) ?? ""));
  return { ruleArns: rules.map(({ arn }) => arn).sort(), rules };
}

/** Our ids of these rules, by ARN. */
export async function idsOf(
  db: Sql,
  scope: Scope,
  rules: readonly { readonly arn: string }[],
): Promise<Map<string, string>> {
  const found = await findByArns(
    db,
    scope,
    rules.map(({ arn }) => arn),
  );
  return new Map(found.map(({ arn, id }) => [arn, id]));
}
