import { createHash } from "node:crypto";
import { inScope } from "@/lib/core/access/scope";
import { Invalid, NotFound } from "@/lib/core/errors";
import { retentionChange, type SettingChange } from "@/lib/core/losses/raise-retention";
import {
  isAboutQueue,
  type PlanAction,
  type PlanDriver,
  type QueueDriver,
  takesWholeQueue,
} from "@/lib/core/plans/action";
import {
  canonicalPlan,
  createdSetting,
  type HashedItem,
  type PlanConfiguration,
  type PlanTerms,
} from "@/lib/core/plans/plan-hash";
import type { Sql } from "@/lib/db/connect";
import type { PlanItem } from "@/lib/db/plans";
import { findQueue, type QueueRow } from "@/lib/db/queues";
import type { Ctx } from "../context";
import { editConfiguration } from "../edits/edit-configuration";
import type { ParsedInput } from "../operation";
import { AIMS } from "./aims";
import type { Place } from "./aims/aim";
import { choose, MOST_ITEMS, nothingSelected } from "./choose";
import { redriveDriver, refuseUnfitting } from "./choose-driver";
import { configurationOfConsumers, readConsumers } from "./facts/consumers";
import { refuseUnrecorded } from "./refuse-unrecorded";
import type { Selected } from "./selected";

/** A message that a plan takes, with where it goes. */
export type Chosen = Selected & PlanItem;

/** What an action is about: one dead-letter queue, its chosen messages, and where they would go. */
export interface Gathered {
  readonly action: PlanAction;
  readonly driver: QueueDriver;
  readonly queue: QueueRow;
  readonly chosen: readonly Chosen[];
  readonly places: readonly Place[];
  /** Why some cannot go this way; each blocks. */
  readonly problems: readonly string[];
  /** What a person should know of this way before; none of it blocks. */
  readonly warnings: readonly string[];
  readonly configuration: PlanConfiguration;
  readonly change: SettingChange | null;
  /** Why the person wants it; for some queues a rescue needs it. */
  readonly reason: string | null;
}

type Input = Pick<ParsedInput<"createPlan">, "action" | "selection" | "driver" | "reason" | "destinationArn">;

/** Finds what the selection names. Refuses an empty, mixed or too large one by name; nothing is touched. */
export async function gather(ctx: Ctx, db: Sql, input: Input): Promise<Gathered> {
  refuseUnfitting(input);
  await refuseUnrecorded(ctx, db, input.selection);
  const selected = isOfWholeQueue(input) ? [] : await choose(ctx, db, input);
  const driver = input.action === "redrive" ? redriveDriver(input.driver, selected) : input.action;
  const queueId = "queueId" in input.selection ? input.selection.queueId : selected[0]?.queueId;
  if (!isAboutQueue(driver))
    throw new Invalid("This way is one for failed executions.", [
      { field: "driver", message: "leave it out, or choose executions" },
    ]);
  if (selected.length > MOST_ITEMS)
    throw new Invalid(`At most ${MOST_ITEMS} messages a plan; narrow the selection.`, [
      { field: "selection", message: "is too large" },
    ]);
  if (!queueId || (selected.length === 0 && !takesWholeQueue(driver))) throw await nothingSelected(ctx, db, input);
  if (selected.some((message) => message.queueId !== queueId))
    throw new Invalid("A plan is about one dead-letter queue.", [
      {
        field: "selection",
        message: "holds messages of several queues; make one plan for each (POST /plans/for-each)",
      },
    ]);
  const queue = await findQueue(db, queueId);
  if (!queue || (isAllOfQueue(input) && !inScope(ctx.actor.scope, queue.accountId, queue.arn)))
    throw new NotFound("queue", queueId);
  return { ...(await aimed(ctx, db, input, { driver, queue, selected })), reason: input.reason ?? null };
}

/** With a filter it is about the messages that somebody sees there, and not about the queue. */
function isAllOfQueue({ selection }: Input): boolean {
  return "queueId" in selection && !selection.q;
}

/** A move task, a rescue and their like take the queue as it is, whatever we know to be in it. */
function isOfWholeQueue({ action, driver }: Input): boolean {
  return driver === "move-task" || (action !== "redrive" && takesWholeQueue(action));
}

async function aimed(
  ctx: Ctx,
  db: Sql,
  { action, destinationArn }: Input,
  { driver, queue, selected }: { driver: QueueDriver; queue: QueueRow; selected: readonly Selected[] },
): Promise<Omit<Gathered, "reason">> {
  const at = { queue, chosen: selected, destinationArn: destinationArn ?? null };
  const aim = await AIMS[driver](ctx, db, at);
  const change = driver === "raise-retention" ? retentionChange(queue) : null;
  return {
    action,
    driver,
    queue,
    chosen: selected.map((one, index) => ({ ...one, destinationArn: aim.arns[index] ?? null })),
    places: aim.places,
    problems: aim.problems,
    warnings: aim.warnings ?? [],
    configuration: {
      ...aim.configuration,
      ...configurationOfConsumers(aim.places, await readConsumers(db, aim.places)),
      ...(await editConfiguration(
        db,
        selected.flatMap(({ editId }) => editId ?? []),
      )),
      [createdSetting(queue.name)]: queue.awsCreatedAt,
      ...(change ? { [`${queue.name}: ${change.setting}`]: `${change.before} to ${change.after}` } : {}),
    },
    change,
  };
}

/** The hash of what a plan freezes. */
export function hashOfPlan(
  plan: {
    readonly action: PlanAction;
    readonly driver: PlanDriver;
    readonly configuration: PlanConfiguration;
    readonly terms: PlanTerms;
  },
  items: readonly HashedItem[],
): string {
  return `sha256:${createHash("sha256").update(canonicalPlan(plan, items)).digest("hex")}`;
}
