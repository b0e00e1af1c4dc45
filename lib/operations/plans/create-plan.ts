import type { Plan } from "@/lib/contract/plans";
import { personOf } from "@/lib/core/actor";
import { retentionAsCode } from "@/lib/core/losses/raise-retention";
import { isPaced, isWriting, takesAll, takesWholeQueue } from "@/lib/core/plans/action";
import type { PlanTerms } from "@/lib/core/plans/plan-hash";
import { planPrice } from "@/lib/core/plans/price";
import { defaultStages, fitStages } from "@/lib/core/plans/stages";
import { defaultRatePerSecond, planTitle, wayBackSentence } from "@/lib/core/plans/terms";
import { isSecondCopyNeeded } from "@/lib/core/queues/vault-mode";
import { appendAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/connect";
import { readLossFacts } from "@/lib/db/losses";
import { findOpenInQueue, findOpenMessages, insertPlan, type PlanDetail } from "@/lib/db/plans";
import { measuredDrain } from "@/lib/db/samples";
import type { Ctx } from "../context";
import { knownPrices } from "../costs/own-prices";
import { command, type ParsedInput } from "../operation";
import { resourceWish } from "./about-resource";
import { refuseUnfitting } from "./choose-driver";
import { expectedReturnSeconds } from "./expected-return";
import { type Chosen, type Gathered, gather, hashOfPlan } from "./gather";
import { readPlan } from "./get-plan";
import { judge } from "./judge";
import { makeResourcePlan } from "./make-resource-plan";
import { refuseForeignTerms } from "./refuse-foreign-terms";
import { isOfExecutions } from "./refuse-unrecorded";

type Input = ParsedInput<"createPlan">;

/** Freezes what an action will do: ids, destination, terms and checks, under one hash. Nothing reaches AWS. */
export const createPlan = command("createPlan", makePlan);

/** The same inside a transaction that does more. */
export async function makePlan(ctx: Ctx, tx: Tx, input: Input): Promise<Plan> {
  refuseUnfitting(input);
  const wish = resourceWish(input, await isOfExecutions(ctx, tx, input.selection));
  if (!wish) return makeQueuePlan(ctx, tx, input);
  refuseForeignTerms(input, wish);
  return makeResourcePlan(ctx, tx, input, wish);
}

async function makeQueuePlan(ctx: Ctx, tx: Tx, input: Input): Promise<Plan> {
  const gathered = inOrder(await gather(ctx, tx, input), input.itemOrder);
  const { action, driver, queue, chosen, configuration } = gathered;
  const detail = await detailOf(ctx, tx, input, gathered);
  const id = ctx.newId("plan");
  const hash = hashOfPlan({ action, driver, configuration, terms: detail }, chosen);
  const place = { accountId: queue.accountId, region: queue.region };
  await insertPlan(tx, {
    ...place,
    id,
    hash,
    detail,
    queueId: queue.id,
    resourceId: null,
    classId: "classId" in input.selection ? input.selection.classId : null,
    action,
    driver,
    destinationArn: gathered.places.length === 1 ? (gathered.places[0]?.arn ?? null) : null,
    reason: input.reason ?? null,
    createdBy: ctx.actor.id,
    createdByName: ctx.actor.name,
    createdByPerson: personOf(ctx.actor),
    createdAt: ctx.now(),
    items: chosen,
    itemCount: chosen.length,
  });
  const facts = { action, driver, itemCount: chosen.length, hash };
  await appendAudit(tx, ctx, { ...place, action: "plan.created", objectKind: "plan", objectId: id, detail: facts });
  return readPlan(ctx, tx, id);
}

/** Likely bystanders of a bad batch go first when asked: they are the ones that will most likely pass. */
function inOrder(gathered: Gathered, order: Input["itemOrder"]): Gathered {
  if (order === "oldest-first" || gathered.queue.isFifo) return gathered;
  const rank = (one: Chosen) => (one.isBystander ? 0 : 1);
  return { ...gathered, chosen: [...gathered.chosen].sort((a, b) => rank(a) - rank(b)) };
}

async function detailOf(ctx: Ctx, tx: Tx, input: Input, gathered: Gathered): Promise<PlanDetail> {
  const { queue, chosen, driver, places } = gathered;
  const terms = await termsOf(tx, input, gathered);
  const returnSeconds = isPaced(driver) ? await expectedReturnSeconds(tx, gathered) : null;
  const stageObservationSeconds = stageWindow(ctx, input, terms, returnSeconds);
  const takesAboutSeconds = durationOf(terms, stageObservationSeconds, chosen.length, driver);
  const messageIds = chosen.map((message) => message.messageId);
  const openElsewhere = takesAll(driver)
    ? await findOpenInQueue(tx, queue.id)
    : await findOpenMessages(tx, queue.id, messageIds);
  const { overrides: wished, doesMark } = input;
  const more = { takesAboutSeconds, openElsewhere, overrides: wished, doesMark, expectedReturnSeconds: returnSeconds };
  const { account, checks, overrides } = await judge(ctx, tx, gathered, more);
  return {
    ...terms,
    stageObservationSeconds,
    title: planTitle(gathered),
    sentence: wayBackSentence(gathered),
    destinationArns: places.map(({ arn }) => arn),
    roleArn: isWriting(gathered.action) ? account.operateRoleArn : account.inspectRoleArn,
    checks,
    overrides,
    configuration: gathered.configuration,
    chosenDestinationArn: input.destinationArn ?? null,
    isEdited: chosen.some(({ editId }) => editId !== null),
    expectedReturnSeconds: returnSeconds,
    takesAboutSeconds,
    ...(await priceFor(tx, gathered, { account, overrides })),
    undoSeconds: input.undoSeconds ?? ctx.settings.undoSeconds,
    observationSeconds: input.observationSeconds ?? ctx.settings.observationSeconds,
    change: gathered.change,
    asCode: gathered.change && retentionAsCode(queue),
  };
}

interface Judged {
  readonly account: Parameters<typeof isSecondCopyNeeded>[0]["account"];
  readonly overrides: readonly { readonly check: string }[];
}

async function priceFor(
  tx: Tx,
  { queue, driver, chosen }: Gathered,
  { account, overrides }: Judged,
): Promise<Pick<PlanDetail, "priceUsd" | "priceNote">> {
  const isWaived = overrides.some(({ check }) => check === "second-copy");
  const facts = takesWholeQueue(driver) ? (await readLossFacts(tx, [queue.id])).get(queue.id) : undefined;
  const { usd, note } = planPrice({
    ...{ driver, messages: chosen, region: queue.region, isFifo: queue.isFifo },
    waitingCount: facts?.waitingCount ?? null,
    hasSecondCopies: !isWaived && isSecondCopyNeeded({ ...queue, account }),
    book: (await knownPrices(tx)).book,
  });
  return { priceUsd: usd, priceNote: note };
}

type Sending = Omit<PlanTerms, "overrides"> & { readonly stages: number[] };

async function termsOf(tx: Tx, input: Input, { driver, chosen, places }: Gathered): Promise<Sending> {
  const { duplicates, itemOrder, doesMark, returnThresholdPercent } = input;
  const isStaged = isPaced(driver) || driver === "discard";
  return {
    stages: !isStaged
      ? chosen.length > 0
        ? [chosen.length]
        : []
      : input.stages
        ? fitStages(input.stages, chosen.length)
        : defaultStages(chosen.length),
    stageObservationSeconds: input.stageObservationSeconds ?? 0,
    returnThresholdPercent,
    ratePerSecond: await rateOf(tx, input, driver, places),
    duplicates,
    itemOrder,
    doesMark,
  };
}

/** As asked; else as long as a message that fails again needs to come back, with a little to spare, and never over the cap. */
function stageWindow(ctx: Ctx, input: Input, { stages }: Sending, returnSeconds: number | null): number {
  if (input.action !== "redrive" || stages.length <= 1) return 0;
  const cap = ctx.settings.observationSeconds;
  return input.stageObservationSeconds ?? Math.min(cap, returnSeconds === null ? cap : Math.ceil(returnSeconds * 1.25));
}

function durationOf(terms: Sending, windowSeconds: number, count: number, driver: Gathered["driver"]): number | null {
  if (terms.ratePerSecond === null || takesWholeQueue(driver)) return null;
  return Math.ceil(count / terms.ratePerSecond) + Math.max(0, terms.stages.length - 1) * windowSeconds;
}

/** As asked; else our default for what is sent by us. What sends nothing has no rate, and SQS paces its own move task. */
async function rateOf(
  tx: Tx,
  { ratePerSecond }: Input,
  driver: Gathered["driver"],
  places: Gathered["places"],
): Promise<number | null> {
  if (!isPaced(driver) && driver !== "restore" && driver !== "move-task") return null;
  if (ratePerSecond) return ratePerSecond;
  if (driver === "move-task") return null;
  const ids = places.flatMap(({ queue }) => queue?.id ?? []);
  return defaultRatePerSecond(await measuredDrain(tx, ids));
}
