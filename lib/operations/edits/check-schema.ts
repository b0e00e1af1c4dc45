import { createContext, Script } from "node:vm";
import { type OutputUnit, Validator } from "@cfworker/json-schema";
import type { BodySchema } from "@/lib/core/edit/body-schema";
import { Invalid } from "@/lib/core/errors";
import { parseJson } from "@/lib/core/messages/json";

/** For the bodies of one call, and for all calls together. */
const MOST_MS = 1_000;
const MOST_MS_IN_ALL = 5_000;
const MOST_CHARACTERS = 200;

/** Says for each body what is wrong with it; undefined when it fits. */
export type CheckBodies = (bodies: readonly string[]) => (string | undefined)[];

/**
 * Checks bodies against a schema. Throws Invalid when nobody can tell. Schemas and bodies are anybody's: references in a circle,
 * or long lists of unique things, take an eternity, so the time is bounded from outside.
 */
export function schemaChecker({ schema, draft }: BodySchema): CheckBodies {
  const asked: { check: () => (OutputUnit[] | undefined)[] } = { check: () => [] };
  const context = createContext(asked);
  const script = new Script("check()");
  const validator = new Validator(schema, draft);
  let leftMs = MOST_MS_IN_ALL;
  return (bodies) => {
    const values = bodies.map(parseJson);
    asked.check = () => values.map((value) => (value === undefined ? undefined : validator.validate(value).errors));
    const startedAt = performance.now();
    const found = run(script, context, Math.min(MOST_MS, leftMs));
    leftMs = Math.max(1, Math.floor(leftMs - (performance.now() - startedAt)));
    return found.map((errors) => (errors === undefined ? "the body is no JSON" : inWords(errors)));
  };
}

function run(script: Script, context: object, timeout: number): (OutputUnit[] | undefined)[] {
  try {
    return script.runInContext(context, { timeout }) as (OutputUnit[] | undefined)[];
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
