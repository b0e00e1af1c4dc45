import { deliver } from "../../delivery/deliver";
import type { World } from "../../service";
import { asFunction } from "../as-function";
import type { AsyncEvent } from "../async-event";
import type { LambdaFunction } from "../functions-state";
import { measure } from "../measure";

export type Condition = "Success" | "RetriesExhausted" | "EventAgeExceeded" | "ZeroReservedConcurrency";

/** SNS as a destination takes 256 KB; beyond, Lambda leaves the payloads out (API reference, OnFailure). */
const LARGEST_NOTIFICATION_BYTES = 262_144;

/**
 * Tells a destination how an event ended, in the form of the Lambda Developer Guide, "Capturing records of asynchronous
 * invocations". What cannot be delivered counts as DestinationDeliveryFailures.
 */
export function deliverRecord(
  world: World,
  fn: LambdaFunction,
  destinationArn: string | undefined,
  event: AsyncEvent,
  condition: Condition,
  now: number,
): void {
  if (!destinationArn) return;
  const record = recordOf(fn, event, condition, now);
  const result = condition === "Success" ? "Success" : "Failure";
  const parcel = {
    text: textFor(destinationArn, record),
    event: {
      version: "0" as const,
      id: world.uuid(),
      "detail-type": `Lambda Function Invocation Result - ${result}`,
      source: "lambda",
      account: fn.accountId,
      time: `${new Date(now).toISOString().slice(0, 19)}Z`,
      region: fn.region,
      resources: [destinationArn, record.requestContext.functionArn],
      detail: record,
    },
  };
  const problem = deliver(world, asFunction(world, fn), destinationArn, parcel, now);
  if (problem) measure(world, fn, "DestinationDeliveryFailures", now);
}

function recordOf(fn: LambdaFunction, event: AsyncEvent, condition: Condition, now: number) {
  const { last, payload, requestId, invokeCount } = event;
  const qualifier = event.functionArn.split(":")[7] ?? "$LATEST";
  return {
    version: "1.0",
    timestamp: new Date(now).toISOString(),
    requestContext: {
      requestId,
      functionArn: `${fn.arn}:${qualifier}`,
      condition,
      approximateInvokeCount: invokeCount,
    },
    requestPayload: payload === "" ? {} : JSON.parse(payload),
    responseContext: last
      ? {
          statusCode: 200,
          executedVersion: last.version,
          ...(last.functionError && { functionError: last.functionError }),
        }
      : null,
    responsePayload: last ? last.payload : null,
  };
}

function textFor(destinationArn: string, record: ReturnType<typeof recordOf>): string {
  const text = JSON.stringify(record);
  const isTooLarge = destinationArn.startsWith("arn:aws:sns:") && Buffer.byteLength(text) > LARGEST_NOTIFICATION_BYTES;
  return isTooLarge ? JSON.stringify({ ...record, requestPayload: undefined, responsePayload: undefined }) : text;
}
