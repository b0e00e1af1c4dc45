import { KIND_WORDS, type Resource, type ResourceKind } from "../../inventory/resource";
import { amendment } from "../fixes/amendment";
import type { CoverageRule, Fix, Verdict } from "../rule";

/** Kinds that somebody answers for; mappings, subscriptions, alarms, archives and buses go with what they belong to. */
const OWNED: ReadonlySet<ResourceKind> = new Set([
  "queue",
  "rule",
  "function",
  "topic",
  "pipe",
  "schedule",
  "state-machine",
]);
const PLACEHOLDER = "who-answers-for-it";

/** How a kind is tagged in code. CloudFormation cannot tag rules, and a schedule has no tags at all. */
const TAGGED: { readonly [K in ResourceKind]?: readonly [string, string, string, string, "list" | "map"] } = {
  queue: ["aws_sqs_queue", "name", "AWS::SQS::Queue", "QueueName", "list"],
  topic: ["aws_sns_topic", "name", "AWS::SNS::Topic", "TopicName", "list"],
  function: ["aws_lambda_function", "function_name", "AWS::Lambda::Function", "FunctionName", "list"],
  pipe: ["aws_pipes_pipe", "name", "AWS::Pipes::Pipe", "Name", "map"],
  "state-machine": ["aws_sfn_state_machine", "name", "AWS::StepFunctions::StateMachine", "StateMachineName", "list"],
};

export const noOwner: CoverageRule = {
  id: "no-owner",
  title: "Nobody answers for it",
  explanation:
    "When it fails at night, whoever is on call has to find out first whom to wake. Tag it with its owner, name the owner in the configuration file, or set it by hand under Owners.",
  documentedAt: [
    "https://docs.aws.amazon.com/whitepapers/latest/tagging-best-practices/building-your-tagging-strategy.html",
  ],
  check: (graph, { owners }) =>
    graph.resources
      .filter((resource) => OWNED.has(resource.kind) && !(resource.kind === "rule" && resource.config.managedBy))
      .map((resource) => ({ resource, hole: owners.has(resource.arn) ? null : holeOf(resource) })),
};

function holeOf(resource: Resource): Verdict["hole"] {
  const tags = Object.entries(resource.tags).map(([key, value]) => `${key}=${value}`);
  return {
    part: "",
    summary: `Nobody is known to answer for the ${KIND_WORDS[resource.kind]} ${resource.name}.`,
    evidence: [{ label: "Tags that were read", value: tags.join(", ") || "none" }],
    confidence: "certain",
    severity: "low",
    fix: fixOf(resource),
    failingStageArn: null,
  };
}

function fixOf(resource: Resource): Fix | null {
  const { kind, name } = resource;
  const tagged = TAGGED[kind];
  if (!tagged) return null;
  const [type, nameKey, cloudFormationType, cloudFormationNameKey, shape] = tagged;
  const isFifo = kind === "queue" || kind === "topic" ? resource.config.isFifo : false;
  const Tags = shape === "map" ? { owner: PLACEHOLDER } : [{ Key: "owner", Value: PLACEHOLDER }];
  return amendment({
    name,
    terraform: {
      type,
      attributes: {
        [nameKey]: name,
        [`fifo_${kind}`]: isFifo || undefined,
        tags: { expression: `{ owner = "${PLACEHOLDER}" }` },
      },
    },
    cloudFormation: {
      type: cloudFormationType,
      properties: {
        [cloudFormationNameKey]: name,
        [kind === "queue" ? "FifoQueue" : "FifoTopic"]: isFifo || undefined,
        Tags,
      },
    },
  });
}
