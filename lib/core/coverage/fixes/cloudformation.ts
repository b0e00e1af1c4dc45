/** A short-form function: `!Ref Queue` or `!GetAtt Queue.Arn`. */
export interface Intrinsic {
  readonly intrinsic: "Ref" | "GetAtt" | "Sub";
  readonly of: string;
}
type Value =
  | string
  | number
  | boolean
  | null
  | Intrinsic
  | readonly Value[]
  | { readonly [key: string]: Value | undefined };
export type Properties = { readonly [key: string]: Value | undefined };

/** One CloudFormation resource as YAML, to be put under `Resources:`. Texts are quoted as JSON, which YAML reads the same. */
export function cloudFormationResource(logicalId: string, type: string, properties: Properties): string {
  return `${cloudFormationId(logicalId)}:\n  Type: ${type}\n  Properties:\n${written(properties, "    ")}\n`;
}

/** A logical id, which is letters and digits only, made from any text. */
export function cloudFormationId(text: string): string {
  const safe = text
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
  return !safe || MEANS_SOMETHING_ELSE.test(safe) ? `Resource${safe}` : safe;
}

/** A number, and words that YAML takes for a truth value or nothing. */
const MEANS_SOMETHING_ELSE = /^([0-9].*|null|true|false|yes|no|on|off|y|n)$/i;

function written(value: Properties | readonly Value[], indent: string): string {
  if (Array.isArray(value)) return value.map((item) => `${indent}- ${inner(item, indent).trimStart()}`).join("\n");
  return Object.entries(value)
    .flatMap(([key, part]) => (part === undefined ? [] : [`${indent}${keyOf(key)}:${after(part, indent)}`]))
    .join("\n");
}

function after(value: Value, indent: string): string {
  return isNested(value) ? `\n${written(value, `${indent}  `)}` : ` ${scalar(value)}`;
}

function inner(value: Value, indent: string): string {
  return isNested(value) ? written(value, `${indent}  `) : scalar(value);
}

function isNested(value: Value): value is Properties | readonly Value[] {
  if (typeof value !== "object" || value === null || isIntrinsic(value)) return false;
  return Array.isArray(value) ? value.length > 0 : Object.keys(value).length > 0;
}

/** Only what can be a reference: a foreign policy with such keys cannot smuggle YAML in. */
function isIntrinsic(value: object): value is Intrinsic {
  if (!("intrinsic" in value && "of" in value && typeof value.of === "string")) return false;
  if (value.intrinsic === "Sub") return true;
  return (value.intrinsic === "Ref" || value.intrinsic === "GetAtt") && /^[A-Za-z][A-Za-z0-9.]*$/.test(value.of);
}

function scalar(value: Value): string {
  if (typeof value === "object" && value !== null && isIntrinsic(value))
    return `!${value.intrinsic} ${value.intrinsic === "Sub" ? quoted(value.of) : value.of}`;
  return typeof value === "string" ? quoted(value) : JSON.stringify(value);
}

function keyOf(key: string): string {
  return /^[A-Za-z][A-Za-z0-9]*$/.test(key) && !MEANS_SOMETHING_ELSE.test(key) ? key : quoted(key);
}

/** JSON reads as YAML, but for characters that YAML forbids in the raw. */
function quoted(text: string): string {
  return JSON.stringify(text.toWellFormed()).replaceAll(
    UNPRINTABLE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
const UNPRINTABLE = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;
