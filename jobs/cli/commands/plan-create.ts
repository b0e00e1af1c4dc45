import { ApiError } from "@/lib/contract/client";
import type { Plan } from "@/lib/contract/plans";
import { PLAN_ACTIONS } from "@/lib/core/plans/action";
import type { Command, Io } from "../command";
import { EXIT } from "../exit-codes";
import { explainFailure } from "../explain-failure";
import { numbersFrom } from "../numbers";
import { PLAN_TERMS, type PlanInput, planFrom } from "../plan-terms";
import { plain } from "../table";

export const planCreate: Command = {
  name: "plan create",
  usage: "",
  summary: "Freeze what an action would do, and print the id of that plan. Nothing reaches AWS.",
  flags: {
    action: { value: "<action>", oneOf: PLAN_ACTIONS, summary: "redrive unless told" },
    ...PLAN_TERMS,
    json: { summary: "print the whole plan as JSON" },
  },
  exits: "0 done · 1 error · 2 nothing is selected · 4 a check blocks it",
  async run({ client, io }, given) {
    const action = given.text("action") ?? (given.text("archive") ? "replay" : "redrive");
    const input = planFrom(given, action as PlanInput["action"], numbersFrom(given, "stages"));
    const plan = await client()
      .createPlan(input)
      .catch((failure: unknown) => nothingSelected(io, failure));
    if (!plan) return EXIT.nothingToDo;
    show(io, plan, given.isOn("json"));
    return isBlocked(plan) ? EXIT.blocked : EXIT.done;
  },
};

export function nothingSelected(io: Io, failure: unknown): undefined {
  if (!(failure instanceof ApiError) || failure.problem.code !== "nothing-selected") throw failure;
  io.warn(explainFailure(failure));
}

export function isBlocked(plan: Plan): boolean {
  return plan.checks.some(({ result, overriddenBecause }) => result === "block" && !overriddenBecause);
}

function show(io: Io, plan: Plan, isJson: boolean): void {
  io.print(isJson ? JSON.stringify(plan, null, 2) : plan.id);
  tellOfPlan(io, plan);
}

/** What a plan would do and what stands against it, on standard error. */
export function tellOfPlan(io: Io, plan: Plan): void {
  io.warn(plain(`P-${plan.number} ${plan.title}. ${plan.sentence}`));
  io.warn(`${plan.stages.length > 0 ? `Stages ${plan.stages.join(", ")}; ` : ""}${plan.hash}`);
  for (const { id, result, text } of plan.checks) if (result !== "pass") io.warn(plain(`${result}: ${text} [${id}]`));
  if (plan.approval.needed > 0) io.warn(`It needs approval: ${plan.approval.reasons.join(", ")}.`);
}
