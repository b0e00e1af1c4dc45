/** An expression that stands as it is, without quotes: a reference such as `aws_sqs_queue.orders.arn`. */
export interface Expression {
  readonly expression: string;
}
/** A nested block: `dead_letter_config { … }`. */
export interface Block {
  readonly block: Attributes;
}
/** What `json` holds may contain references; all else in it is plain JSON, which anybody may have written. */
type Value = string | number | boolean | readonly string[] | Expression | Block | { readonly json: unknown };
export type Attributes = Readonly<Record<string, Value | undefined>>;

/** One Terraform resource in HCL. Names are made safe; texts are escaped, so that no name from AWS can break out. */
export function terraformResource(type: string, name: string, attributes: Attributes): string {
  return `resource "${type}" "${terraformName(name)}" {\n${lines(attributes, "  ")}\n}\n`;
}

/** A name that Terraform accepts, made from any text. */
export function terraformName(text: string): string {
  const safe = text.replace(/[^A-Za-z0-9_-]+/g, "_");
  return /^[A-Za-z_]/.test(safe) ? safe : `_${safe}`;
}

function lines(attributes: Attributes, indent: string): string {
  return Object.entries(attributes)
    .flatMap(([key, value]) => (value === undefined ? [] : [line(key, value, indent)]))
    .join("\n");
}

function line(key: string, value: Value, indent: string): string {
  if (typeof value === "object" && "block" in value)
    return `${indent}${key} {\n${lines(value.block, `${indent}  `)}\n${indent}}`;
  return `${indent}${key} = ${written(value, indent)}`;
}

function written(value: Exclude<Value, Block>, indent: string): string {
  if (typeof value === "string") return quoted(value);
  if (typeof value === "number" || typeof value === "boolean") return `${value}`;
  if ("expression" in value) return value.expression;
  if ("json" in value) return `jsonencode(${expressionOf(value.json, indent)})`;
  return `[${value.map(quoted).join(", ")}]`;
}

function expressionOf(value: unknown, indent: string): string {
  if (typeof value === "string") return quoted(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (isReference(value)) return value.expression;
  const inner = `${indent}  `;
  const [open, close, parts] = Array.isArray(value)
    ? ["[", "]", value.map((part) => expressionOf(part, inner))]
    : ["{", "}", Object.entries(value).map(([key, part]) => `${quoted(key)} = ${expressionOf(part, inner)}`)];
  return (
    onOneLine(open, close, parts) ?? `${open}\n${parts.map((part) => `${inner}${part},\n`).join("")}${indent}${close}`
  );
}

const WIDEST = 60;

function onOneLine(open: string, close: string, parts: readonly string[]): string | undefined {
  const gap = open === "{" && parts.length > 0 ? " " : "";
  const line = `${open}${gap}${parts.join(", ")}${gap}${close}`;
  return line.length <= WIDEST && !line.includes("\n") ? line : undefined;
}

/** Only what can be a reference: a foreign policy with a key named `expression` cannot smuggle code in. */
function isReference(value: object): value is Expression {
  return "expression" in value && typeof value.expression === "string" && REFERENCE.test(value.expression);
}
const REFERENCE = /^[a-z][a-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_-]*)+$/;

/** HCL knows fewer escapes than JSON, and opens templates with `${` and `%{`. */
export function quoted(text: string): string {
  return JSON.stringify(text.toWellFormed())
    .replaceAll(/\\([\\"bf])/g, (pair, letter: string) => HCL_ESCAPES[letter] ?? pair)
    .replaceAll(/\$+\{|%+\{/g, (opening) => `${opening.slice(0, -1)}${opening.charAt(0)}{`);
}
const HCL_ESCAPES: Readonly<Record<string, string>> = { b: "\\u0008", f: "\\u000c" };
