import { nameOfArn, parseArn } from "../arn";
import type { DoorAnswer } from "../coverage/dead-letter-door";
import type { CauseKind } from "../failures/cause-kind";
import type { RuleTarget } from "../inventory/resource";
import { natureOf, targetName } from "./side-effect";

/** What is known of a place that a rule sends to. */
export interface PlaceKnown {
  readonly state: "there" | "gone" | "unknown";
  /** Of a queue or topic, whether it lets EventBridge in for this rule; null where that was not read, or is asked of others. */
  readonly door: DoorAnswer | null;
}
export interface TargetKnown {
  readonly target: Pick<RuleTarget, "id" | "arn" | "roleArn" | "deadLetterArn" | "messageGroupId">;
  readonly place: PlaceKnown;
  /** Null where the target has no dead-letter queue. */
  readonly deadLetter: PlaceKnown | null;
}
export interface LikelyCause {
  readonly kind: CauseKind;
  /** *certain*: by what was read it cannot work. */
  readonly isCertain: boolean;
  readonly sentence: string;
}

/** Targets that EventBridge calls with a role; queues, topics, functions and log groups let it in by themselves. */
const WITH_ROLE =
  /^arn:[^:]+:(?:states|kinesis|firehose|ecs|batch|codebuild|codepipeline|sagemaker|glue|ssm|redshift(?:-serverless)?|execute-api|appsync|events:[^:]*:[^:]*:api-destination):?/;

/** Why deliveries of a rule fail, what is sure first. Empty where nothing of it can be seen from the inventory. */
export function deliveryCauses(ruleArn: string, targets: readonly TargetKnown[]): LikelyCause[] {
  return sureFirst(targets.flatMap((known) => causesAtTarget(ruleArn, known)));
}

/** Why dead-letter queues of a rule do not take what it gives up, what is sure first. */
export function deadLetterCauses(ruleArn: string, targets: readonly TargetKnown[]): LikelyCause[] {
  const causes = targets.flatMap(({ target: { deadLetterArn }, deadLetter }) =>
    deadLetterArn === null || deadLetter === null ? [] : atDeadLetter(ruleArn, deadLetterArn, deadLetter),
  );
  return sureFirst(causes);
}

/** What the counts say about why: AWS tries again only what may get better. Null counts were not told. */
export function causeByCounts({ failed, retried, throttled }: Counts): LikelyCause[] {
  const isFailing = (failed ?? 0) > 0;
  return [
    ...(isFailing && (retried ?? 0) > 0
      ? [
          maybe(
            "transient",
            `It was tried again ${retried} times before: a target that is slow, throttled or out of order, rather than one that is forbidden or gone.`,
          ),
        ]
      : []),
    ...(isFailing && !retried
      ? [
          maybe(
            "permission",
            "Nothing was seen to be tried again: so AWS does where a permission or the target is missing, or the input cannot be used.",
          ),
        ]
      : []),
    ...((throttled ?? 0) > 0
      ? [
          maybe(
            "throttled",
            `AWS put ${throttled} runs of the rule off for its own limits: those are delayed, not lost.`,
          ),
        ]
      : []),
  ];
}
export interface Counts {
  readonly failed: number | null;
  readonly retried: number | null;
  readonly throttled: number | null;
}

function causesAtTarget(ruleArn: string, { target, place }: TargetKnown): LikelyCause[] {
  const { kind } = natureOf(target.arn);
  const name = `The ${kind} ${targetName(target.arn)}`;
  if (place.state === "gone") return [sure("missing-target", `${name} is gone: every event for it fails at once.`)];
  const causes = place.door === null ? [] : atDoor(name, place.door);
  if (target.arn.endsWith(".fifo") && target.messageGroupId === null && parseArn(target.arn)?.service === "sqs")
    causes.push(
      sure("schema", `${name} is a FIFO queue and the target gives no message group: EventBridge cannot send there.`),
    );
  if (WITH_ROLE.test(target.arn))
    causes.push(
      target.roleArn === null
        ? sure("permission", `${name} is called with a role, and the target names none.`)
        : maybe(
            "permission",
            `${name} is called with the role ${nameOfArn(target.roleArn)}: if that is gone, does not trust events.amazonaws.com or may not call it, every event fails. Roles are not read here.`,
          ),
    );
  if (parseArn(target.arn)?.service === "lambda")
    causes.push(
      maybe(
        "permission",
        `If the policy of ${targetName(target.arn)} does not let events.amazonaws.com run it for this rule, every event fails. Policies of functions are not read here.`,
      ),
    );
  const [own, other] = [parseArn(ruleArn)?.awsAccountId, parseArn(target.arn)?.awsAccountId];
  if (kind === "event bus" && own !== other)
    causes.push(
      maybe("permission", `${name} lies in account ${other}: its policy must let this account put events on it.`),
    );
  return causes;
}

function atDoor(name: string, { answer, by }: DoorAnswer): LikelyCause[] {
  if (answer === "opens") return [];
  if (by === "managed-key")
    return [sure("permission", `${name} is encrypted with a key that EventBridge may not use.`)];
  if (answer === "refuses")
    return [sure("permission", `${name} does not let events.amazonaws.com send for this rule: its policy lacks it.`)];
  return [
    by === "key"
      ? maybe(
          "permission",
          `${name} is encrypted with a key of yours: if its policy does not let EventBridge use it, every event fails.`,
        )
      : maybe("permission", `${name} lets EventBridge in only under a condition that AWS alone can judge.`),
  ];
}

function atDeadLetter(ruleArn: string, arn: string, { state, door }: PlaceKnown): LikelyCause[] {
  const name = `The dead-letter queue ${nameOfArn(arn)}`;
  if (state === "gone") return [sure("missing-target", `${name} is gone.`)];
  if (arn.endsWith(".fifo"))
    return [sure("schema", `${name} is a FIFO queue, which EventBridge cannot dead-letter to.`)];
  if (parseArn(arn)?.region !== parseArn(ruleArn)?.region)
    return [sure("missing-target", `${name} lies in another Region, which the rule cannot reach.`)];
  return door === null
    ? [maybe("permission", `${name} may not let events.amazonaws.com send: nobody could look.`)]
    : atDoor(name, door);
}

function sureFirst(causes: readonly LikelyCause[]): LikelyCause[] {
  return [...causes.filter(({ isCertain }) => isCertain), ...causes.filter(({ isCertain }) => !isCertain)];
}

function sure(kind: CauseKind, sentence: string): LikelyCause {
  return { kind, isCertain: true, sentence };
}
function maybe(kind: CauseKind, sentence: string): LikelyCause {
  return { kind, isCertain: false, sentence };
}
