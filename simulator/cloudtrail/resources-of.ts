import { parseQueueUrl } from "../sqs/arn";
import type { TrailEvent } from "./state";

export interface TrailResource {
  readonly type: string;
  /** ARN or name, as the request gave it; a queue's URL is told as its ARN. */
  readonly name: string;
}

/** Request members that name a resource, by the start of the event source. */
const NAMED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  sqs: { QueueName: "AWS::SQS::Queue" },
  events: {
    Rule: "AWS::Events::Rule",
    EventBusName: "AWS::Events::EventBus",
    ArchiveName: "AWS::Events::Archive",
    ReplayName: "AWS::Events::Replay",
  },
  lambda: { FunctionName: "AWS::Lambda::Function", UUID: "AWS::Lambda::EventSourceMapping" },
  monitoring: { AlarmName: "AWS::CloudWatch::Alarm", AlarmNames: "AWS::CloudWatch::Alarm" },
  logs: { logGroupName: "AWS::Logs::LogGroup", logStreamName: "AWS::Logs::LogStream" },
  states: { name: "AWS::StepFunctions::StateMachine" },
  scheduler: { Name: "AWS::Scheduler::Schedule" },
  pipes: { Name: "AWS::Pipes::Pipe" },
};

/** What `Name` means, where an operation's name says it. */
const BY_OPERATION: readonly (readonly [RegExp, string])[] = [
  [/Rule$/, "AWS::Events::Rule"],
  [/EventBus$/, "AWS::Events::EventBus"],
  [/Topic$/, "AWS::SNS::Topic"],
];

const BY_ARN: Readonly<Record<string, string>> = {
  sqs: "AWS::SQS::Queue",
  sns: "AWS::SNS::Topic",
  lambda: "AWS::Lambda::Function",
  states: "AWS::StepFunctions::StateMachine",
  kinesis: "AWS::Kinesis::Stream",
  dynamodb: "AWS::DynamoDB::Table",
};

/** The resources that a change was about, as far as its request names them. */
export function resourcesOf(event: TrailEvent): TrailResource[] {
  const { requestParameters: input, eventSource, eventName } = event;
  if (typeof input !== "object" || input === null) return [];
  const named = NAMED[eventSource.split(".")[0] ?? ""] ?? {};
  return Object.entries(input).flatMap(([member, value]) => {
    const texts = (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === "string");
    return texts.flatMap((text) => resourceOf(event, member, text, named, eventName) ?? []);
  });
}

function resourceOf(
  { region }: TrailEvent,
  member: string,
  text: string,
  named: Readonly<Record<string, string>>,
  eventName: string,
): TrailResource | undefined {
  const queue = member === "QueueUrl" ? parseQueueUrl(text) : undefined;
  if (queue) return { type: "AWS::SQS::Queue", name: `arn:aws:sqs:${region}:${queue.accountId}:${queue.name}` };
  const [, , service] = /^arn:aws[a-z-]*:/.test(text) ? text.split(":") : [];
  const ofArn = service && BY_ARN[service];
  if (ofArn && /Arn$/i.test(member)) return { type: ofArn, name: text };
  const type =
    named[member] ?? (member === "Name" ? BY_OPERATION.find(([shape]) => shape.test(eventName))?.[1] : undefined);
  return type ? { type, name: text } : undefined;
}
