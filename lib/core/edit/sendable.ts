import type { FieldError } from "../errors";
import type { MessageAttribute } from "../messages/message";

/** Body and attributes of one message; what SQS takes at most. */
export const MOST_MESSAGE_BYTES = 1_048_576;
const MOST_ATTRIBUTES = 10;
const MOST_NAMED = 20;

const ILLEGAL = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
const NAME = /^(?!\.)(?!.*\.\.)(?!.*\.$)(?!(?:aws|amazon)\.)[A-Za-z0-9_.-]{1,256}$/i;
const TYPE = /^(?:String|Number|Binary)(?:\.[^.].*)?$/;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

interface Outgoing {
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
}

/** Bytes as SQS counts them: the body, and name, type and value of each attribute. */
export function messageBytes({ body, attributes }: Outgoing): number {
  let bytes = utf8Bytes(body);
  for (const [name, { dataType, stringValue = "", binaryBase64 = "" }] of Object.entries(attributes))
    bytes += utf8Bytes(name) + utf8Bytes(dataType) + utf8Bytes(stringValue) + base64Bytes(binaryBase64);
  return bytes;
}

/** Why SQS would not take it, by field; empty when it would. Whether the destination takes less is for the plan to say. */
export function sendingProblems({ body, attributes }: Outgoing): FieldError[] {
  const problems: FieldError[] = [];
  const illegal = ILLEGAL.exec(body);
  if (body === "") problems.push({ field: "body", message: "is empty: SQS takes no message without a body" });
  else if (illegal)
    problems.push({
      field: "body",
      message: `holds a character that SQS refuses: ${named(illegal[0])} at ${illegal.index + 1}`,
    });
  const entries = Object.entries(attributes);
  if (entries.length > MOST_ATTRIBUTES)
    problems.push({ field: "attributes", message: `are ${entries.length}: SQS takes at most ${MOST_ATTRIBUTES}` });
  for (const [name, attribute] of entries.slice(0, MOST_NAMED)) {
    const message = attributeProblem(name, attribute);
    if (message !== undefined) problems.push({ field: `attributes.${name.slice(0, 256).toWellFormed()}`, message });
  }
  const bytes = messageBytes({ body, attributes });
  if (bytes > MOST_MESSAGE_BYTES)
    problems.push({
      field: "body",
      message: `with the attributes it has ${bytes} bytes: SQS takes at most ${MOST_MESSAGE_BYTES}`,
    });
  return problems;
}

function attributeProblem(name: string, { dataType, stringValue, binaryBase64 }: MessageAttribute): string | undefined {
  if (!NAME.test(name))
    return "is no name that SQS takes: up to 256 letters, digits, _ - and single dots inside, and not AWS. or Amazon. in front";
  if (!TYPE.test(dataType) || dataType.length > 256 || ILLEGAL.test(dataType))
    return "has a type that SQS does not know: String, Number or Binary, with .something after it if you like";
  const isBinary = dataType.startsWith("Binary");
  const value = isBinary ? binaryBase64 : stringValue;
  if (value === undefined || value === "") return "has no value";
  if (isBinary) return BASE64.test(value) ? undefined : "must be base64, because its type is Binary";
  const illegal = ILLEGAL.exec(value);
  if (illegal) return `holds a character that SQS refuses: ${named(illegal[0])}`;
  return dataType.startsWith("Number") && !NUMBER.test(value)
    ? "must be a number, because its type is Number"
    : undefined;
}

function named(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

function utf8Bytes(text: string): number {
  return new TextEncoder().encode(text).length;
}

function base64Bytes(text: string): number {
  return Math.floor((text.replace(/=+$/, "").length * 3) / 4);
}
