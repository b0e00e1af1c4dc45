import { isJsonObject, type JsonValue, member, parseJson, textMember } from "../messages/json";
import type { MessageAttribute } from "../messages/message";

interface Letter {
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  readonly body: string;
}

/** Without one of these a body carries no id of ours, and need not be read. */
const SIGNS = ['"requestContext"', '"detail-type"', '"TopicArn"', '"Sns"'];

/**
 * The ids by which AWS knows what a dead letter tells of, beside its own: the request of a function's invocation, the event of
 * a bus, the notification of a topic. Whoever handed it over was answered with the same id. Empty for most messages.
 */
export function carriedIds({ attributes, body }: Letter): string[] {
  const ids = [Object.hasOwn(attributes, "RequestID") ? attributes.RequestID?.stringValue : undefined, ...idsIn(body)];
  return [...new Set(ids.filter(isId))];
}

/** The request of the invocation that failed, where the letter is one of Lambda's. */
export function failedRequestId({ attributes, body }: Letter): string | null {
  const inAttribute = Object.hasOwn(attributes, "RequestID") ? attributes.RequestID?.stringValue : undefined;
  if (isId(inAttribute)) return inAttribute;
  const inBody = body.includes('"requestContext"') ? requestIn(parseJson(body)) : undefined;
  return isId(inBody) ? inBody : null;
}

function idsIn(body: string): (string | undefined)[] {
  if (!SIGNS.some((sign) => body.includes(sign))) return [];
  const json = parseJson(body);
  const record = requestIn(json);
  const event = record === undefined ? json : member(json, "requestPayload");
  return [record, eventIn(event), notificationIn(event), ...recordsIn(event)];
}

function requestIn(json: JsonValue | undefined): string | undefined {
  const context = member(json, "requestContext");
  return textMember(context, "functionArn") === undefined ? undefined : textMember(context, "requestId");
}

function eventIn(json: JsonValue | undefined): string | undefined {
  return textMember(json, "detail-type") === undefined ? undefined : textMember(json, "id");
}

function notificationIn(json: JsonValue | undefined): string | undefined {
  return textMember(json, "TopicArn") === undefined ? undefined : textMember(json, "MessageId");
}

/** Of an event that SNS made for a function. */
function recordsIn(json: JsonValue | undefined): (string | undefined)[] {
  const records = isJsonObject(json) ? member(json, "Records") : undefined;
  return Array.isArray(records) ? records.map((record) => notificationIn(member(record, "Sns"))) : [];
}

/** Whoever sends a message chooses what stands in it: only what has the form is looked for. */
function isId(text: string | undefined): text is string {
  return text !== undefined && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
