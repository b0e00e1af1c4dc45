import { isJsonObject, type JsonObject, type JsonValue, MAX_JSON_DEPTH, parseJson } from "../messages/json";

const MOST_BYTES = 65_536;
const MOST_DEPTH = 40;

/** Members that hold one schema, a list of them, or one under each name. */
const ONE = [
  "additionalProperties",
  "items",
  "additionalItems",
  "unevaluatedItems",
  "unevaluatedProperties",
  "propertyNames",
  "then",
  "else",
];
/** What holds more often when less is asked inside: with a part left out they would refuse what they should take. */
const TURNING = ["not", "if", "contains", "oneOf"];
const LIST = ["allOf", "anyOf", "prefixItems", "oneOf", "items"];
const NAMED = ["properties", "$defs", "definitions", "dependentSchemas", "dependencies"];
/** Made of patterns, which can keep a process busy for ever, or not understood by what checks. */
const LEFT_OUT = ["pattern", "patternProperties", "format", "$dynamicRef", "$recursiveRef", "contentSchema"];
const NAMES_ITSELF = ["$id", "id"];

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
  return typeof $schema === "string" && /^https?:\/\/json-schema\.org\/draft-07\/schema#?$/.test($schema)
    ? "7"
    : undefined;
}

class Reader {
  readonly notChecked: string[] = [];
  problem: string | undefined;
  private hasGap = false;

  /** Looks through all of it first: a reference may lead to a part that is stripped later. */
  refuseForeign(value: JsonValue, isRoot = true): void {
    const inside = Array.isArray(value) ? value : isJsonObject(value) ? Object.values(value) : [];
    if (isJsonObject(value))
      for (const name of Object.keys(value)) {
        if (LEFT_OUT.includes(name)) this.hasGap = true;
        this.problem ??= foreignProblem(name, value[name], isRoot);
      }
    for (const one of inside) this.refuseForeign(one, false);
  }

  strip(value: JsonValue, pointer: string): JsonValue {
    if (!isJsonObject(value)) return value;
    const kept: [string, JsonValue][] = [];
    for (const [name, member] of Object.entries(value)) {
      const at = `${pointer}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
      if (pointer === "" && NAMES_ITSELF.includes(name)) continue;
      if (this.isLeftOut(value, name, member)) this.notChecked.push(at);
      else kept.push([name, TURNING.includes(name) ? member : this.inside(name, member, at)]);
    }
    return Object.fromEntries(kept);
  }

  private isLeftOut(parent: JsonObject, name: string, member: JsonValue): boolean {
    if (LEFT_OUT.includes(name)) return true;
    if (name === "additionalProperties") return Object.hasOwn(parent, "patternProperties");
    // What counts as evaluated is not known any more once something was left out somewhere.
    if (name === "unevaluatedProperties" || name === "unevaluatedItems") return this.hasGap;
    if (name === "then" || name === "else") return this.isIncomplete(parent.if ?? true);
    return TURNING.includes(name) && this.isIncomplete(member);
  }

  /** Something in it is left out, or may be behind a reference. */
  private isIncomplete(schema: JsonValue): boolean {
    return this.hasGap && names(schema, [...LEFT_OUT, "$ref"]);
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

function foreignProblem(name: string, member: JsonValue | undefined, isRoot: boolean): string | undefined {
  if (name === "$ref" && (typeof member !== "string" || !member.startsWith("#")))
    return "a schema may refer only to itself: # and what follows";
  if (NAMES_ITSELF.includes(name) && typeof member === "string" && !isRoot)
    return `take ${name} out of the parts: only the whole schema may have one`;
  return undefined;
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
