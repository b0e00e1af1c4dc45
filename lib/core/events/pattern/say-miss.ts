import { fieldPath } from "@/lib/core/messages/field-path";
import { isJsonObject, type JsonValue } from "@/lib/core/messages/json";
import { exactJsonText } from "../fill-template";
import type { Miss } from "./match-pattern";

export interface SaidMiss {
  readonly path: string;
  /** The list of the pattern as JSON. */
  readonly wanted: string;
  /** As JSON, its beginning where it is long; `absent` where nothing is. */
  readonly found: string;
  readonly sentence: string;
}

const ABSENT = "absent";
const MOST_CHARACTERS = 300;

/** What a field lacks, in words. `shown` is the event as whoever asks may see it: what stands there in its stead is told. */
export function sayMiss({ at, field }: Miss, shown: JsonValue | undefined): SaidMiss {
  const path = fieldPath(at);
  const found = shown === undefined ? undefined : textAt(shown, at);
  const wishes = field.matchers.map(({ words }) => words);
  const it = found === undefined ? "is not there" : `is ${cut(found)}`;
  return {
    path,
    wanted: cut(field.text),
    found: found === undefined ? ABSENT : cut(found),
    sentence: cut(`${path} must ${wishes.join(" or ")}; it ${it}.`, 2 * MOST_CHARACTERS),
  };
}

function textAt(root: JsonValue, at: Miss["at"]): string | undefined {
  let value = root;
  for (const part of at) {
    const isMasked = typeof value === "string";
    const next = Array.isArray(value)
      ? value[Number(part)]
      : isJsonObject(value)
        ? own(value, String(part))
        : undefined;
    if (next === undefined) return isMasked ? exactJsonText(value) : undefined;
    value = next;
  }
  return exactJsonText(value);
}

function own(value: { readonly [name: string]: JsonValue }, name: string): JsonValue | undefined {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

function cut(text: string, most = MOST_CHARACTERS): string {
  return text.length > most ? `${text.slice(0, most).toWellFormed()}…` : text;
}
