import type { EventLinks } from "@/lib/contract/failures";
import type { Scope } from "@/lib/core/access/scope";
import { archiveCovers } from "@/lib/core/events/archive-facts";
import { retriesOf } from "@/lib/core/events/hop";
import { busArnOfRule, busNameOfRule, isRuleArn, ruleNameOf } from "@/lib/core/events/rule-arn";
import { targetName } from "@/lib/core/events/side-effect";
import type { RuleConfig } from "@/lib/core/inventory/resource";
import type { ClassView } from "@/lib/db/classes";
import type { Sql } from "@/lib/db/connect";
import { findEventThing, listEventThings } from "@/lib/db/events-inventory";
import { findByArns } from "@/lib/db/resource-list";
import { observedOf } from "../events/archive-view";

const MINUTE_MS = 60_000;
const MOST_ARCHIVES = 20;
/** The two ways in which a rule's delivery fails: kept in a dead-letter queue, or only counted. */
const OF_RULES: readonly string[] = ["eventbridge-rule", "rule-delivery"];

type Row = Pick<ClassView, "originKind" | "anchorArn" | "anchorPart" | "firstSeenAt" | "lastSeenAt">;

/** From a failed delivery of a rule to the rule, its target, and the archives that may still hold its events; null for others. */
export async function eventLinksOf(db: Sql, scope: Scope, row: Row, now: Date): Promise<EventLinks | null> {
  const { anchorArn, anchorPart } = row;
  if (!OF_RULES.includes(row.originKind) || !isRuleArn(anchorArn)) return null;
  const [found] = await findByArns(db, scope, [anchorArn]);
  const rule = found && (await findEventThing(db, scope, "rule", found.id));
  const range = { from: floorMinute(row.firstSeenAt), until: ceilMinute(row.lastSeenAt) };
  const archives = await listEventThings(db, scope, "archive", {
    busArn: busArnOfRule(anchorArn),
    limit: MOST_ARCHIVES,
  });
  return {
    ruleId: rule?.id ?? null,
    ruleArn: anchorArn,
    ruleName: ruleNameOf(anchorArn),
    busName: busNameOfRule(anchorArn),
    targetArn: anchorPart,
    targetName: anchorPart === null ? null : targetName(anchorPart),
    from: range.from.toISOString(),
    until: range.until.toISOString(),
    triedSeconds: rule ? longestTry(rule.config, anchorPart) : 0,
    archives: archives.items.map((archive) => ({
      id: archive.id,
      name: archive.name,
      ...archiveCovers(archive.config, observedOf(archive).createdAt, range, now),
    })),
  };
}

/** How long the target is tried at most; of several that it may be, the longest. */
function longestTry({ targets }: RuleConfig, targetArn: string | null): number {
  const meant = targets.filter(({ arn }) => targetArn === null || arn === targetArn);
  return Math.max(0, ...meant.map((target) => (target.maxRetries === 0 ? 0 : retriesOf(target).maxAge.seconds)));
}

function floorMinute(at: string): Date {
  return new Date(Math.floor(Date.parse(at) / MINUTE_MS) * MINUTE_MS);
}

function ceilMinute(at: string): Date {
  return new Date((Math.floor(Date.parse(at) / MINUTE_MS) + 1) * MINUTE_MS);
}
