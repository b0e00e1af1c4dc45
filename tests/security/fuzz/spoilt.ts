import fc from "fast-check";
import { HOSTILE } from "./arbitraries";

type Path = readonly (string | number)[];
export type JsonObject = Readonly<Record<string, unknown>>;

const EXTRA_NAMES = [
  "surprise",
  "toString",
  "hasOwnProperty",
  "__defineGetter__",
  "id",
  "ID",
  "role",
  "capabilities",
  "",
];

/** An input with something wrong in one place: another type, a key too many, or one too few. */
export function spoiltOf(valid: fc.Arbitrary<unknown>): fc.Arbitrary<JsonObject> {
  const hostile = fc.oneof(fc.constantFrom(...HOSTILE), fc.jsonValue({ maxDepth: 3 }));
  return fc.oneof(
    {
      weight: 4,
      arbitrary: fc.tuple(valid, fc.nat(), hostile).map(([input, nat, value]) => replaced(input, nat, value)),
    },
    { weight: 2, arbitrary: fc.tuple(valid, fc.nat()).map(([input, nat]) => flipped(input, nat)) },
    { weight: 1, arbitrary: fc.tuple(valid, fc.nat()).map(([input, nat]) => without(input, nat)) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(valid, fc.constantFrom(...EXTRA_NAMES), hostile)
        .map(([input, name, value]) => ({ ...(input as object), [name]: value })),
    },
    { weight: 1, arbitrary: fc.dictionary(fc.string({ maxLength: 10 }), hostile, { maxKeys: 5 }) },
  );
}

function replaced(input: unknown, nat: number, value: unknown): JsonObject {
  return changed(input, nat, () => value);
}

function flipped(input: unknown, nat: number): JsonObject {
  return changed(input, nat, (old) => {
    if (typeof old === "string") return nat % 2 ? [old] : Number.parseFloat(old) || 7;
    if (typeof old === "number") return nat % 2 ? `${old}` : -old - 0.5;
    if (typeof old === "boolean") return nat % 2 ? `${old}` : Number(old);
    return Array.isArray(old) ? { ...old } : [old];
  });
}

function without(input: unknown, nat: number): JsonObject {
  const names = Object.keys(input as object);
  const gone = names[nat % Math.max(names.length, 1)];
  return Object.fromEntries(Object.entries(input as object).filter(([name]) => name !== gone));
}

/** A copy in which one value, at any depth, is another. */
function changed(input: unknown, nat: number, change: (old: unknown) => unknown): JsonObject {
  const places = placesIn(input).slice(1);
  const place = places[nat % Math.max(places.length, 1)];
  return place === undefined ? (input as JsonObject) : (put(input, place, change) as JsonObject);
}

function placesIn(value: unknown, at: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([name, part]) => placesIn(part, [...at, name]))];
}

function put(value: unknown, [name, ...rest]: Path, change: (old: unknown) => unknown): unknown {
  if (name === undefined) return change(value);
  const part = put((value as Record<string, unknown>)[name], rest, change);
  if (!Array.isArray(value)) return { ...(value as object), [name]: part };
  return value.map((old, index) => (`${index}` === `${name}` ? part : old));
}
