import { CAUSE_KINDS } from "../failures/cause-kind";
import { ORIGIN_KINDS } from "../failures/origins/origin";
import { MESSAGE_STATES } from "../messages/message-state";

export const CHOICE_FIELDS = ["cause", "origin", "state", "bystander"] as const;
export const NAME_FIELDS = ["type", "queue", "account", "region", "group", "id", "version", "error"] as const;
export const MEASURE_FIELDS = ["age", "expires", "receives", "size"] as const;
/** Where paths begin: `body.customer.id`, `attr.tenant`. */
export const PATH_ROOTS = ["body", "attr"] as const;
export type PathRoot = (typeof PATH_ROOTS)[number];
export type ChoiceField = (typeof CHOICE_FIELDS)[number];
export type NameField = (typeof NAME_FIELDS)[number];
export type MeasureField = (typeof MEASURE_FIELDS)[number];

export type Field =
  | { readonly kind: "choice"; readonly name: ChoiceField; readonly choices: readonly string[] }
  | { readonly kind: "named"; readonly name: NameField }
  | { readonly kind: "measured"; readonly name: MeasureField };

const CHOICES = { cause: CAUSE_KINDS, origin: ORIGIN_KINDS, state: MESSAGE_STATES, bystander: ["yes", "no"] };
const FIELDS: ReadonlyMap<string, Field> = new Map<string, Field>([
  ...CHOICE_FIELDS.map((name): [string, Field] => [name, { kind: "choice", name, choices: CHOICES[name] }]),
  ...NAME_FIELDS.map((name): [string, Field] => [name, { kind: "named", name }]),
  ...MEASURE_FIELDS.map((name): [string, Field] => [name, { kind: "measured", name }]),
]);
export const FIELD_NAMES: readonly string[] = [...FIELDS.keys()];

/** The field of this name in any case of letters. */
export function fieldOf(name: string): Field | undefined {
  return FIELDS.get(name.toLowerCase());
}

/** Names of what lies in bodies and attributes. */
export function namesBodyPart(name: string): boolean {
  return pathOf(name) !== undefined;
}

/** `body.customer.id` in parts; of an attribute the rest is one name, which may hold dots. Undefined for other names. */
export function pathOf(name: string): { root: PathRoot; path: string[] } | undefined {
  const [first = "", ...rest] = name.split(".");
  const root = PATH_ROOTS.find((one) => one === first.toLowerCase());
  if (root === undefined) return undefined;
  return { root, path: root === "attr" ? [rest.join(".")] : rest };
}

const BLANK = /^\s$/u;
export function isBlank(sign: string | undefined): boolean {
  return sign !== undefined && BLANK.test(sign);
}

const NAME_START = /^[a-z]$/i;
const NAME_PART = /^[\w.-]$/;
/** Where a field's name that starts here ends; `start` itself when no name of a field starts here. */
export function endOfName(signs: readonly string[], start: number): number {
  if (!NAME_START.test(signs[start] ?? "")) return start;
  let end = start + 1;
  while (NAME_PART.test(signs[end] ?? "")) end += 1;
  const sign = signs[end];
  if (sign === ":" || sign === "<" || sign === ">") return end;
  const name = signs.slice(start, end).join("");
  return sign === "=" && (fieldOf(name) || namesBodyPart(name)) ? end : start;
}

/** Whether text, written without quotes, would read as a field. */
export function beginsLikeField(signs: readonly string[]): boolean {
  return endOfName(signs, 0) > 0;
}
