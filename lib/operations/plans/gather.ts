import { createHash } from "node:crypto";
import { inScope, type Scope } from "@/lib/core/access/scope";
import { Conflict, Invalid, NotFound } from "@/lib/core/errors";
import { goesBackToQueue } from "@/lib/core/failures/origins/back-to-queue";
import { retentionChange, type SettingChange } from "@/lib/core/losses/raise-retention";
import { takesWholeQueue } from "@/lib/core/plans/action";
import { canonicalPlan, type PlanConfiguration } from "@/lib/core/plans/plan-hash";
import type { Query } from "@/lib/core/search/query";
import type { Sql } from "@/lib/db/connect";
import { selectForPlan } from "@/lib/db/messages";
import { patiently } from "@/lib/db/patience";
import type { PlanAction, PlanDriver, PlanItem } from "@/lib/db/plans";
import { findQueue, findQueueByArn, listSourcesOf, type QueueRow } from "@/lib/db/queues";
import { findVaulted, findVaultItems, type VaultRow } from "@/lib/db/vault";
import type { Ctx } from "../context";
import type { ParsedInput } from "../operation";
import { readSearch } from "../privacy/read-search";
import { refuseUnrecorded } from "./refuse-unrecorded";

const MOST_ITEMS = 10_000;

/** A message that a plan takes, with what its checks need to know. */
export interface Chosen extends PlanItem {
  readonly classId: string;
  readonly queueId: string;
  readonly bodyBytes: number;
  readonly sourceQueueArn: string | null;
  readonly originKind: string;
  readonly cameBack: boolean;
  readonly expiresAt: string | null;
  readonly isTombstone: boolean;
}
/** What an action is about: one dead-letter queue, its chosen messages, and where they would go. */
export interface Gathered {
  readonly action: PlanAction;
  readonly driver: PlanDriver;
  readonly queue: QueueRow;
  readonly chosen: readonly Chosen[];
  readonly destinations: readonly QueueRow[];
  readonly missingDestinations: readonly string[];
  readonly withoutDestinationCount: number;
  /** Messages whose way back leads to no queue, by the kind of their origin. */
  readonly otherWayBack: readonly { readonly originKind: string; readonly count: number }[];
  /** Where messages go that do not name their own source. */
  readonly defaultDestinationArn: string | null;
  readonly change: SettingChange | null;
  /** Why the person wants it; for some queues a rescue needs it. */
  readonly reason: string | null;
}

type Input = ParsedInput<"createPlan">;

/** Finds what the selection names. Refuses an empty, mixed or too large one by name; nothing is touched. */
export async function gather(
  ctx: Ctx,
  db: Sql,
  input: Pick<Input, "action" | "selection" | "driver" | "reason">,
): Promise<Gathered> {
  await refuseUnrecorded(ctx, db, input.selection);
  const driver = driverOf(input);
  const chosen = takesWholeQueue(driver) && driver !== "move-task" ? [] : await choose(ctx, db, input);
  const queueId = "queueId" in input.selection ? input.selection.queueId : chosen[0]?.queueId;
  if (chosen.length > MOST_ITEMS)
    throw new Invalid(`At most ${MOST_ITEMS} messages a plan; narrow the selection.`, [
      { field: "selection", message: "is too large" },
    ]);
  if (!queueId || (chosen.length === 0 && !takesWholeQueue(driver))) throw await nothingSelected(ctx, db, input);
  if (chosen.some((message) => message.queueId !== queueId))
    throw new Invalid("A plan is about one dead-letter queue.", [
      { field: "selection", message: "holds messages of several queues; make one plan for each" },
    ]);
  const queue = await findQueue(db, queueId);
  const isWholeQueue = "queueId" in input.selection;
  if (!queue || (isWholeQueue && !inScope(ctx.actor.scope, queue.accountId, queue.arn)))
    throw new NotFound("queue", queueId);
  return {
    action: input.action,
    driver,
    queue,
    chosen: driver === "move-task" ? [] : chosen,
    change: driver === "raise-retention" ? retentionChange(queue) : null,
    reason: input.reason ?? null,
    ...(await destinationsOf(db, input.action, driver, queue, chosen)),
  };
}

/** Says where they are instead when they are only in the vault: the way back leads from there. */
async function nothingSelected(ctx: Ctx, db: Sql, { action, selection }: Pick<Input, "action" | "selection">) {
  const { query, scope } = await searchOf(ctx, selection);
  const isInVault =
    action !== "restore" &&
    !("vaultItemIds" in selection) &&
    (await findVaulted(db, scope, { ...selection, query }, 1)).length > 0;
  return new Invalid(
    isInVault
      ? "None of these is in the queue: they were drained and are only in the vault. Plan a restore of the same selection."
      : "Nothing is selected: no such message is believed to be there.",
    [{ field: isInVault ? "action" : "selection", message: isInVault ? "must be restore" : "matches no message" }],
    "nothing-selected",
  );
}

function driverOf(input: Pick<Input, "action" | "selection" | "driver">): PlanDriver {
  if ("vaultItemIds" in input.selection && input.action !== "restore")
    throw new Invalid("Vault items are restored; messages are redriven or discarded.", [
      { field: "selection", message: `does not fit the action ${input.action}` },
    ]);
  const isFiltered = "q" in input.selection && input.selection.q !== undefined;
  if (isFiltered && (input.driver === "move-task" || input.action === "rescue" || input.action === "raise-retention"))
    throw new Invalid("What takes a whole queue cannot be narrowed by a filter.", [
      { field: "selection.q", message: "leave it out, or choose our mover" },
    ]);
  if (input.action !== "redrive") {
    if (input.driver)
      throw new Invalid("Only a redrive has a choice of drivers.", [{ field: "driver", message: "leave it out" }]);
    if ((input.action === "rescue" || input.action === "raise-retention") && !("queueId" in input.selection))
      throw new Invalid("A rescue and a raised retention are about a whole queue.", [
        { field: "selection", message: "name a queue" },
      ]);
    return input.action;
  }
  if (input.driver === "move-task" && !("queueId" in input.selection))
    throw new Invalid("A move task takes a whole queue.", [
      { field: "selection", message: "name a queue, or leave the driver out" },
    ]);
  return input.driver ?? "mover";
}

