import { onResource } from "../on";
import { question } from "../operation";
import { judgeReplay } from "./judge-replay";
import { idsOf } from "./read-archive";

/** The whole of what a replay would do, as its plan would say it; nothing is frozen, and nothing reaches AWS. */
export const previewReplay = question(
  "previewReplay",
  async (ctx, { id: archiveId, from, until, ruleIds }) => {
    const rules = ruleIds ? ({ kind: "ids", ids: ruleIds } as const) : ({ kind: "all" } as const);
    const wish = { archiveId, from, until, rules, overrides: [] };
    const { terms, impact, overlaps, estimate, checks } = await judgeReplay(ctx, ctx.db, wish);
    const idOf = await idsOf(ctx.db, ctx.actor.scope, impact.rules);
    const spelled = <T extends { readonly path: readonly string[] }>(one: T) => ({ ...one, path: [...one.path] });
    return {
      from: terms.from,
      until: terms.until,
      impact: {
        rules: impact.rules.map((rule) => ({ ...rule, id: idOf.get(rule.arn) ?? null })),
        hits: impact.hits.map(spelled),
        blindSpots: impact.blindSpots.map(spelled),
        loops: impact.loops.map(spelled),
        notes: [...impact.notes],
        isCut: impact.isCut,
      },
      overlaps: overlaps.map((one) => ({ ...one, ruleArns: one.ruleArns ? [...one.ruleArns] : null })),
      estimate,
      checks: [...checks],
    };
  },
  onResource,
);
