import { Conflict, Invalid } from "@/lib/core/errors";
import { executionNameOf } from "@/lib/core/executions/execution-names";
import { redrivabilityOf } from "@/lib/core/executions/redrivability";
import type { ExecutionDriver } from "@/lib/core/plans/action";
import type { Sql } from "@/lib/db/connect";
import { findMachine, type MachineRow, type SelectedExecution, selectExecutions } from "@/lib/db/execution-selection";
import type { Ctx } from "../context";

const MOST_EXECUTIONS = 10_000;
const MOST_NAMED = 5;

export interface ChosenExecutions {
  readonly chosen: readonly SelectedExecution[];
  /** Of the class: why others are not among them. */
  readonly leftOut: readonly { readonly why: string; readonly count: number }[];
  readonly machineArn: string;
  readonly machine: MachineRow;
}

type Selection = { readonly classId: string } | { readonly executionArns: readonly string[] };

/**
 * The executions that a selection names, with their state machine. Of a class those that cannot go this way are left out, and
 * told; one that a person names stays, and a check says why it cannot. Refuses what is not known, and several machines at once.
 */
export async function chooseExecutions(
  ctx: Ctx,
  db: Sql,
  driver: ExecutionDriver,
  selection: Selection,
): Promise<ChosenExecutions> {
  const found = await selectExecutions(db, ctx.actor.scope, selection, MOST_EXECUTIONS + 1);
  refuseUnknown(selection, found);
  const { chosen, leftOut } =
    "classId" in selection ? fitting(found, driver, ctx.now()) : { chosen: found, leftOut: [] };
  if (chosen.length > MOST_EXECUTIONS)
    throw new Invalid(`At most ${MOST_EXECUTIONS} executions a plan; name some of them.`, [
      { field: "selection", message: "is too large" },
    ]);
  const first = chosen[0];
  if (!first) throw nothingLeft(leftOut);
  const { machineArn } = first;
  if (chosen.some((one) => one.machineArn !== machineArn))
    throw new Invalid("A plan is about one state machine.", [
      { field: "selection", message: "holds executions of several state machines; make one plan for each" },
    ]);
  const machine = await findMachine(db, machineArn);
  if (!machine)
    throw new Conflict(
      "plan-not-applicable",
      "The inventory does not know the state machine of these executions yet.",
      {
        machineArn,
      },
    );
  return { chosen, leftOut, machineArn, machine };
}

function fitting(found: readonly SelectedExecution[], driver: ExecutionDriver, now: Date) {
  if (driver === "start-execution") return { chosen: found, leftOut: [] };
  const whys = new Map<string, number>();
  const chosen = found.filter((one) => {
    const { isRedrivable, why } = redrivabilityOf({ ...one, stoppedAt: new Date(one.stoppedAt) }, now);
    if (isRedrivable === false) whys.set(why ?? "", (whys.get(why ?? "") ?? 0) + 1);
    return isRedrivable !== false;
  });
  return { chosen, leftOut: [...whys].map(([why, count]) => ({ why, count })) };
}

function refuseUnknown(selection: Selection, found: readonly SelectedExecution[]): void {
  if ("classId" in selection) return;
  const known = new Set(found.map(({ executionArn }) => executionArn));
  const unknown = [...new Set(selection.executionArns)].filter((arn) => !known.has(arn));
  if (unknown.length === 0) return;
  const names = unknown.slice(0, MOST_NAMED).map((arn) => executionNameOf(arn) || arn);
  throw new Invalid(`${names.join(", ")}: no failed execution of this name is known here.`, [
    { field: "selection.executionArns", message: `${unknown.length} of these are not known` },
  ]);
}

function nothingLeft(leftOut: ChosenExecutions["leftOut"]): Invalid {
  const why = leftOut.map((one) => ` ${one.count} are left out: ${one.why}`).join("");
  return new Invalid(
    `Nothing is selected: no execution of this class stands as it failed and can go this way.${why}`,
    [{ field: "selection", message: "matches no execution" }],
    "nothing-selected",
  );
}