async function choose(
  ctx: Ctx,
  db: Sql,
  { action, selection }: Pick<Input, "action" | "selection">,
): Promise<Chosen[]> {
  const { scope } = ctx.actor;
  if ("vaultItemIds" in selection) {
    const items = await findVaultItems(db, scope, selection.vaultItemIds);
    if (items.length !== new Set(selection.vaultItemIds).size) throw new NotFound("vault item");
    const busy = items.find((item) => item.state !== "kept");
    if (busy)
      throw new Conflict("plan-not-applicable", `Vault item ${busy.id} is ${busy.state} already.`, {
        vaultItemId: busy.id,
      });
    const messageIds = new Set(items.map((item) => `${item.queueId} ${item.messageId}`));
    if (messageIds.size < items.length)
      throw new Invalid("Two of these are copies of one message: restoring both would send it twice.", [
        { field: "selection", message: "names one message twice" },
      ]);
    return items.map(fromVault);
  }
  const { query, scope: within } = await searchOf(ctx, selection);
  if (action === "restore")
    return (await findVaulted(db, within, { ...selection, query }, MOST_ITEMS + 1)).map(fromVault);
  const select = () => selectForPlan(db, within, { ...selection, query }, MOST_ITEMS + 1);
  const found = await (query.length === 0 ? select() : patiently(db, select));
  if ("messageIds" in selection && found.length !== new Set(selection.messageIds).size) {
    const missing = selection.messageIds.filter((id) => !found.some((message) => message.id === id));
    throw new Conflict(
      "plan-not-applicable",
      `${missing.length} of these messages are not in their queue any more, or not known.`,
      { messageIds: missing.slice(0, 20) },
    );
  }
  return found.map((message) => ({ ...message, messageRowId: message.id, vaultItemId: null }));
}

/** What the selection's filter looks for, and where it may: where messages may be read as well as planned with. */
async function searchOf(ctx: Ctx, selection: Input["selection"]): Promise<{ query: Query; scope: Scope }> {
  const { scope } = ctx.actor;
  return "q" in selection ? readSearch(ctx, selection.q, "selection.q") : { query: [], scope };
}

function fromVault(item: VaultRow): Chosen {
  return { ...item, vaultItemId: item.id, cameBack: false, expiresAt: null, isTombstone: false };
}

async function destinationsOf(
  db: Sql,
  action: PlanAction,
  driver: PlanDriver,
  queue: QueueRow,
  chosen: readonly Chosen[],
) {
  if (action !== "redrive" && action !== "restore")
    return {
      destinations: [],
      missingDestinations: [],
      withoutDestinationCount: 0,
      otherWayBack: [],
      defaultDestinationArn: null,
    };
  const toQueue = chosen.filter((message) => goesBackToQueue(message.originKind));
  const sources = await listSourcesOf(db, queue.arn);
  const only = sources.length === 1 ? (sources[0]?.arn ?? null) : null;
  const wanted =
    driver === "move-task"
      ? sources.map((source) => source.arn)
      : toQueue.flatMap((message) => message.sourceQueueArn ?? only ?? []);
  const arns = [...new Set(wanted)];
  const found = await Promise.all(arns.map((arn) => findQueueByArn(db, arn)));
  return {
    destinations: found.filter((destination) => destination !== undefined),
    missingDestinations: arns.filter((_, index) => found[index] === undefined),
    withoutDestinationCount: only ? 0 : toQueue.filter((message) => message.sourceQueueArn === null).length,
    otherWayBack: driver === "move-task" ? [] : countOthers(chosen),
    defaultDestinationArn: only,
  };
}

function countOthers(chosen: readonly Chosen[]): { originKind: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { originKind } of chosen)
    if (!goesBackToQueue(originKind)) counts.set(originKind, (counts.get(originKind) ?? 0) + 1);
  return [...counts].map(([originKind, count]) => ({ originKind, count }));
}

/** The hash of what a plan freezes. */
export function hashOfPlan(
  gathered: Pick<Gathered, "action" | "driver" | "change"> & {
    readonly queue: Pick<QueueRow, "arn" | "awsCreatedAt">;
    readonly destinations: readonly Pick<QueueRow, "arn" | "awsCreatedAt" | "maxMessageBytes">[];
    readonly chosen: readonly { readonly messageId: string; readonly bodySha256: string }[];
  },
  terms: Pick<PlanConfiguration, "ratePerSecond" | "duplicates">,
): string {
  const { queue, destinations } = gathered;
  const configuration: PlanConfiguration = {
    action: gathered.action,
    driver: gathered.driver,
    deadLetterQueue: { arn: queue.arn, createdAt: queue.awsCreatedAt },
    destinations: destinations.map((d) => ({
      arn: d.arn,
      createdAt: d.awsCreatedAt,
      maxMessageBytes: d.maxMessageBytes,
    })),
    ...terms,
    change: gathered.change,
  };
  return `sha256:${createHash("sha256").update(canonicalPlan(configuration, gathered.chosen)).digest("hex")}`;
}
