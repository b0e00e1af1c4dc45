import { stagesOf } from "@/lib/core/plans/plan-hash";
import { estimateUsd } from "@/lib/core/plans/price";
import { defaultRatePerSecond, planTitle, wayBackSentence } from "@/lib/core/plans/terms";
import { appendAudit } from "@/lib/db/audit";
import { findOpenMessages, insertPlan, type PlanDetail } from "@/lib/db/plans";
import { measuredDrain } from "@/lib/db/samples";
import { command } from "../operation";
import { gather, hashOfPlan } from "./gather";
import { readPlan } from "./get-plan";
import { judge } from "./judge";

/** Freezes what an action will do: ids, destination, terms and checks, under one hash. Nothing reaches AWS. */
export const createPlan = command("createPlan", async (ctx, tx, input) => {
  const gathered = await gather(ctx, tx, input);
  const { queue, chosen, driver } = gathered;
  const drain = await measuredDrain(
    tx,
    gathered.destinations.map((destination) => destination.id),
  );
  const ratePerSecond =
    driver === "discard"
      ? null
      : (input.ratePerSecond ?? (driver === "move-task" ? null : defaultRatePerSecond(drain)));
  const takesAboutSeconds = ratePerSecond && driver !== "move-task" ? Math.ceil(chosen.length / ratePerSecond) : null;
  const openElsewhere = await findOpenMessages(
    tx,
    queue.id,
    chosen.map((message) => message.messageId),
  );
  const { account, checks } = await judge(ctx, tx, gathered, { takesAboutSeconds, openElsewhere });
  const detail: PlanDetail = {
    title: planTitle(gathered),
    sentence: wayBackSentence(gathered),
    destinationArns: gathered.destinations.map((destination) => destination.arn),
    roleArn: account.operateRoleArn,
    checks,
    stages: stagesOf(chosen.length),
    ratePerSecond,
    duplicates: input.duplicates,
    takesAboutSeconds,
    priceUsd: driver === "move-task" ? null : estimateUsd(driver, chosen),
    undoSeconds: ctx.settings.undoSeconds,
    observationSeconds: input.observationSeconds ?? ctx.settings.observationSeconds,
  };
  const id = ctx.newId("plan");
  const hash = hashOfPlan(gathered, detail);
  await insertPlan(tx, {
    id,
    hash,
    detail,
    accountId: queue.accountId,
    region: queue.region,
    queueId: queue.id,
    classId: "classId" in input.selection ? input.selection.classId : null,
    action: input.action,
    driver,
    destinationArn: gathered.defaultDestinationArn,
    reason: input.reason ?? null,
    createdBy: ctx.actor.id,
    createdByName: ctx.actor.name,
    createdAt: ctx.now(),
    items: chosen,
    itemCount: chosen.length,
  });
  await appendAudit(tx, ctx, {
    action: "plan.created",
    objectKind: "plan",
    objectId: id,
    accountId: queue.accountId,
    region: queue.region,
    detail: { action: input.action, driver, itemCount: chosen.length, hash },
  });
  return readPlan(ctx, tx, id);
});
