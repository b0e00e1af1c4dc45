import type { ApprovalRule } from "@/lib/core/approvals/rule";
import { deadLetter, seenQueue } from "../../support/dead-letters";
import { aQueuePair } from "../../support/world";
import { aCase, anId, type Case } from "./case";
import type { Stage } from "./day-one-cases";

const ABSENT = { id: anId("pln"), hash: `sha256:${"0".repeat(64)}` };

/** The cases of approvals, over a queue of their own whose messages nobody sends. */
export function approvalCases(stage: () => Stage): readonly Case[] {
  const ask = () => stage().world.ask;
  let queue: Promise<string> | undefined;
  const aGuardedQueue = async () => {
    const { world, accountId } = stage();
    const pair = await aQueuePair(world.aws, "guarded");
    await deadLetter(world.aws, pair, ["one"]);
    await ask()("putApprovalRules", await rules([]));
    return (await seenQueue(world, accountId, "guarded-dlq")).id;
  };
  let wishCount = 0;
  const rules = async (more: ApprovalRule[]) => {
    const { version } = await ask()("getApprovalRules", {});
    const discards: ApprovalRule = {
      id: "discards",
      name: "Discards",
      isOn: true,
      when: { action: "discard" },
      approvals: 1,
    };
    return { rules: [discards, ...more], applyLimit: 100, ifVersion: version };
  };
  const aPlan = async (role: "admin" | "operator" = "admin") => {
    queue ??= aGuardedQueue();
    const { id, hash } = await ask()("createPlan", { action: "discard", selection: { queueId: await queue } }, role);
    return { id, hash };
  };
  const anAskedPlan = async () => {
    const plan = await aPlan("operator");
    await ask()("askForApproval", plan, "operator");
    return plan;
  };
  const aRule = (): ApprovalRule => ({
    id: `rule-${++wishCount}`,
    name: `Rule ${wishCount}`,
    isOn: false,
    when: { fifo: true },
    approvals: 1,
  });
  return [
    aCase({ id: "putApprovalRules", right: () => rules([aRule()]), leaves: "approval-rules.changed" }),
    aCase({ id: "askForApproval", right: () => aPlan(), leaves: "plan.approval-asked", absent: ABSENT }),
    aCase({ id: "approvePlan", right: anAskedPlan, leaves: "plan.approved", absent: ABSENT }),
    aCase({
      id: "refusePlan",
      right: async () => ({ ...(await anAskedPlan()), comment: "not now" }),
      leaves: "plan.refused",
      absent: { ...ABSENT, comment: "not now" },
    }),
    aCase({
      id: "commentPlan",
      right: async () => ({ id: (await aPlan()).id, comment: "why now?" }),
      leaves: "plan.commented",
      absent: { id: ABSENT.id, comment: "why now?" },
    }),
    aCase({
      id: "withdrawPlan",
      right: async () => ({ id: (await aPlan()).id }),
      leaves: "plan.withdrawn",
      absent: { id: ABSENT.id },
    }),
  ];
}
