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
  return checkDepth(value);
}

/** Deeper than any request needs, and far from what ends JavaScript's stack when it is copied or written. */
const DEEPEST = 256;

/** The request as it is. Throws a SerializationException when lists and objects are nested too deep in it. */
export function checkDepth<T>(value: T): T {
  if (isDeeper(value, DEEPEST)) throw serializationProblem("The request body is nested too deep.");
  return value;
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (levels === 0) return true;
  for (const inner of Object.values(value)) {
    if (typeof inner === "object" && inner !== null && isDeeper(inner, levels - 1)) return true;
  }
  return false;
}

export function serializationProblem(message: string): AwsError {
  return new AwsError("SerializationException", message);
}

/** JSON as AWS writes it: bytes as base64, dates as epoch seconds. */
export function writeJson(value: unknown): string {
  return (isPlain(value) ? JSON.stringify(value) : JSON.stringify(value, toWire)) ?? "{}";
}

/** Whether nothing in it needs AWS's own form: then the engine writes it without asking about each member. */
function isPlain(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (Array.isArray(value)) return value.every(isPlain);
  if (value instanceof Date || value instanceof Uint8Array) return false;
  for (const name in value) if (!isPlain(Reflect.get(value, name))) return false;
  return true;
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
