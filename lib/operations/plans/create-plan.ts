import type { Plan } from "@/lib/contract/plans";
import { personOf } from "@/lib/core/actor";
import { retentionAsCode } from "@/lib/core/losses/raise-retention";
import { isWriting, takesWholeQueue } from "@/lib/core/plans/action";
import { stagesOf } from "@/lib/core/plans/plan-hash";
import { estimateUsd } from "@/lib/core/plans/price";
import { defaultRatePerSecond, planTitle, wayBackSentence } from "@/lib/core/plans/terms";
import { appendAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/connect";
import { findOpenMessages, insertPlan, type PlanDetail } from "@/lib/db/plans";
import { measuredDrain } from "@/lib/db/samples";
import type { Ctx } from "../context";
import { command, type ParsedInput } from "../operation";
import { type Gathered, gather, hashOfPlan } from "./gather";
import { readPlan } from "./get-plan";
import { judge } from "./judge";

type Input = ParsedInput<"createPlan">;

/** Freezes what an action will do: ids, destination, terms and checks, under one hash. Nothing reaches AWS. */
export const createPlan = command("createPlan", makePlan);

/** The same inside a transaction that does more. */
export async function makePlan(ctx: Ctx, tx: Tx, input: Input): Promise<Plan> {
  const gathered = await gather(ctx, tx, input);
  const { queue, chosen, driver } = gathered;
  const detail = await detailOf(ctx, tx, input, gathered);
  const id = ctx.newId("plan");
  const hash = hashOfPlan(gathered, detail);
  const place = { accountId: queue.accountId, region: queue.region };
  await insertPlan(tx, {
    ...place,
    id,
    hash,
    detail,
    queueId: queue.id,
    classId: "classId" in input.selection ? input.selection.classId : null,
    action: input.action,
    driver,
    destinationArn: gathered.defaultDestinationArn,
    reason: input.reason ?? null,
    createdBy: ctx.actor.id,
    createdByName: ctx.actor.name,
    createdByPerson: personOf(ctx.actor),
    createdAt: ctx.now(),
    items: chosen,
    itemCount: chosen.length,
  });
  const facts = { action: input.action, driver, itemCount: chosen.length, hash };
  await appendAudit(tx, ctx, { ...place, action: "plan.created", objectKind: "plan", objectId: id, detail: facts });
  return readPlan(ctx, tx, id);
}

async function detailOf(ctx: Ctx, tx: Tx, input: Input, gathered: Gathered): Promise<PlanDetail> {
  const { queue, chosen, driver, destinations } = gathered;
  const ratePerSecond = await rateOf(tx, input, gathered);
  const takesAboutSeconds = ratePerSecond && !takesWholeQueue(driver) ? Math.ceil(chosen.length / ratePerSecond) : null;
  const messageIds = chosen.map((message) => message.messageId);
  const openElsewhere = await findOpenMessages(tx, queue.id, messageIds);
  const { account, checks } = await judge(ctx, tx, gathered, { takesAboutSeconds, openElsewhere });
  return {
    title: planTitle(gathered),
    sentence: wayBackSentence(gathered),
    destinationArns: destinations.map((destination) => destination.arn),
    roleArn: isWriting(gathered.action) ? account.operateRoleArn : account.inspectRoleArn,
    checks,
    stages: stagesOf(chosen.length),
    ratePerSecond,
    duplicates: input.duplicates,
    takesAboutSeconds,
    priceUsd: isPriced(driver) ? estimateUsd(driver, chosen) : null,
    undoSeconds: ctx.settings.undoSeconds,
    observationSeconds: input.observationSeconds ?? ctx.settings.observationSeconds,
    change: gathered.change,
    asCode: gathered.change && retentionAsCode(queue),
  };
}

/** Of what takes a whole queue the number of calls is not known before. */
function isPriced(driver: Gathered["driver"]): driver is "mover" | "discard" | "restore" {
  return !takesWholeQueue(driver);
}

/** As asked; else our default for what is sent by us. What sends nothing has no rate, and SQS paces its own move task. */
async function rateOf(tx: Tx, input: Input, { driver, destinations }: Gathered): Promise<number | null> {
  if (driver === "discard" || driver === "rescue" || driver === "raise-retention") return null;
  if (input.ratePerSecond) return input.ratePerSecond;
  if (driver === "move-task") return null;
  const ids = destinations.map((destination) => destination.id);
  return defaultRatePerSecond(await measuredDrain(tx, ids));
}
