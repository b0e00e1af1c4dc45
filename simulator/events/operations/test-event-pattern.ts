import type { Call } from "../../service";
import { textIn } from "../../wire/input";
import { required, validationProblem } from "../archives/check-input";
import { compilePattern } from "../pattern/compile-pattern";
import { isRecord } from "../pattern/scalar";
import { eventPatternIn, type Input } from "./parameters";

/** EventBridge API reference, TestEventPattern: what the event must have. */
const REQUIRED = ["id", "account", "source", "time", "region", "detail-type"];

export function testEventPattern(call: Call, input: Input) {
  call.authorize("*");
  const pattern = required(eventPatternIn(input), "EventPattern");
  const event = eventIn(required(textIn(input, "Event"), "Event"));
  return { Result: compilePattern(pattern)(event) };
}

function eventIn(text: string): Record<string, unknown> {
  try {
    const event: unknown = JSON.parse(text);
    if (isRecord(event) && REQUIRED.every((name) => Object.hasOwn(event, name))) return event;
  } catch {
    // Text that is no JSON is refused like an event that lacks something.
  }
  throw validationProblem("Parameter Event is not valid.");
}
