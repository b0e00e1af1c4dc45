/** An event of a pipe: one message or record. */
export type PipeEvent = Readonly<Record<string, unknown>>;

/**
 * What filters and templates see: `body` of a message and `data` of a record parsed where they are JSON (EventBridge
 * User Guide, "Event filtering in Amazon EventBridge Pipes" and "Implicit body data parsing").
 */
export function parsedEvent(event: PipeEvent): PipeEvent {
  if (typeof event.body === "string") return { ...event, body: parsed(event.body) };
  if (typeof event.data === "string") return { ...event, data: parsed(Buffer.from(event.data, "base64").toString()) };
  return event;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: seen as the text that it is.
    return text;
  }
}

/** The member at `$.a.b[0]`; undefined when there is none. */
export function memberAt(event: PipeEvent, path: string): unknown {
  let value: unknown = event;
  for (const step of path
    .replace(/^\$\.?/, "")
    .split(/\.|\[(\d+)\]/)
    .filter(Boolean)) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
    value = Reflect.get(value, step);
  }
  return value;
}
