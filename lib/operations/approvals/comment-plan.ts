import { personOf } from "@/lib/core/actor";
import { NotFound } from "@/lib/core/errors";
import { getPlan, setPlanState } from "@/lib/db/plans";
import { mayOnPlan } from "../access/may-on-plan";
import { onPlan } from "../on";
import { command } from "../operation";
import { readPlan } from "../plans/get-plan";
import { lockOpenPlan } from "./lock-plan";
import { notingRefusals, PlanRefused } from "./plan-refused";
import { say } from "./say";

/** Says something about a plan, whatever its state. Whoever only reads has no say. */
export const commentPlan = notingRefusals(
  "commentPlan",
  command(
    "commentPlan",
    async (ctx, tx, { id, comment }) => {
      const plan = await getPlan(tx, ctx.actor.scope, id);
      if (!plan) throw new NotFound("plan", id);
      const hasSay =
        (await mayOnPlan(tx, ctx.actor, "plans.create", plan)) ||
        (await mayOnPlan(tx, ctx.actor, "plans.approve", plan));
      if (!hasSay)
        throw new PlanRefused("Only who may make or approve plans here may comment on one.", {
          plan,
          why: "capability",
          capability: "plans.create",
        });
      await say(ctx, tx, plan, "commented", comment);
      return readPlan(ctx, tx, id);
    },
    onPlan,
  ),
);

/** Takes a plan back, by whoever made it or asked for its approval. It can never be applied. */
export const withdrawPlan = notingRefusals(
  "withdrawPlan",
  command(
    "withdrawPlan",
    async (ctx, tx, { id, comment }) => {
      const { plan, standing } = await lockOpenPlan(ctx, tx, id);
      const { creatorPersonId, askerPersonIds } = standing.sides;
      if (![creatorPersonId, ...askerPersonIds].includes(personOf(ctx.actor)))
        throw new PlanRefused("Only who made the plan or asked for its approval may take it back.", {
          plan,
          why: "own-plan",
          capability: null,
        });
      await say(ctx, tx, plan, "withdrawn", comment);
      await setPlanState(tx, id, "withdrawn");
      return readPlan(ctx, tx, id);
    },
    onPlan,
  ),
);
