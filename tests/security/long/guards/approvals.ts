import { guardsOf } from "./guard";

const EYES = "integration/approvals/four-eyes";
const APPLYING = "integration/approvals/applying";
const CASES = "integration/commands/four-cases";
const STANDING = "lib/core/approvals/standing";
const GUARDS = "security/long/plans-hold";
const FENCES = "integration/plans/fences";

/** What stands between a wish and what it does in AWS. */
export const approvals = [
  ...guardsOf("lib/operations/plans/apply-plan.ts", [
    ["a plan is applied by its hash", "if (plan.hash !== hash) throw", "if (false) throw", CASES, GUARDS],
    ["an old plan is not applied", `if (plan.state === "expired")`, "if (false)", APPLYING, GUARDS],
    ["a plan that ended is not applied", "refuseEnded(plan, standing);", "", EYES],
    [
      "a plan is applied as the world is now",
      "await refuseChanged(ctx, tx, plan);",
      "",
      "integration/runs/kinds",
      GUARDS,
    ],
    ["settings that changed are named", "if (diff.length > 0)", "if (false)", "integration/plans/checks"],
    [
      "messages that would go elsewhere by now need a new plan",
      "if (hashWith(items) !== plan.hash || hashWith(now.items) !== plan.hash)",
      "if (false)",
      FENCES,
    ],
    [
      "a purge is confirmed by the queue's name",
      `if (plan.action === "purge" && confirm !== plan.subjectName)`,
      "if (false)",
      "integration/runs/purge",
    ],
    [
      "what takes all of a queue waits for the runs that have some of it",
      "takesAll(plan.driver)",
      "false",
      "integration/runs/purge-fences",
    ],
    ["what is in another run is not sent twice", "if (first)", "if (false)", GUARDS, "integration/runs/kinds"],
    ["many messages need the right for many", "await refuseTooMany(ctx, tx, plan);", "", APPLYING],
    ["a plan is applied once", "if (plan.runId) return answer(ctx, tx, plan.runId);", "", APPLYING, CASES],
  ]),
  ...guardsOf("lib/operations/approvals/refuse-discard.ts", [
    [
      "discarding, purging and edited bodies need their rights",
      "if (capability && !(await mayOnPlan(tx, ctx.actor, capability, plan)))",
      "if (false)",
      GUARDS,
      "integration/runs/purge",
    ],
  ]),
  ...guardsOf("lib/operations/approvals/refuse-unapproved.ts", [
    ["a plan needs its approvals", "if (standing.isEnough) return null;", "return null;", EYES],
    [
      "breaking the glass needs its right",
      "if (breakGlass && !(await mayOnPlan(db, ctx.actor, capability, plan)))",
      "if (false)",
      APPLYING,
    ],
  ]),
  ...guardsOf("lib/operations/approvals/lock-plan.ts", [
    ["an approval is for one hash", "if (hash !== undefined && plan.hash !== hash)", "if (false)", EYES],
    ["an old plan is not approved", `if (plan.state === "expired")`, "if (false)", APPLYING],
    ["what ended stays ended", "refuseEnded(plan, standing);", "", EYES],
  ]),
  ...guardsOf("lib/operations/approvals/decide.ts", [
    ["nobody approves their own plan", "refuseOwn(ctx, plan, standing, approversOf(standing));", "", EYES],
    ["nobody approves what nobody asked for", "if (locked.plan.askedAt === null)", "if (false)", EYES],
    ["what is approved is not approved again", `if (standing.state === "approved")`, "if (false)", EYES],
    ["nobody refuses their own plan", "refuseOwn(ctx, plan, standing, []);", "", GUARDS, EYES],
  ]),
  ...guardsOf("lib/core/approvals/standing.ts", [
    [
      "approvals of who may no more do not count",
      "const counts = mayStill && planHash",
      "const counts = planHash",
      STANDING,
      APPLYING,
    ],
    ["approvals of another hash do not count", "planHash === sides.hash && ", "", STANDING],
    ["one's own approval does not count", "!isOwn(personId, sides) && ", "", STANDING],
    ["one person is one approval", "&& !people.has(personId)", "", STANDING],
    ["who asked is one's own side", "|| sides.askerPersonIds.includes(personId)", "", STANDING],
  ]),
  ...guardsOf("lib/core/actor.ts", [
    ["somebody is one person, whatever token", "return actor.onBehalfOf ?? actor.id;", "return actor.id;", EYES],
  ]),
  ...guardsOf("lib/operations/approvals/message-limit.ts", [
    [
      "a token keeps to its number of messages",
      "if (maxMessages !== undefined && count > maxMessages)",
      "if (false)",
      APPLYING,
    ],
    [
      "an unknown number is over any limit",
      "changedCountOf(plan) ?? Number.POSITIVE_INFINITY",
      "changedCountOf(plan) ?? 0",
      "security/long/who-may",
    ],
    [
      "many messages need the right for many, there",
      `count > applyLimit && !(await mayOnPlan(db, actor, "plans.apply-large", plan))`,
      "false",
      APPLYING,
    ],
  ]),
  ...guardsOf("lib/operations/runs/begin.ts", [
    ["what is in no plan is not sent", "if (!(await isWhatPeopleSaw(ctx.db, run, queue)))", "if (false)", GUARDS],
    [
      "the worker asks for approvals again",
      "return actor && missingApproval(ctx, run, actor);",
      "return undefined;",
      APPLYING,
    ],
    [
      "the worker asks for rights again",
      `if (!actor || !(await mayOnPlan(ctx.db, actor, "plans.apply", plan)))`,
      "if (false)",
      CASES,
    ],
    [
      "the worker asks for further rights again",
      "if (further && !(await mayOnPlan(ctx.db, actor, further, plan)))",
      "if (false)",
      GUARDS,
    ],
    [
      "the worker asks whether who named a place may send there",
      `!mayOn(actor, "plans.apply", accountId, arn)`,
      "false",
      FENCES,
    ],
    [
      "a read-only account stays so",
      "if (!account.isWritable) return",
      "if (false) return",
      "integration/runs/kinds",
      GUARDS,
    ],
    [
      "rescues by policy end with the policy",
      `return run.action === "rescue" && queue?.doesAutoRescue ? undefined`,
      "return true ? undefined",
      "integration/losses/auto-rescue",
      GUARDS,
    ],
  ]),
  ...guardsOf("lib/operations/runs/missing-approval.ts", [
    ["a refused plan does not begin", `if (end) return`, "if (false) return", APPLYING, GUARDS],
    [
      "broken glass needs its right still",
      `return (await mayOnPlan(ctx.db, actor, "plans.break-glass", plan))`,
      "return true",
      APPLYING,
    ],
    [
      "what was not approved does not begin",
      "if (run.breakGlassReason === null) return lackingWords(standing);",
      "if (run.breakGlassReason === null) return undefined;",
      APPLYING,
    ],
    [
      "the limit holds when it begins",
      "if (!isUnderWay && (await messageLimit(",
      "if (false && (await messageLimit(",
      GUARDS,
    ],
  ]),
];
