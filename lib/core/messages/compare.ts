import { compareFields } from "./compare-fields";
import { compareLines } from "./compare-lines";
import type { Comparison } from "./differences";
import { parseExactJson } from "./exact-json";
import type { MessageAttribute } from "./message";

export type ComparedMessage = {
  text: string;
  attributes: Readonly<Record<string, MessageAttribute>>;
  system: Readonly<Record<string, string>>;
};

/** What two messages differ in: their payloads by field where both are JSON, else by line, and their attributes. */
export function compareMessages(
  a: ComparedMessage,
  b: ComparedMessage,
): { payload: Comparison; attributes: Comparison; system: Comparison } {
  return {
    payload: compareTexts(a.text, b.text),
    attributes: compareFields(attributesAsJson(a.attributes), attributesAsJson(b.attributes)),
    system: compareFields(asJson(a.system), asJson(b.system)),
  };
}

/** Never throws, and takes a time that grows with the texts; numbers are compared as they were written. */
export function compareTexts(a: string, b: string): Comparison {
  const left = parseExactJson(a);
  const right = left && parseExactJson(b);
  return left && right ? compareFields(left, right) : compareLines(a, b);
}

function attributesAsJson(attributes: ComparedMessage["attributes"]) {
  const texts = Object.entries(attributes).map(([name, { dataType, stringValue, binaryBase64 }]) => [
    name,
    `${dataType}: ${stringValue ?? `base64 ${binaryBase64 ?? ""}`}`,
  ]);
  return asJson(Object.fromEntries(texts));
}

function asJson(texts: Readonly<Record<string, string>>) {
  return parseExactJson(JSON.stringify(texts)) ?? { value: {} };
}
