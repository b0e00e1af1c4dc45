import { AwsError } from "../../aws-error";
import type { Call, Operation } from "../../service";
import { RawAnswer } from "../../wire/answer";
import { textIn } from "../../wire/input";
import { isPayload, LARGEST_ASYNC_BYTES, queueEvent } from "../async-event";
import { tooManyRequests, validationError } from "../errors";
import { locate, requireVersion } from "../function-name";
import type { LambdaFunction } from "../functions-state";
import { beginRun } from "../run";

const LARGEST_SYNC_BYTES = 6 * 1_048_576;
const TYPES = ["RequestResponse", "Event", "DryRun"];

/** Answers when the function has ended (RequestResponse), at once (Event), or without running it (DryRun). */
export const Invoke: Operation = async (call, input) => {
  const { fn, qualifier } = locate(call, input);
  requireVersion(fn, qualifier);
  const type = textIn(input, "InvocationType") ?? "RequestResponse";
  if (!TYPES.includes(type)) {
    throw validationError(
      "invocationType",
      type,
      "Member must satisfy enum value set: [Event, RequestResponse, DryRun]",
    );
  }
  const payload = payloadIn(input.Payload, type);
  if (type === "DryRun") return new RawAnswer(204, {}, "");
  if (type === "RequestResponse") return run(call, fn, qualifier, payload, textIn(input, "LogType"));
  const { world, requestId } = call;
  queueEvent(world, fn, qualifier, payload, requestId, world.clock.now());
  return new RawAnswer(202, {}, "");
};

async function run(call: Call, fn: LambdaFunction, qualifier: string | undefined, text: string, logType?: string) {
  const { world, requestId, signal } = call;
  const payload: unknown = text === "" ? {} : JSON.parse(text);
  const ended = world.lambda.whenEnded(requestId, signal);
  const started = beginRun(world, { fn, qualifier, payload, requestId }, world.clock.now());
  if ("refused" in started) throw tooManyRequests();
  const outcome = await ended;
  if (!outcome) return {};
  const headers = {
    "content-type": "application/json",
    "x-amz-executed-version": outcome.version,
    ...(outcome.functionError && { "x-amz-function-error": outcome.functionError }),
    ...(logType === "Tail" && { "x-amz-log-result": outcome.logTail }),
  };
  return new RawAnswer(200, headers, JSON.stringify(outcome.payload ?? null));
}

function payloadIn(value: unknown, type: string): string {
  const bytes = Buffer.isBuffer(value) ? value : Buffer.alloc(0);
  const largest = type === "Event" ? LARGEST_ASYNC_BYTES : LARGEST_SYNC_BYTES;
  if (bytes.length > largest) {
    const message = `Request must be smaller than ${largest} bytes for the InvokeFunction operation`;
    throw new AwsError("RequestTooLargeException", message, { status: 413 });
  }
  const text = bytes.toString("utf8");
  if (isPayload(text)) return text;
  throw new AwsError("InvalidRequestContentException", "Could not parse request body into json: Unexpected character");
}
