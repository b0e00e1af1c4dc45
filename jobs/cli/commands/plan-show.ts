import type { Command } from "../command";
import { EXIT } from "../exit-codes";
import { isBlocked, tellOfPlan } from "./plan-create";

export const planShow: Command = {
  name: "plan show",
  usage: "<plan>",
  summary: "Show a plan: what it would do, its checks and what it still needs.",
  flags: { json: { summary: "print the whole plan as JSON" } },
  exits: "0 done: it can be applied, or was · 1 error · 3 it needs approval · 4 a check blocks it",
  async run({ client, io }, given) {
    const plan = await client().getPlan({ id: given.words[0] ?? "" });
    io.print(given.isOn("json") ? JSON.stringify(plan, null, 2) : `${plan.id} ${plan.state}`);
    tellOfPlan(io, plan);
    if (plan.runId !== null) return EXIT.done;
    if (isBlocked(plan)) return EXIT.blocked;
    return plan.approval.needed > 0 && plan.state !== "approved" ? EXIT.needsApproval : EXIT.done;
  },
};
