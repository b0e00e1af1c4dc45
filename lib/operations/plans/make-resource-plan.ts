import type { Plan } from "@/lib/contract/plans";
import { personOf } from "@/lib/core/actor";
import { isAboutExecutions } from "@/lib/core/plans/action";
import type { PlanTerms } from "@/lib/core/plans/plan-hash";
import { defaultStages, fitStages } from "@/lib/core/plans/stages";
import { defaultRatePerSecond } from "@/lib/core/plans/terms";
import { appendAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/connect";
import { wishForLooks } from "@/lib/db/execution-looks";
import { insertPlan, type PlanDetail } from "@/lib/db/plans";
import type { Ctx } from "../context";
import type { ParsedInput } from "../operation";
import { type GatheredResource, gatherResource, type ResourceWish } from "./about-resource";
import { hashOfPlan } from "./gather";
import { readPlan } from "./get-plan";

type Input = ParsedInput<"createPlan">;

/** Freezes what a replay or a redrive of executions will do, under one hash. Nothing reaches AWS. */
export async function makeResourcePlan(ctx: Ctx, tx: Tx, input: Input, wish: ResourceWish): Promise<Plan> {
  const gathered = await gatherResource(ctx, tx, wish);
  const { action, driver, resource, items, configuration, classId } = gathered;
  const detail = detailOf(ctx, input, gathered);
  const id = ctx.newId("plan");
  const hash = hashOfPlan({ action, driver, configuration, terms: detail }, items);
  const place = { accountId: resource.accountId, region: resource.region };
  await insertPlan(tx, {
    ...place,
    ...{ id, hash, detail, classId, action, driver, items, itemCount: items.length },
    queueId: null,
    resourceId: resource.id,
    destinationArn: null,
    reason: input.reason ?? null,
    createdBy: ctx.actor.id,
    createdByName: ctx.actor.name,
    createdByPerson: personOf(ctx.actor),
    createdAt: ctx.now(),
  });
  if (isAboutExecutions(driver))
    await wishForLooks(
      tx,
      items.map(({ messageId }) => messageId),
    );
  const facts = { action, driver, itemCount: items.length, hash };
  await appendAudit(tx, ctx, { ...place, action: "plan.created", objectKind: "plan", objectId: id, detail: facts });
  return readPlan(ctx, tx, id);
}

function detailOf(ctx: Ctx, input: Input, gathered: GatheredResource): PlanDetail {
  const { title, sentence, destinationArns, roleArn, checks, overrides, configuration } = gathered;
  const { priceUsd, priceNote, takesAboutSeconds, expectedReturnSeconds, subject, replay } = gathered;
  return {
    ...termsOf(ctx, input, gathered),
    ...{
      title,
      sentence,
      roleArn,
      configuration,
      priceUsd,
      priceNote,
      takesAboutSeconds,
      expectedReturnSeconds,
      subject,
      replay,
    },
    destinationArns: [...destinationArns],
    checks: [...checks],
    overrides: [...overrides],
    chosenDestinationArn: null,
    isEdited: false,
    undoSeconds: input.undoSeconds ?? ctx.settings.undoSeconds,
    observationSeconds: input.observationSeconds ?? ctx.settings.observationSeconds,
  };
}

/** A replay has neither stages nor a rate: EventBridge paces it. */
function termsOf(ctx: Ctx, input: Input, gathered: GatheredResource): Omit<PlanTerms, "stages"> & { stages: number[] } {
  const { driver, items, expectedReturnSeconds, overrides } = gathered;
  const isPaced = isAboutExecutions(driver);
  const stages = input.stages ? fitStages(input.stages, items.length) : defaultStages(items.length);
  const cap = ctx.settings.observationSeconds;
  const window = Math.min(cap, expectedReturnSeconds === null ? cap : Math.ceil(expectedReturnSeconds * 1.25));
  return {
    stages: isPaced ? stages : [],
    stageObservationSeconds: isPaced && stages.length > 1 ? (input.stageObservationSeconds ?? window) : 0,
    returnThresholdPercent: input.returnThresholdPercent,
    ratePerSecond: isPaced ? (input.ratePerSecond ?? defaultRatePerSecond(null)) : null,
    duplicates: input.duplicates,
    itemOrder: "oldest-first",
    doesMark: false,
    overrides,
  };
}
