import { z } from "zod";
import { parseJson } from "../messages/json";
import { isFieldName, readBodyPath } from "./body-path";

const MOST_STEPS = 20;
const MOST_VALUE_CHARACTERS = 65_536;

const path = z.string().superRefine((text, check) => {
  const read = readBodyPath(text);
  if (typeof read === "string") check.addIssue({ code: "custom", message: read });
});
const field = path.refine((text) => text !== "body", "name a field; setText writes a whole text body");
const json = z
  .string()
  .max(MOST_VALUE_CHARACTERS)
  .refine((text) => parseJson(text) !== undefined, "must be JSON: put texts in quotes")
  .describe('the JSON as it is to be written, such as "DE", 12345678901234567890 or {"a":1}');
const text = z.string().max(MOST_VALUE_CHARACTERS).refine(isSound, "holds half a character");
const attributeName = z.string().min(1).max(256);

/** One step of an edit, for one message or for many. */
export const editStep = z.discriminatedUnion("step", [
  z.strictObject({ step: z.literal("set"), path: field, value: json }),
  z.strictObject({ step: z.literal("default"), path: field, value: json }).describe("only where it is absent"),
  z.strictObject({ step: z.literal("remove"), path: field }),
  z.strictObject({
    step: z.literal("rename"),
    path: field,
    name: z.string().max(200).refine(isFieldName, "is no name of a field"),
  }),
  z
    .strictObject({ step: z.literal("replace"), path, find: text.min(1), with: text })
    .describe("every plain occurrence in a text; `body` for a text body"),
  z.strictObject({ step: z.literal("setText"), text: text.min(1) }).describe("the whole of a text body"),
  z.strictObject({
    step: z.literal("setAttribute"),
    name: attributeName,
    value: text.min(1),
    dataType: z.string().max(256).optional().describe("as it is, else String; the value of a Binary is base64"),
  }),
  z.strictObject({ step: z.literal("removeAttribute"), name: attributeName }),
  z.strictObject({ step: z.literal("renameAttribute"), name: attributeName, to: attributeName }),
]);
export type EditStep = z.infer<typeof editStep>;
export const editRecipe = z.array(editStep).min(1).max(MOST_STEPS);

/** What a step does, in words; of values only what kind and how long they are. */
export function stepInWords(step: EditStep): string {
  if (step.step === "set") return `set ${step.path} to ${valueInWords(step.value)}`;
  if (step.step === "default") return `set ${step.path}, where it is absent, to ${valueInWords(step.value)}`;
  if (step.step === "remove") return `remove ${step.path}`;
  if (step.step === "rename") return `rename ${step.path} to ${step.name}`;
  if (step.step === "replace")
    return `replace ${textInWords(step.find)} by ${textInWords(step.with)} in ${step.path === "body" ? "the body" : step.path}`;
  if (step.step === "setText") return `write the body anew: ${textInWords(step.text)}`;
  if (step.step === "setAttribute") return `set the attribute ${step.name} to ${textInWords(step.value)}`;
  if (step.step === "removeAttribute") return `remove the attribute ${step.name}`;
  return `rename the attribute ${step.name} to ${step.to}`;
}

function valueInWords(source: string): string {
  const value = parseJson(source);
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") return textInWords(value);
  if (typeof value === "number") return "a number";
  return Array.isArray(value) ? "a list" : "an object";
}

function textInWords({ length }: string): string {
  return length === 1 ? "1 character" : `${length} characters`;
}

function isSound(value: string): boolean {
  return value.isWellFormed();
}
