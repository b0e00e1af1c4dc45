import { nameOfArn, parseArn } from "../../arn";
import type { Graph } from "../../inventory/graph";
import type { Resource, ResourceOf } from "../../inventory/resource";
import { pipeFix } from "../fixes/pipe-fix";
import type { CoverageRule, Fix, Verdict } from "../rule";

interface Delivery {
  readonly sender: Resource;
  readonly part: string;
  readonly targetArn: string;
  readonly messageGroupId: string | null;
  readonly isConstant: boolean;
  readonly fix: Fix | null;
}

export const oneMessageGroup: CoverageRule = {
  id: "one-message-group",
  title: "One bad message blocks all others",
  explanation:
    "In a FIFO queue a message that fails holds up its group until it is dead-lettered. With one constant group id that group is everything. A rule can only send a constant: let it send to a standard queue and a pipe take the group id from the message.",
  documentedAt: [
    "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/avoid-backlog-with-the-same-message-group-id.html",
    "https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/2298",
    "https://github.com/aws-samples/serverless-patterns/pull/2764",
  ],
  check: (graph) => deliveries(graph).flatMap(judge),
};

function judge(delivery: Delivery): readonly Verdict[] {
  const { sender, part, targetArn, messageGroupId, isConstant, fix } = delivery;
  if (messageGroupId === null || !isFifoQueue(targetArn)) return [];
  if (!isConstant) return [{ resource: sender, hole: null }];
  return [
    {
      resource: sender,
      hole: {
        part,
        summary: `All that ${sender.name} sends to ${nameOfArn(targetArn)} is one group: one message that fails holds up every later one.`,
        evidence: [
          { label: "MessageGroupId", value: messageGroupId },
          { label: "Target", value: targetArn },
        ],
        confidence: "certain",
        // A schedule sends one message now and then; only its own next runs wait.
        severity: sender.kind === "schedule" ? "low" : "medium",
        fix,
        failingStageArn: null,
      },
    },
  ];
}

function deliveries(graph: Graph): readonly Delivery[] {
  return [
    ...graph.all("rule").flatMap((rule) =>
      rule.config.targets.map(({ id, arn, messageGroupId }) => ({
        sender: rule,
        part: id,
        targetArn: arn,
        messageGroupId,
        // A path is no path here: EventBridge takes it as text.
        isConstant: true,
        fix: null,
      })),
    ),
    ...graph.all("schedule").map((schedule) => ({
      sender: schedule,
      part: "",
      targetArn: schedule.config.targetArn,
      messageGroupId: schedule.config.messageGroupId,
      isConstant: true,
      fix: null,
    })),
    ...graph.all("pipe").map((pipe) => ({
      sender: pipe,
      part: "",
      targetArn: pipe.config.targetArn,
      messageGroupId: pipe.config.messageGroupId,
      isConstant: !/^<?\$\./.test(pipe.config.messageGroupId ?? ""),
      fix: fixOf(pipe),
    })),
  ];
}

/** From a FIFO queue the sender's own groups go on; from a standard one each message is a group of its own. */
function fixOf(pipe: ResourceOf<"pipe">): Fix | null {
  const { sourceArn } = pipe.config;
  if (parseArn(sourceArn)?.service !== "sqs") return null;
  return isFifoQueue(sourceArn)
    ? pipeFix(pipe, { messageGroupId: "$.attributes.MessageGroupId" }, "The groups of the source go on in the target.")
    : pipeFix(
        pipe,
        { messageGroupId: "$.messageId" },
        "Every message is its own group. Where order matters, name the field instead that says what belongs together.",
      );
}

function isFifoQueue(arn: string): boolean {
  return parseArn(arn)?.service === "sqs" && arn.endsWith(".fifo");
}
