import type { EventRuleDetail } from "@/lib/contract/event-buses";
import { NotFound } from "@/lib/core/errors";
import { anchorName } from "@/lib/core/failures/origins/anchor-words";
import { unqualified, withoutVersion } from "@/lib/core/inventory/unqualified";
import { listFindings } from "@/lib/db/coverage";
import { listAnchoredClasses } from "@/lib/db/events-failures";
import { type EventThing, findEventThing, listEventThings } from "@/lib/db/events-inventory";
import type { Ctx } from "../context";
import { showFinding } from "../coverage/finding-view";
import { onResource } from "../on";
import { question } from "../operation";
import { hopsOf } from "./hops";
import { showRules } from "./rule-view";

const MOST = 50;

/** One rule: where it delivers, how long it tries and where it gives up, with its open failures and findings. */
export const getRule = question(
  "getRule",
  async (ctx, { id }): Promise<EventRuleDetail> => {
    const { scope } = ctx.actor;
    const rule = await findEventThing(ctx.db, scope, "rule", id);
    const [shown] = rule ? await showRules(ctx.db, scope, [rule], ctx.now()) : [];
    if (!rule || !shown) throw new NotFound("rule", id);
    const archives = await listEventThings(ctx.db, scope, "archive", { busArn: rule.config.busArn, limit: MOST });
    const findings = await listFindings(ctx.db, scope, { arn: rule.arn, limit: MOST });
    return {
      ...shown,
      hops: await hopsOf(ctx.db, scope, rule),
      classes: await classesOf(ctx, rule),
      archives: archives.items.map(({ id, name, config }) => ({
        id,
        name,
        state: config.state,
        keepsAll: config.eventPattern === null,
        retentionDays: config.retentionDays,
      })),
      findings: findings.items
        .map((row) => showFinding(row, scope))
        .map(({ id, title, severity, summary, part }) => ({ id, title, severity, summary, part })),
    };
  },
  onResource,
);

async function classesOf(ctx: Ctx, { arn, config }: EventThing<"rule">): Promise<EventRuleDetail["classes"]> {
  const targets = config.targets.map((target) => withoutVersion(unqualified(target.arn)));
  const found = await listAnchoredClasses(ctx.db, ctx.actor.scope, [arn, ...targets], MOST);
  return found.map(({ anchorArn, anchorPart, ...row }) => ({
    ...row,
    targetArn: anchorArn === arn ? anchorPart : anchorArn,
    at: anchorArn === arn ? "rule" : "target",
    anchorName: anchorName(anchorArn),
  }));
}
