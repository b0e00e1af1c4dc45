import { deliver, type Parcel } from "../delivery/deliver";
import { type Delivered, type DeliveryProblem, partsOf } from "../delivery/sender";
import type { BusEvent } from "../events/state";
import type { World } from "../service";
import { fillTemplate } from "./input-template";
import { invokeFunction } from "./invoke-function";
import { memberAt, type PipeEvent, parsedEvent } from "./pipe-event";
import { countPipe } from "./pipe-metrics";
import { senderOf } from "./pipe-sender";
import type { Pipe } from "./state";

/** What became of the events of one execution: problems by their places; empty when the target has taken all. */
export type HandedOver = ReadonlyMap<number, DeliveryProblem>;

/** Functions and state machines get all events as one list, other targets one by one. */
const TAKES_LISTS = ["lambda", "states"];

/** Hands events to the target as one execution of the pipe and counts how it went. */
export function handOver(world: World, pipe: Pipe, events: readonly PipeEvent[], now: number): HandedOver {
  countPipe(world, pipe, "Invocations", now);
  countPipe(world, pipe, "EventCount", now, events.length);
  const problems = TAKES_LISTS.includes(partsOf(pipe.target).service)
    ? asList(world, pipe, events, now)
    : oneByOne(world, pipe, events, now);
  const [first] = problems.values();
  if (!first) return problems;
  const isPartial = problems.size < events.length;
  countPipe(world, pipe, isPartial ? "ExecutionPartiallyFailed" : "ExecutionFailed", now);
  countPipe(world, pipe, isPartial ? "TargetStagePartiallyFailed" : "TargetStageFailed", now);
  if (first.kind === "throttled") countPipe(world, pipe, "ExecutionThrottled", now);
  if (first.kind === "timeout") countPipe(world, pipe, "ExecutionTimeout", now);
  return problems;
}

function asList(world: World, pipe: Pipe, events: readonly PipeEvent[], now: number): HandedOver {
  const texts = events.map((event) => inputOf(pipe, event, now));
  const text = `[${texts.join(",")}]`;
  const { InvocationType } = pipe.targetParameters.LambdaFunctionParameters ?? {};
  const isAnswered = partsOf(pipe.target).service === "lambda" && InvocationType !== "FIRE_AND_FORGET";
  const problem = isAnswered
    ? invokeFunction(world, pipe, text, now)
    : deliver(world, senderOf(pipe), pipe.target, { text }, now);
  return new Map(problem ? events.map((_, place) => [place, problem]) : []);
}

function oneByOne(world: World, pipe: Pipe, events: readonly PipeEvent[], now: number): HandedOver {
  const results = events.map((event): Delivered => {
    const parcel = parcelOf(world, pipe, event, now);
    if (!parcel) return { kind: "invalid", code: "INVALID_JSON", message: "The target input is not a JSON object." };
    return deliver(world, senderOf(pipe), pipe.target, parcel, now);
  });
  return new Map(results.flatMap((problem, place) => (problem ? [[place, problem] as const] : [])));
}

function parcelOf(world: World, pipe: Pipe, event: PipeEvent, now: number): Parcel | undefined {
  const text = inputOf(pipe, event, now);
  const { SqsQueueParameters, KinesisStreamParameters } = pipe.targetParameters;
  switch (partsOf(pipe.target).service) {
    case "sqs": {
      const { MessageGroupId, MessageDeduplicationId } = SqsQueueParameters ?? {};
      return { text, groupId: resolved(MessageGroupId, event), dedupId: resolved(MessageDeduplicationId, event) };
    }
    case "kinesis":
      return { text, groupId: resolved(KinesisStreamParameters?.PartitionKey, event) };
    case "events": {
      const busEvent = busEventOf(world, pipe, text, now);
      return busEvent && { text: JSON.stringify(busEvent), event: busEvent };
    }
  }
  return { text };
}

function inputOf(pipe: Pipe, event: PipeEvent, now: number): string {
  const template = pipe.targetParameters.InputTemplate;
  if (!template) return JSON.stringify(event);
  const { arn: pipeArn, name: pipeName, source: sourceArn, target: targetArn } = pipe;
  return fillTemplate(template, event, { pipeArn, pipeName, sourceArn, targetArn, ingestedAt: now });
}

/** A parameter of the target that may be a path into the event. */
function resolved(parameter: string | undefined, event: PipeEvent): string | undefined {
  if (!parameter?.startsWith("$.")) return parameter || undefined;
  const value = memberAt(parsedEvent(event), parameter);
  return value === undefined ? undefined : String(value);
}

function busEventOf(world: World, pipe: Pipe, text: string, now: number): BusEvent | undefined {
  const { DetailType, Source, Resources } = pipe.targetParameters.EventBridgeEventBusParameters ?? {};
  const detail = objectOf(text);
  return (
    detail && {
      version: "0",
      id: world.uuid(),
      "detail-type": DetailType ?? "Event from pipe",
      source: Source ?? `Pipe ${pipe.name}`,
      account: pipe.accountId,
      time: new Date(now).toISOString().replace(/\.\d+Z$/, "Z"),
      region: pipe.region,
      resources: Resources ?? [],
      detail,
    }
  );
}

function objectOf(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    // A template may make text that is no JSON; a bus does not take it.
    return undefined;
  }
}
