import type { Plan } from "@/lib/contract/plans";
import { DloError, Invalid, NotFound, Unavailable } from "@/lib/core/errors";
import { wayBackOf } from "@/lib/core/plans/ways";
import { getClass } from "@/lib/db/classes";
import type { Tx } from "@/lib/db/connect";
import { patiently } from "@/lib/db/patience";
import { getQueueView } from "@/lib/db/queues";
import { groupSelection, type SelectionGroup } from "@/lib/db/selection-groups";
import type { Ctx } from "../context";
import { command, type ParsedInput } from "../operation";
import { readSearch } from "../privacy/read-search";
import { makePlan } from "./create-plan";

const MOST_PLANS = 20;
/** What is in none of the plans is told, all of it. */
const MOST_GROUPS = 500;
type Input = ParsedInput<"createPlans">;
type Ended = { plan: Plan } | { why: string };

/**
 * One plan for each dead-letter queue and origin that the selection touches, each by its own way back. What cannot be
 * planned is told with the reason, and keeps nothing else from being planned.
 */
export const createPlans = command("createPlans", async (ctx, tx, input) => {
  await refuseAbsent(ctx, tx, input);
  const found = await find(ctx, tx, input);
  if (found.length === 0)
    throw new Invalid(
      "Nothing is selected: no such message is believed to be there.",
      [{ field: "selection", message: "matches no message" }],
      "nothing-selected",
    );
  const plans: Plan[] = [];
  const leftOut: (SelectionGroup & { why: string })[] = [];
  for (const [index, group] of found.entries()) {
    const ended = index < MOST_PLANS ? await planFor(ctx, tx, input, group) : { why: `more than ${MOST_PLANS} plans` };
    if ("plan" in ended) plans.push(ended.plan);
    else leftOut.push({ ...group, why: ended.why });
  }
  return { plans, leftOut };
});

/** A class or queue that is not there, or not to be seen, is said to be so, and not that it holds nothing. */
async function refuseAbsent(ctx: Ctx, tx: Tx, { selection: { classId, queueId } }: Input): Promise<void> {
  const { scope } = ctx.actor;
  if (classId && !(await getClass(tx, scope, classId))) throw new NotFound("failure class", classId);
  if (queueId && !(await getQueueView(tx, scope, queueId))) throw new NotFound("queue", queueId);
}

async function find(ctx: Ctx, tx: Tx, { selection }: Input): Promise<SelectionGroup[]> {
  const { query, scope } = await readSearch(ctx, filterOf(selection), "selection.q");
  const found = await patiently(tx, () => groupSelection(tx, scope, { ...selection, query }, MOST_GROUPS + 1));
  if (found.length <= MOST_GROUPS) return found;
  throw new Invalid(`This touches more than ${MOST_GROUPS} queues and origins; narrow the selection.`, [
    { field: "selection", message: "is too wide" },
  ]);
}

function filterOf({ q, cause }: Input["selection"]): string | undefined {
  return [q, cause && `cause:${cause}`].filter(Boolean).join(" ") || undefined;
}

async function planFor(ctx: Ctx, tx: Tx, { selection, ...terms }: Input, group: SelectionGroup): Promise<Ended> {
  if (terms.action === "redrive" && wayBackOf(group.originKind) === undefined)
    return { why: "nobody knows the way back of these: choose a queue to redirect them to" };
  const narrowed = [filterOf(selection), `origin:${group.originKind}`].filter(Boolean).join(" ");
  const one = selection.classId
    ? { classId: selection.classId, q: `${narrowed} queue:${group.queueId}` }
    : { queueId: group.queueId, q: narrowed };
  try {
    return { plan: await makePlan(ctx, tx, { ...terms, selection: one }) };
  } catch (error) {
    // A search that was broken off has broken the transaction too: nothing more can be planned in it.
    if (error instanceof DloError && !(error instanceof Unavailable)) return { why: error.message };
    throw error;
  }
}
