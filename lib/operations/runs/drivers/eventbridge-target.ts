import type { LiveTarget } from "@/lib/aws/events/events";
import { NotFound } from "@/lib/core/errors";
import { isRuleArn, pathOf } from "@/lib/core/events/rule-arn";
import { callableKind, settingsOfTarget } from "@/lib/core/events/rule-targets";
import { targetInput } from "@/lib/core/events/target-input";
import { attributeText } from "@/lib/core/messages/message";
import { configurationDiff, type PlanConfiguration } from "@/lib/core/plans/plan-hash";
import { drainingDriver } from "./draining/drain";
import type { Claimed } from "./draining/effect";
import type { Driver, DriverSession, Work } from "./driver";
import { callingEffect, type PlaceCall } from "./place-call";
import { queueMessage, topicMessage } from "./place-message";
import { putCall } from "./put-events";

/** The targets of a plan as their rules have them now, by rule and target ARN. */
type Targets = ReadonlyMap<string, LiveTarget>;

/**
 * EventBridge: we call the one target that failed, with what its rule would have sent it, and delete the letter after the
 * call was answered. Neither the rule's other targets nor the bus get anything. The worker does every step in the account's
 * operate role, not the rule's. The rule is read anew whenever the run is taken up; when its target is another by now than
 * the plan's, the run is paused before anything is sent.
 */
export const eventbridgeTarget: Driver = {
  name: "eventbridge-target",
  async open(work) {
    const read = await readTargets(work);
    if (read.kind === "changed") return pausing(read.reason);
    const effect = callingEffect(work, (one) => targetCall(work, one, read.targets));
    return drainingDriver("eventbridge-target", async () => effect).open(work);
  },
};

async function readTargets(
  work: Work,
): Promise<{ kind: "same"; targets: Targets } | { kind: "changed"; reason: string }> {
  const planned = work.plan.detail.configuration;
  const targets = new Map<string, LiveTarget>();
  for (const ruleArn of new Set(Object.values(planned).filter(isRuleArn))) {
    const live = await targetsNow(work, ruleArn);
    const settings: PlanConfiguration = Object.assign({}, ...live.map((one) => settingsOfTarget(ruleArn, one)));
    const isOfRule = ([name]: [string, string]) => name.startsWith(`${pathOf(ruleArn)} → `);
    const before = Object.fromEntries(Object.entries(planned).filter(isOfRule));
    const after = Object.fromEntries(Object.entries(settings).filter(([name]) => isPlannedTarget(name, before)));
    const changed = configurationDiff(before, after);
    if (changed.length > 0)
      return {
        kind: "changed",
        reason: `Rule ${pathOf(ruleArn)} is not as the plan has it: ${changed.map(inWords).join("; ")}. Nothing more is sent; make a new plan for the rest.`,
      };
    for (const one of live.filter((target) => `${pathOf(ruleArn)} → ${target.id}: rule` in before))
      targets.set(`${ruleArn} ${one.arn}`, one);
  }
  return { kind: "same", targets };
}

/** None when the rule is gone: all that the plan relies on differs then. */
async function targetsNow(work: Work, ruleArn: string): Promise<LiveTarget[]> {
  return work.aws.events.targetsOf(ruleArn).catch((error: unknown) => {
    if (error instanceof NotFound) return [];
    throw error;
  });
}

/** Settings of targets that the plan does not use are nobody's concern. */
function isPlannedTarget(name: string, before: PlanConfiguration): boolean {
  return `${name.slice(0, name.lastIndexOf(": "))}: rule` in before;
}

function inWords({ setting, before, after }: ReturnType<typeof configurationDiff>[number]): string {
  return after === null ? `${setting} is gone` : `${setting} was ${before ?? "not there"}, and is ${after}`;
}

/** What the rule would have sent. Rule and target are those of the letter in hand, whatever class it was put into. */
function targetCall(work: Work, one: Claimed, targets: Targets): PlaceCall {
  const [ruleArn, targetArn] = [mark(one, "RULE_ARN"), mark(one, "TARGET_ARN")];
  const target = targets.get(`${ruleArn} ${targetArn}`);
  if (!target) return { kind: "none", why: `failed at ${targetArn} by ${ruleArn}, which is not in this plan` };
  if (callableKind(target.arn) === "bus") return putCall(one, target.arn);
  const input = targetInput(target.transform, one.content.body, ruleArn);
  if (input.kind === "problem") return { kind: "none", why: input.why };
  const meant = { placeArn: target.arn, body: input.text, groupId: target.messageGroupId };
  if (callableKind(target.arn) === "queue") return queueMessage(work, one, meant);
  if (callableKind(target.arn) === "topic") return topicMessage(work, one, meant);
  return { kind: "invoke", placeArn: target.arn, payload: input.text };
}

function mark({ message }: Claimed, name: string): string {
  return attributeText(message, name)?.trim() ?? "";
}

function pausing(reason: string): DriverSession {
  return { advance: async () => ({ kind: "pause", reason }), cancel: async () => {}, close: async () => {} };
}
