import { AwsError } from "../aws-error";

/** A request's JSON object. An empty body is an empty object; anything else than an object is a SerializationException. */
export function parseObject(body: Buffer): Record<string, unknown> {
  if (body.length === 0) return {};
  let value: unknown;
  try {
    value = JSON.parse(body.toString("utf8"));
  } catch {
    throw serializationProblem("The request body is not valid JSON.");
  }
  if (!isObject(value)) throw serializationProblem("The request body must be a JSON object.");
  return value;
}

export function serializationProblem(message: string): AwsError {
  return new AwsError("SerializationException", message);
}

/** JSON as AWS writes it: bytes as base64, dates as epoch seconds. */
export function writeJson(value: unknown): string {
  return JSON.stringify(value, toWire) ?? "{}";
}

/** Dates and Buffers arrive here already turned by their own toJSON, so the original is looked up where it hangs. */
function toWire(this: unknown, key: string, value: unknown): unknown {
  if (typeof value === "string") {
    const original = Reflect.get(Object(this), key);
    return original instanceof Date ? original.getTime() / 1000 : value;
  }
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (isObject(value) && value.type === "Buffer") {
    const original = Reflect.get(Object(this), key);
    return original instanceof Uint8Array ? Buffer.from(original).toString("base64") : value;
  }
  return value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
