import { isJsonObject, type JsonValue, member, parseJson } from "@/lib/core/messages/json";

/** Ids under which others know a message. */
export interface MessageTraces {
  readonly traceId: string | undefined;
  /** The same in X-Ray's form. */
  readonly xrayTraceId: string | undefined;
  readonly correlationId: string | undefined;
}

const CORRELATION = ["correlationid", "xcorrelationid", "correlation", "xrequestid", "requestid"];
/** A correlation id deeper inside belongs to something that the message carries. */
const PLACES = ["", "metadata", "headers", "detail", "meta"];
const ROOT = /(?:^|;)\s*Root=(1-[0-9a-f]{8}-[0-9a-f]{24})(?:;|$)/i;
const PARENT = /^[0-9a-f]{2}-([0-9a-f]{8})([0-9a-f]{24})-[0-9a-f]{16}-[0-9a-f]{2}$/i;
/** What stands where something was masked is no id. */
const CORRELATION_ID = /^[\w.:/+=@#-]{1,200}$/;

/**
 * The trace and correlation ids of a message: from the header that SQS carries, from attributes by their usual names, from the
 * fields of its body. Only what has the form of one is taken; whoever sends a message chooses what stands in it.
 */
export function tracesIn(message: {
  readonly traceHeader: string | undefined;
  readonly attributes: Readonly<Record<string, string>>;
  /** JSON text of its fields, masked; null where it has none. */
  readonly body: string | null;
}): MessageTraces {
  const body = message.body === null ? undefined : parseJson(message.body);
  const attributes: JsonValue = { ...message.attributes };
  const find = (names: readonly string[]) =>
    texts(attributes, names).concat(PLACES.flatMap((place) => texts(place ? member(body, place) : body, names)));
  const header = [message.traceHeader ?? "", ...find(["awstraceheader", "xamzntraceid"])];
  const root = header.map((text) => ROOT.exec(text)?.[1]).find(Boolean);
  const parent = find(["traceparent"])
    .map((text) => PARENT.exec(text))
    .find(Boolean);
  const fromParent = parent ? `${parent[1]}${parent[2]}`.toLowerCase() : undefined;
  return {
    traceId: root ?? fromParent,
    xrayTraceId: root ?? (parent ? `1-${parent[1]}-${parent[2]}`.toLowerCase() : undefined),
    correlationId: find(CORRELATION).find((text) => CORRELATION_ID.test(text)),
  };
}

/** The text members whose name is one of these, whatever their case and hyphens; in the order of the names. */
function texts(value: JsonValue | undefined, names: readonly string[]): string[] {
  if (!isJsonObject(value)) return [];
  const known = Object.keys(value);
  return names.flatMap((name) =>
    known.flatMap((key) => {
      const found = key.toLowerCase().replace(/[-_]/g, "") === name ? member(value, key) : undefined;
      return typeof found === "string" ? [found] : [];
    }),
  );
}
