import { sendToQueue } from "../../delivery/send-to-queue";
import type { Delivered } from "../../delivery/sender";
import type { World } from "../../service";
import { publishFor } from "../../sns/publish-for";
import { asFunction } from "../as-function";
import type { AsyncEvent } from "../async-event";
import { versionOf } from "../function-name";
import type { LambdaFunction } from "../functions-state";
import { measure } from "../measure";
import { type Condition, deliverRecord } from "./deliver-record";

const LONGEST_MESSAGE_BYTES = 1024;

/**
 * Lambda drops an event that the function could not work on. The dead-letter queue and the on-failure destination both
 * get it before; AsyncEventsDropped counts it either way (Lambda Developer Guide, "Types of metrics").
 */
export function giveUp(world: World, fn: LambdaFunction, event: AsyncEvent, condition: Condition, now: number): void {
  const qualifier = event.functionArn.split(":")[7];
  const targetArn = (versionOf(fn, qualifier) ?? fn.latest).settings.DeadLetterConfig?.TargetArn;
  if (targetArn && deadLetter(world, fn, targetArn, event, condition, now)) measure(world, fn, "DeadLetterErrors", now);
  deliverRecord(world, fn, fn.eventInvoke[qualifier ?? "$LATEST"]?.onFailureArn, event, condition, now);
  measure(world, fn, "AsyncEventsDropped", now);
}

/** The event as it came, with three attributes that say why (Lambda Developer Guide, "Dead-letter queues"). */
function deadLetter(
  world: World,
  fn: LambdaFunction,
  targetArn: string,
  event: AsyncEvent,
  condition: Condition,
  now: number,
): Delivered {
  const { code, message } = reasonOf(event, condition);
  const attributes = {
    RequestID: { DataType: "String", StringValue: event.requestId },
    ErrorCode: { DataType: "Number", StringValue: String(code) },
    ErrorMessage: { DataType: "String", StringValue: shortened(message) },
  };
  const body = event.payload || "{}";
  const sender = asFunction(world, fn);
  if (targetArn.startsWith("arn:aws:sns:"))
    return publishFor(world, sender, targetArn, { message: body, attributes }, now);
  return sendToQueue(world, sender, targetArn, { MessageBody: body, MessageAttributes: attributes }, now);
}

/** The HTTP status that a synchronous call would have got, and the function's own message where it ran. */
function reasonOf({ last }: AsyncEvent, condition: Condition): { code: number; message: string } {
  if (condition === "ZeroReservedConcurrency") {
    return { code: 429, message: "The function has zero reserved concurrent executions." };
  }
  return last ? { code: 200, message: last.errorMessage || "Unhandled" } : { code: 429, message: "Rate Exceeded." };
}

function shortened(text: string): string {
  return Buffer.from(text)
    .subarray(0, LONGEST_MESSAGE_BYTES)
    .toString("utf8")
    .replace(/\uFFFD+$/, "");
}
