import { sourceOf, textOf } from "@/lib/core/messages/exact-json";
import { type JsonValue, parseJson } from "@/lib/core/messages/json";

/** What stands for a variable, texts and numbers marked as in `ExactJson`; undefined when the event has nothing there. */
export type Find = (variable: string) => JsonValue | undefined;

const VARIABLE = /<([\w.-]+)>/g;
const PIECE = /\\.|"|<([\w.-]+)>/gs;

export function variablesOf(template: string): string[] {
  return [...template.matchAll(VARIABLE)].map(([, name = ""]) => name);
}

/**
 * A filled InputTemplate, or undefined when what comes out is not what EventBridge delivers. In a JSON template a variable
 * outside of quotation marks is put in as JSON and a text inside of them as it is, not escaped. A template that begins
 * with a quotation mark is text: each line is delivered in quotation marks, and objects lose theirs. What the event lacks
 * is an empty text (EventBridge user guide, "Input transformation").
 */
export function fillTemplate(template: string, find: Find): string | undefined {
  if (template.trimStart().startsWith('"')) {
    const lines = fillText(template.trim(), find);
    return lines.every(isJson) ? lines.join("\n") : undefined;
  }
  const filled = fillJson(template, find);
  return isJson(filled) ? filled : undefined;
}

function fillText(template: string, find: Find): string[] {
  const filled = template.replace(VARIABLE, (_, variable: string) => {
    const value = find(variable);
    if (value === undefined) return "";
    return textOf(value) ?? exactJsonText(value).replaceAll('"', "");
  });
  return filled.split("\n").map((line) => line.trim().replace(/^"?(.*?)"?$/, '"$1"'));
}

function fillJson(template: string, find: Find): string {
  let isInText = false;
  return template.replace(PIECE, (piece: string, variable: string | undefined) => {
    if (piece === '"') isInText = !isInText;
    if (variable === undefined) return piece;
    const value = find(variable);
    if (value === undefined) return isInText ? "" : '""';
    return (isInText ? textOf(value) : undefined) ?? exactJsonText(value);
  });
}

/** JSON text without spaces; every number as it was written. */
export function exactJsonText(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(exactJsonText).join(",")}]`;
  if (typeof value !== "object" || value === null) return sourceOf(value);
  return `{${Object.entries(value)
    .map(([name, child]) => `${JSON.stringify(name)}:${exactJsonText(child)}`)
    .join(",")}}`;
}

function isJson(text: string): boolean {
  return parseJson(text) !== undefined;
}
