import { z } from "zod";

export type JsonSchema = { readonly [key: string]: unknown };
export interface ObjectSchema extends JsonSchema {
  readonly properties: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
}

const HERE = "#/$defs/";
const COMPONENTS = "#/components/schemas/";

/**
 * Turns schemas into JSON Schema 2020-12, as OpenAPI 3.1 wants it. A schema with an id becomes a component, written once
 * and referred to from everywhere.
 */
export class SchemaWriter {
  readonly components: Record<string, JsonSchema> = {};

  input(schema: z.ZodType): JsonSchema {
    return this.write(schema, "input");
  }

  output(schema: z.ZodType): JsonSchema {
    return this.write(schema, "output");
  }

  private write(schema: z.ZodType, io: "input" | "output"): JsonSchema {
    const written: Record<string, unknown> = z.toJSONSchema(schema, {
      io,
      target: "draft-2020-12",
      // Answers grow: a client that refuses a field it does not know would break at the next version.
      override: ({ jsonSchema }) => {
        if (io === "output" && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
        // The format says it; zod's pattern for it fills a line each time.
        if (jsonSchema.format) delete jsonSchema.pattern;
      },
    });
    const { $schema: _, $defs = {}, ...rest } = withComponentRefs(written) as Record<string, unknown>;
    for (const [id, definition] of Object.entries($defs as Record<string, JsonSchema>)) this.keep(id, definition);
    const { id } = rest;
    if (typeof id !== "string") return rest;
    this.keep(id, rest);
    return { $ref: `${COMPONENTS}${id}` };
  }

  private keep(id: string, { id: _, ...definition }: JsonSchema): void {
    this.components[id] = definition;
  }
}

function withComponentRefs(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withComponentRefs);
  if (typeof node !== "object" || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key,
      key === "$ref" && typeof value === "string" ? value.replace(HERE, COMPONENTS) : withComponentRefs(value),
    ]),
  );
}

/** The parts of an input: every input of the contract is one object, or one of several. */
export function asObject(schema: JsonSchema): ObjectSchema {
  const { properties, required, oneOf } = schema;
  if (Array.isArray(oneOf)) return { type: "object", properties: {}, required: commonlyRequired(oneOf), oneOf };
  if (schema.type !== "object") throw new Error("An input must be an object.");
  return {
    ...schema,
    properties: (properties ?? {}) as ObjectSchema["properties"],
    required: (required ?? []) as string[],
  };
}

/** What each of several objects must have. */
function commonlyRequired(several: readonly JsonSchema[]): string[] {
  const [first = [], ...others] = several.map((one) => asObject(one).required ?? []);
  return first.filter((name) => others.every((names) => names.includes(name)));
}
