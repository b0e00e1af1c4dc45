import { isJsonObject, type JsonObject, type JsonValue, MAX_JSON_DEPTH, parseJson } from "../messages/json";

const MOST_BYTES = 65_536;
const MOST_DEPTH = 40;

/** Members that hold one schema, a list of them, or one under each name. */
const ONE = ["additionalProperties", "items", "additionalItems", "unevaluatedItems", "unevaluatedProperties", "propertyNames", "then", "else"];
/** What holds more often when less is asked inside: with a part left out they would refuse what they should take. */
const TURNING = ["not", "if", "contains", "oneOf"];
const LIST = ["allOf", "anyOf", "prefixItems", "oneOf", "items"];
const NAMED = ["properties", "$defs", "definitions", "dependentSchemas", "dependencies"];
/** Made of patterns, which can keep a process busy for ever, or not understood by what checks. */
const LEFT_OUT = ["pattern", "patternProperties", "format", "$dynamicRef", "$recursiveRef", "contentSchema"];
const WITH_PATTERNS = ["additionalProperties", "unevaluatedProperties"];

export interface BodySchema {
  readonly schema: JsonObject | boolean;
  readonly draft: "7" | "2020-12";
  /** Pointers to what is not checked. */
  readonly notChecked: readonly string[];
}

/**
 * A JSON Schema that bodies are checked against, without what could keep a process busy or would be misread; or what is
 * wrong with it. What is left never refuses a body that the whole would take.
 */
export function readBodySchema(text: string): BodySchema | string {
  if (text.length > MOST_BYTES) return "a schema has at most 64 KiB";
  const value = parseJson(text);
  if (value === undefined) return `a schema is JSON, at most ${MAX_JSON_DEPTH} levels deep`;
  if (typeof value === "boolean") return { schema: value, draft: "2020-12", notChecked: [] };
  if (!isJsonObject(value)) return "a schema is an object";
  if (depthOf(value) > MOST_DEPTH) return `a schema is at most ${MOST_DEPTH} levels deep`;
  const draft = draftOf(value);
  if (draft === undefined) return "only JSON Schema 2020-12 and draft 7 are read";
  const reader = new Reader();
  reader.refuseForeign(value);
  if (reader.problem !== undefined) return reader.problem;
  const schema = reader.strip(value, "") as JsonObject;
  return { schema, draft, notChecked: reader.notChecked };
}

function draftOf({ $schema }: JsonObject): BodySchema["draft"] | undefined {
  if ($schema === undefined || $schema === "https://json-schema.org/draft/2020-12/schema") return "2020-12";
  return typeof $schema === "string" && /^https?:\/\/json-schema\.org\/draft-07\/schema#?$/.test($schema) ? "7" : undefined;
}

class Reader {
  readonly notChecked: string[] = [];
  problem: string | undefined;
  private hasGap = false;

  /** Looks through all of it first: a reference may lead to a part that is stripped later. */
  refuseForeign(value: JsonValue): void {
    if (Array.isArray(value)) return value.forEach((item) => this.refuseForeign(item));
    if (!isJsonObject(value)) return;
    for (const name of Object.keys(value)) {
      const member = value[name];
      if (LEFT_OUT.includes(name)) this.hasGap = true;
      if (name === "$ref" && (typeof member !== "string" || !member.startsWith("#")))
        this.problem ??= "a schema may refer only to itself: # and what follows";
      if ((name === "$id" || name === "id" || name === "$anchor") && typeof member === "string")
        this.problem ??= `take ${name} out: a schema that names itself is not read`;
      if (member !== undefined) this.refuseForeign(member);
    }
  }

  strip(value: JsonValue, pointer: string): JsonValue {
    if (!isJsonObject(value)) return value;
    const kept: [string, JsonValue][] = [];
    const hasPatterns = Object.hasOwn(value, "patternProperties");
    for (const name of Object.keys(value)) {
      const member = value[name];
      const at = `${pointer}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
      if (member === undefined) continue;
      if (LEFT_OUT.includes(name) || (hasPatterns && name === "additionalProperties") || this.isUnsure(name)) this.leaveOut(at);
      else if (TURNING.includes(name)) this.keepWhole(kept, value, name, at);
      else if ((name === "then" || name === "else") && this.isDropped(pointer, "if")) continue;
      else kept.push([name, this.inside(name, member, at)]);
    }
    return Object.fromEntries(kept);
  }

  /** What counts as evaluated is not known any more once patterns were left out somewhere. */
  private isUnsure(name: string): boolean {
    return this.hasGap && name !== "additionalProperties" && (WITH_PATTERNS.includes(name) || name === "unevaluatedItems");
  }

  private leaveOut(at: string): void {
    this.notChecked.push(at);
  }

  private isDropped(pointer: string, name: string): boolean {
    return this.notChecked.includes(`${pointer}/${name}`);
  }

  private keepWhole(kept: [string, JsonValue][], parent: JsonObject, name: string, at: string): void {
    const member = parent[name];
    if (member === undefined) return;
    const isIncomplete = this.hasGap && (names(member, LEFT_OUT) || names(member, ["$ref"]));
    if (isIncomplete) this.leaveOut(at);
    else kept.push([name, member]);
  }

  private inside(name: string, member: JsonValue, at: string): JsonValue {
    if (Array.isArray(member))
      return LIST.includes(name) ? member.map((item, index) => this.strip(item, `${at}/${index}`)) : member;
    if (ONE.includes(name)) return this.strip(member, at);
    if (!NAMED.includes(name) || !isJsonObject(member)) return member;
    return Object.fromEntries(
      Object.entries(member).map(([key, schema]) => [
        key,
        this.strip(schema, `${at}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`),
      ]),
    );
  }
}

function names(value: JsonValue, wanted: readonly string[]): boolean {
  if (Array.isArray(value)) return value.some((item) => names(item, wanted));
  if (!isJsonObject(value)) return false;
  return Object.keys(value).some((name) => wanted.includes(name) || names(value[name] ?? null, wanted));
}

function depthOf(value: JsonValue): number {
  const inside = Array.isArray(value) ? value : isJsonObject(value) ? Object.values(value) : undefined;
  return inside === undefined ? 0 : 1 + inside.reduce<number>((most, one) => Math.max(most, depthOf(one)), 0);
}
