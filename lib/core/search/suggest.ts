import type { JsonValue } from "@/lib/core/messages/json";
import {
  CHOICE_FIELDS,
  FIELD_NAMES,
  fieldOf,
  MEASURE_FIELDS,
  type NameField,
  PATH_ROOTS,
  type PathRoot,
} from "./fields";
import { EXAMPLE } from "./measure";

const MOST = 10;
const MAX_VALUE = 80;

/** What somebody is about to write at the end of a filter, and what has to be looked up to complete it. */
export type Fragment = { readonly minus: string; readonly typed: string } & (
  | { readonly kind: "field" }
  | { readonly kind: "choice"; readonly field: string; readonly choices: readonly string[] }
  | { readonly kind: "named"; readonly field: NameField; readonly prefix: string }
  | { readonly kind: "measured"; readonly example: string }
  | { readonly kind: "path"; readonly root: PathRoot; readonly path: string }
  | {
      readonly kind: "path-value";
      readonly root: PathRoot;
      readonly path: string;
      readonly sign: string;
      readonly prefix: string;
    }
  | { readonly kind: "nothing" }
);
export interface Suggestion {
  readonly text: string;
  readonly hint: string;
}

/** Reads the last term of a filter that is still being typed. Inside quotes there is nothing to suggest. */
export function fragmentOf(typedFilter: string): Fragment {
  const last = /(?:^|\s)(-?)(\S*)$/u.exec(typedFilter);
  const [, minus = "", typed = ""] = last ?? [];
  const quotes = typedFilter.match(/(?<!\\)"/g)?.length ?? 0;
  if (last === null || quotes % 2 === 1) return { minus, typed, kind: "nothing" };
  const [, name = "", sign = "", prefix = ""] = /^([a-z][\w.-]*)(:|>=?|<=?|=)(.*)$/iu.exec(typed) ?? [];
  const root = PATH_ROOTS.find((one) => (name || typed).toLowerCase().startsWith(`${one}.`));
  if (root && name) return { minus, typed, kind: "path-value", root, path: name.slice(root.length + 1), sign, prefix };
  if (root) return { minus, typed, kind: "path", root, path: typed.slice(root.length + 1) };
  if (!name) return { minus, typed, kind: "field" };
  const field = fieldOf(name);
  if (!field) return { minus, typed, kind: "nothing" };
  if (field.kind === "choice") return { minus, typed, kind: "choice", field: field.name, choices: field.choices };
  if (field.kind === "named") return { minus, typed, kind: "named", field: field.name, prefix };
  return { minus, typed, kind: "measured", example: EXAMPLE[field.name] };
}

/** Terms that begin like the fragment and need nothing looked up. */
export function knownTerms(fragment: Fragment): Suggestion[] {
  const like = (text: string) => text.startsWith(fragment.typed.toLowerCase()) && text !== fragment.typed;
  const put = (text: string, hint: string) => ({ text: fragment.minus + text, hint });
  if (fragment.kind === "choice")
    return fragment.choices
      .map((choice) => put(`${fragment.field}:${choice}`, fragment.field))
      .filter(({ text }) => like(text.slice(fragment.minus.length)));
  if (fragment.kind === "measured") return [put(fragment.example, "an example")];
  if (fragment.kind !== "field") return [];
  const measured: readonly string[] = MEASURE_FIELDS;
  const chosen: readonly string[] = CHOICE_FIELDS;
  const names = FIELD_NAMES.map((name) =>
    measured.includes(name)
      ? put(`${name}<`, "compare")
      : put(`${name}:`, chosen.includes(name) ? "one of a few" : "a name"),
  );
  const roots = PATH_ROOTS.map((root) =>
    put(`${root}.`, root === "body" ? "a field of the body" : "a message attribute"),
  );
  return [...names, ...roots].filter(({ text }) => like(text.slice(fragment.minus.length))).slice(0, 2 * MOST);
}

/** Names as whole terms, those with a blank in quotes. */
export function namedTerms(fragment: Extract<Fragment, { kind: "named" }>, values: readonly string[]): Suggestion[] {
  return values.slice(0, MOST).map((value) => ({
    text: `${fragment.minus}${fragment.field}:${/[\s"]/u.test(value) ? JSON.stringify(value) : value}`,
    hint: fragment.field,
  }));
}

type Sample = { readonly body: JsonValue; readonly attributes: JsonValue };

/** Paths that begin like the fragment, or values at its path, with how many of the sampled messages have them. */
export function sampledTerms(
  fragment: Extract<Fragment, { kind: "path" | "path-value" }>,
  samples: readonly Sample[],
): Suggestion[] {
  const counts = new Map<string, number>();
  for (const sample of samples) {
    const found = new Set<string>();
    const value = fragment.root === "body" ? sample.body : sample.attributes;
    walk(value, [], (path, leaf) => {
      const term = termFor(fragment, path.join("."), leaf);
      if (term !== undefined) found.add(term);
    });
    for (const term of found) counts.set(term, (counts.get(term) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, MOST)
    .map(([term, count]) => ({ text: fragment.minus + term, hint: `${count} of ${samples.length} looked at` }));
}

function termFor(
  fragment: Extract<Fragment, { kind: "path" | "path-value" }>,
  path: string,
  leaf: JsonValue,
): string | undefined {
  if (!/^[\w.-]+$/.test(path)) return undefined;
  if (fragment.kind === "path")
    return path.toLowerCase().startsWith(fragment.path.toLowerCase()) ? `${fragment.root}.${path}:` : undefined;
  const text = typeof leaf === "string" ? leaf : JSON.stringify(leaf);
  if (path !== fragment.path || text.length > MAX_VALUE) return undefined;
  if (!text.toLowerCase().startsWith(fragment.prefix.toLowerCase())) return undefined;
  const value = typeof leaf === "string" && /[\s"*?]/u.test(text) ? JSON.stringify(text) : text;
  return `${fragment.root}.${path}${fragment.sign}${value}`;
}

function walk(
  value: JsonValue,
  path: readonly string[],
  tell: (path: readonly string[], leaf: JsonValue) => void,
): void {
  if (Array.isArray(value)) for (const item of value) walk(item, path, tell);
  else if (typeof value === "object" && value !== null)
    for (const name of Object.keys(value)) walk(value[name] ?? null, [...path, name], tell);
  else if (path.length > 0) tell(path, value);
}
