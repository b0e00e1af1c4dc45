import { nameOfArn, parseArn } from "@/lib/core/arn";
import { busNameOfArn } from "./bus-kind";

/** What one delivered event does, by what can be undone: nothing of it can. */
export const SIDE_EFFECTS = [
  "message",
  "run",
  "execution",
  "publish",
  "bus",
  "http",
  "record",
  "task",
  "log",
  "other",
] as const;
export type SideEffect = (typeof SIDE_EFFECTS)[number];

export interface TargetNature {
  readonly sideEffect: SideEffect;
  /** What the target is, in words: queue, function, API destination … */
  readonly kind: string;
  /** What one event does there, for example: runs the function ship. */
  readonly words: string;
}

interface Nature {
  readonly effect: SideEffect;
  readonly kind: string;
  readonly does: (name: string) => string;
}
const nature = (effect: SideEffect, kind: string, does: (name: string) => string): Nature => ({ effect, kind, does });

const PLACES: Readonly<Record<string, Nature>> = {
  sqs: nature("message", "queue", (name) => `queues a message in ${name}`),
  lambda: nature("run", "function", (name) => `runs the function ${name}`),
  states: nature("execution", "state machine", (name) => `starts an execution of ${name}`),
  sns: nature("publish", "topic", (name) => `publishes to every subscriber of ${name}`),
  kinesis: nature("record", "stream", (name) => `puts a record into ${name}`),
  firehose: nature("record", "delivery stream", (name) => `puts a record into ${name}`),
  ecs: nature("task", "ECS task", (name) => `starts a task on ${name}`),
  batch: nature("task", "Batch job", (name) => `submits a job to ${name}`),
  codebuild: nature("task", "build", (name) => `starts a build of ${name}`),
  codepipeline: nature("task", "pipeline", (name) => `starts the pipeline ${name}`),
  sagemaker: nature("task", "SageMaker pipeline", (name) => `starts the pipeline ${name}`),
  glue: nature("task", "Glue workflow", (name) => `starts the workflow ${name}`),
  ssm: nature("task", "Systems Manager target", (name) => `runs ${name} through Systems Manager`),
  inspector: nature("task", "assessment", (name) => `starts the assessment ${name}`),
  redshift: nature("other", "Redshift cluster", (name) => `runs a statement on ${name}`),
  "redshift-serverless": nature("other", "Redshift workgroup", (name) => `runs a statement on ${name}`),
  appsync: nature("other", "AppSync API", (name) => `runs a mutation of ${name}`),
  "execute-api": nature("http", "API Gateway endpoint", (name) => `calls ${name} over HTTP`),
  logs: nature("log", "log group", (name) => `writes a line to the log group ${name}`),
};
const EVENTS: Readonly<Record<string, Nature>> = {
  "event-bus": nature("bus", "event bus", (name) => `goes on to the event bus ${name}, and to what its rules match`),
  "event-busv2": nature("bus", "custom event bus of the new style", (name) => `goes on to the bus ${name}`),
  "api-destination": nature("http", "API destination", (name) => `calls the HTTP endpoint ${name}`),
};

/** What a target of a rule is and does with an event. An unknown service is named, and nothing is claimed of it. */
export function natureOf(arn: string): TargetNature {
  const { service = "", resource = "" } = parseArn(arn) ?? {};
  const places = service === "events" ? EVENTS : PLACES;
  const key = service === "events" ? (resource.split("/")[0] ?? "") : service;
  const found = Object.hasOwn(places, key) ? places[key] : undefined;
  const name = targetName(arn);
  if (found) return { sideEffect: found.effect, kind: found.kind, words: found.does(name) };
  const kind = service ? `target of ${service}` : "target";
  return { sideEffect: "other", kind, words: `does something at ${name} that this version does not know` };
}

/** How people call a target. The ARN of a bus, function, log group or API names more or less than its last part says. */
export function targetName(arn: string): string {
  const { service = "", resource = "" } = parseArn(arn) ?? {};
  if (service === "events" && resource.startsWith("event-bus/")) return busNameOfArn(arn);
  if (service === "states" || service === "lambda") return resource.split(":")[1] ?? resource;
  if (service === "logs") return resource.replace(/^log-group:/, "").replace(/:\*$/, "");
  return service === "execute-api" ? resource : nameOfArn(arn);
}
