import { createHash } from "node:crypto";
import { ListTargetsByRuleCommand, type Target } from "@aws-sdk/client-eventbridge";
import { parseArn } from "@/lib/core/arn";
import { busNameOfRule, ruleNameOf } from "@/lib/core/events/rule-arn";
import type { TargetTransform, TargetTransforms } from "@/lib/core/events/target-input";
import type { RuleTarget } from "@/lib/core/inventory/resource";
import { allPages } from "../all-pages";
import { call, type Door } from "../call";
import { NotInAws } from "../translate-error";
import type { LiveTarget } from "./events";

/** The targets of a rule, all pages, as AWS tells them. */
export async function listTargets(door: Door, ruleArn: string, name: string, busName: string): Promise<Target[]> {
  const options = { action: "events:ListTargetsByRule", resource: ruleArn, isControlPlane: true };
  return allPages(async (NextToken) => {
    const command = new ListTargetsByRuleCommand({ Rule: name, EventBusName: busName, NextToken, Limit: 100 });
    const page = await call(door, options, (wire) => door.clients.events.send(command, wire));
    return { items: page.Targets, next: page.NextToken };
  });
}

/** The targets of a rule with their transforms. */
export async function targetsOf(door: Door, ruleArn: string): Promise<LiveTarget[]> {
  const { awsAccountId } = parseArn(ruleArn) ?? {};
  if (awsAccountId !== door.account.awsAccountId)
    throw new NotInAws(`AWS account ${door.account.awsAccountId} has no ${ruleArn}.`, { resource: ruleArn });
  const targets = await listTargets(door, ruleArn, ruleNameOf(ruleArn), busNameOfRule(ruleArn));
  return targets.map((target) => ({ ...targetOf(target), transform: transformOf(target) }));
}

/** The settings of a target that are no content: what its transform says is told by a hash only. */
export function targetOf(target: Target): RuleTarget {
  return {
    id: target.Id ?? "",
    arn: target.Arn ?? "",
    roleArn: target.RoleArn ?? null,
    deadLetterArn: target.DeadLetterConfig?.Arn ?? null,
    maxRetries: target.RetryPolicy?.MaximumRetryAttempts ?? null,
    maxAgeSeconds: target.RetryPolicy?.MaximumEventAgeInSeconds ?? null,
    input: inputOf(target),
    inputSha256: hashOf(transformOf(target)),
    messageGroupId: target.SqsParameters?.MessageGroupId ?? null,
  };
}

/** What the transforms of these targets say. */
export function transformsOf(targets: readonly Target[]): TargetTransforms {
  const transforming = targets.filter((target) => hashOf(transformOf(target)) !== null);
  return Object.fromEntries(transforming.map((target) => [target.Id ?? "", transformOf(target)]));
}

function inputOf(target: Target): RuleTarget["input"] {
  if (target.InputTransformer) return "transformer";
  if (target.InputPath) return "path";
  return target.Input === undefined ? "event" : "constant";
}

function transformOf({ Input, InputPath, InputTransformer }: Target): TargetTransform {
  return {
    input: Input ?? null,
    inputPath: InputPath || null,
    transformer: InputTransformer
      ? { paths: InputTransformer.InputPathsMap ?? {}, template: InputTransformer.InputTemplate ?? "" }
      : null,
  };
}

/** Null where the event passes as it is. */
function hashOf({ input, inputPath, transformer }: TargetTransform): string | null {
  if (input === null && inputPath === null && transformer === null) return null;
  const paths = Object.entries(transformer?.paths ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const written = JSON.stringify([input, inputPath, paths, transformer?.template ?? null]);
  return createHash("sha256").update(written).digest("hex");
}
