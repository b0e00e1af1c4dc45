import { isJsonObject, type JsonObject, type JsonValue, member, textMember } from "@/lib/core/messages/json";
import type { ObservedMessage } from "@/lib/core/messages/message";
import type { Classifier, Finding } from "./classifier";
import {
  CONTAINER_MEMBERS,
  ERROR_MEMBERS,
  isErrorAttribute,
  isErrorTypeAttribute,
  isNoError,
  STACK_MEMBERS,
  TEXT_MEMBERS,
  TYPE_MEMBERS,
} from "./error-names";

/**
 * An error in a field: in a message attribute (`error`, `x-exception-message` …), in a member of the JSON body
 * (`error`, `exception.message`, `errors[0]` …), in a problem document, or in a log record of level error.
 */
export const jsonErrorField: Classifier = {
  name: "json-error-field",
  version: 1,
  classify: ({ message, payload }) => {
    const inAttributes = fromAttributes(message);
    if (inAttributes !== undefined) return inAttributes;
    for (const layer of [...payload.layers].reverse()) {
      const found = fromObject(layer.json, "body");
      if (found !== undefined) return found;
    }
    return undefined;
  },
};

function fromAttributes(message: ObservedMessage): Finding | undefined {
  const entries = Object.entries(message.attributes).sort(([a], [b]) => (a < b ? -1 : 1));
  const text = (isWanted: (name: string) => boolean) =>
    entries.find(([name, value]) => isWanted(name) && value.stringValue !== undefined && !isNoError(value.stringValue));
  const found = text(isErrorAttribute);
  if (found === undefined) return undefined;
  const [name, { stringValue }] = found;
  return { errorText: stringValue, errorType: text(isErrorTypeAttribute)?.[1].stringValue, where: `attribute ${name}` };
}

function fromObject(json: JsonValue | undefined, path: string): Finding | undefined {
  if (!isJsonObject(json)) return undefined;
  for (const name of ERROR_MEMBERS) {
    const found = readError(member(json, name), `${path}.${name}`, name, 0);
    if (found !== undefined) return { ...found, errorType: found.errorType ?? siblingType(json) };
  }
  for (const name of CONTAINER_MEMBERS) {
    if (path !== "body") break;
    const found = fromObject(member(json, name), `${path}.${name}`);
    if (found !== undefined) return found;
  }
  return fromProblem(json, path) ?? fromLogRecord(json, path);
}

function readError(value: JsonValue | undefined, where: string, name: string, depth: number): Finding | undefined {
  if (depth > 3 || value === undefined) return undefined;
  if (Array.isArray(value)) return readError(value[0], `${where}[0]`, name, depth + 1);
  // "fault" and "failure" are words of business too (insurance, maintenance): believed only with a text of their own.
  if (typeof value === "string")
    return isNoError(value) || /^(?:fault|failure)$/i.test(name) ? undefined : { errorText: value, where };
  if (!isJsonObject(value)) return undefined;
  const errorType = TYPE_MEMBERS.map((type) => textMember(value, type)).find((type) => type !== undefined);
  for (const text of TEXT_MEMBERS) {
    const found = member(value, text);
    if (typeof found === "string" && !isNoError(found))
      return { errorText: found, errorType, where: `${where}.${text}` };
  }
  for (const inner of [...ERROR_MEMBERS, "cause"]) {
    const found = readError(member(value, inner), `${where}.${inner}`, inner, depth + 1);
    if (found !== undefined) return { ...found, errorType: found.errorType ?? errorType };
  }
  const stack = stackOf(value);
  if (stack !== undefined) return { errorText: stack, errorType, where };
  return errorType === undefined ? undefined : { errorText: errorType, errorType, where };
}

function siblingType(json: JsonObject): string | undefined {
  const names = [
    "errorType",
    "error_type",
    "exceptionType",
    "exceptionClass",
    "exception_class",
    "errorCode",
    "error_code",
  ];
  return names.map((name) => textMember(json, name)).find((type) => type !== undefined);
}

function stackOf(json: JsonObject): string | undefined {
  for (const name of STACK_MEMBERS) {
    const value = member(json, name);
    if (typeof value === "string" && value.trim() !== "") return value;
    if (Array.isArray(value) && typeof value[0] === "string")
      return value.filter((line) => typeof line === "string").join("\n");
  }
  return undefined;
}

/** RFC 9457: `{type, title, status: 404, detail}`. */
function fromProblem(json: JsonObject, path: string): Finding | undefined {
  const status = member(json, "status");
  const title = textMember(json, "title");
  if (typeof status !== "number" || status < 400 || status > 599 || title === undefined) return undefined;
  const detail = textMember(json, "detail");
  const errorText = `${title}${detail === undefined ? "" : `: ${detail}`} (status ${status})`;
  return { errorText, errorType: textMember(json, "type"), where: `${path}.title` };
}

function fromLogRecord(json: JsonObject, path: string): Finding | undefined {
  const level = textMember(json, "level") ?? textMember(json, "severity") ?? textMember(json, "levelname");
  if (level !== undefined && /^(?:error|fatal|critical|severe)$/i.test(level)) {
    const name = ["message", "msg"].find((candidate) => textMember(json, candidate) !== undefined);
    if (name !== undefined) return { errorText: textMember(json, name), where: `${path}.${name}` };
  }
  const stack = stackOf(json);
  return stack !== undefined && /\n\s*at |Traceback|Exception|Error/.test(stack)
    ? { errorText: stack, where: path }
    : undefined;
}
