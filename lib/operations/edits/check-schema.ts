import { createContext, Script } from "node:vm";
import { type OutputUnit, Validator } from "@cfworker/json-schema";
import type { BodySchema } from "@/lib/core/edit/body-schema";
import { Invalid } from "@/lib/core/errors";
import { parseJson } from "@/lib/core/messages/json";

/** For one body, and for all that are checked together. */
const MOST_MS = 500;
const MOST_MS_IN_ALL = 5_000;
const MOST_CHARACTERS = 200;

/**
 * Says what is wrong with a body by the schema; undefined when it fits. Throws Invalid when nobody can tell. Schemas and
 * bodies are anybody's: references in a circle, or long lists of unique things, take an eternity, so the time is bounded from
 * outside.
 */
export function schemaChecker({ schema, draft }: BodySchema): (body: string) => string | undefined {
  const asked: { check: () => OutputUnit[] } = { check: () => [] };
  const context = createContext(asked);
  const script = new Script("check()");
  const validator = new Validator(schema, draft);
  let leftMs = MOST_MS_IN_ALL;
  return (body) => {
    const value = parseJson(body);
    if (value === undefined) return "the body is no JSON";
    asked.check = () => validator.validate(value).errors;
    const startedAt = performance.now();
    const errors = run(script, context, Math.min(MOST_MS, leftMs));
    leftMs = Math.max(1, Math.floor(leftMs - (performance.now() - startedAt)));
    return inWords(errors);
  };
}

function run(script: Script, context: object, timeout: number): OutputUnit[] {
  try {
    return script.runInContext(context, { timeout }) as OutputUnit[];
  } catch {
    // A circle, a reference that leads nowhere, or the end of its time: in either case nobody can tell whether the body fits.
    const why = "could not be checked: it refers to what is not in it, goes in circles, or takes too long";
    throw new Invalid(`The schema ${why}.`, [{ field: "schema", message: why }]);
  }
}

/** The deepest error is the one that says it; those before only say where it lies. */
function inWords(errors: readonly OutputUnit[]): string | undefined {
  const last = errors.at(-1);
  if (last === undefined) return undefined;
  const place = last.instanceLocation === "#" ? "the body" : last.instanceLocation.slice(1, MOST_CHARACTERS);
  return `${place} does not fit the schema: ${last.keyword} (${last.error.slice(0, MOST_CHARACTERS).toWellFormed()})`;
}
