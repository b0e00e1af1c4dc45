import { inScope } from "@/lib/core/access/scope";
import { Forbidden, Invalid, NotFound } from "@/lib/core/errors";
import { isByArn, matcherOf, type PipelineMatch } from "@/lib/core/pipelines/assembly/match-rules";
import { matchWords } from "@/lib/core/pipelines/match-words";
import { listAccounts } from "@/lib/db/accounts";
import type { Tx } from "@/lib/db/connect";
import { insertRule, listRulesOf, removeRule } from "@/lib/db/pipeline-rules";
import type { Ctx } from "../context";
import { loadGraph } from "../inventory/load-graph";
import { onPipeline } from "../on";
import { command } from "../operation";
import { assembleSoon, notePipeline, ownPipeline } from "./own-pipeline";
import { accountNames } from "./rule-view";

/** So many say what can be said; each is matched with everything whenever it is assembled. */
const MOST_RULES = 200;

/**
 * Adds a rule, also one that matches nothing yet: it waits, and its answer says so. One that could change what the actor may not is
 * refused. The map follows within seconds.
 */
export const addPipelineRule = command(
  "addPipelineRule",
  async (ctx, tx, { id, kind, match }) => {
    await ownPipeline(ctx, tx, id);
    const matchCount = await countMatched(ctx, tx, match);
    if ((await listRulesOf(tx, id)).length >= MOST_RULES)
      throw new Invalid("This pipeline has as many rules as it can have.", [
        { field: "match", message: `there are ${MOST_RULES} rules already: take one back first` },
      ]);
    const rule = { id: ctx.newId("pipelineRule"), pipelineId: id, kind, match, by: ctx.actor.name, at: ctx.now() };
    await insertRule(tx, rule);
    await notePipeline(ctx, tx, id, "pipeline.rule-added", { ruleId: rule.id, kind, match });
    await assembleSoon(tx);
    return {
      ...{ id: rule.id, kind, match },
      matchWords: matchWords(match),
      matchCount,
      createdAt: rule.at.toISOString(),
      createdBy: rule.by,
    };
  },
  onPipeline,
);

/**
 * How many resources of the actor's it is about now. Who may not change all pipelines names what is theirs: a resource, or an account as a
 * whole. Anything else would one day be about what they do not see.
 */
async function countMatched(ctx: Ctx, tx: Tx, match: PipelineMatch): Promise<number> {
  const { scope } = ctx.actor;
  const count = matcherOf(await loadGraph(tx, scope), await accountNames(tx))(match).length;
  if (scope.kind === "all") return count;
  const own = (await listAccounts(tx, scope)).filter(({ id }) => inScope(scope, id));
  const isOwn = isByArn(match) ? count > 0 : own.some(({ awsAccountId }) => awsAccountId === match.account);
  if (isOwn) return count;
  throw new Forbidden(
    "forbidden",
    "This rule may become about resources in which you may not change pipelines. Name one of your resources by its ARN, or one of your accounts by its 12 digits; or ask somebody who may in all of them.",
    { capability: "pipelines.edit" },
  );
}

/** Takes a rule back. The map follows within seconds. */
export const removePipelineRule = command(
  "removePipelineRule",
  async (ctx, tx, { id, ruleId }) => {
    await ownPipeline(ctx, tx, id);
    const removed = await removeRule(tx, id, ruleId);
    if (!removed) throw new NotFound("rule", ruleId);
    const { kind, match } = removed;
    await notePipeline(ctx, tx, id, "pipeline.rule-removed", { ruleId, kind, match });
    await assembleSoon(tx);
    return {};
  },
  onPipeline,
);
