import { compareTexts } from "../messages/compare";
import { attributeKind } from "./attribute-kinds";
import { CannotEdit } from "./cannot-edit";
import { type Attributes, changedAttributes, editAttributes, refuseLocked, withoutTrace } from "./edit-attributes";
import { editJson } from "./edit-json";
import { readTree } from "./json-tree";
import type { EditStep } from "./recipe";
import { replacedText } from "./replace-text";
import { sendingProblems } from "./sendable";

const MOST_PLACES = 20;

export interface EditableMessage {
  readonly body: string;
  readonly attributes: Attributes;
}
export interface EditTerms {
  /** Whether attributes that name the trace of the failed try stay. */
  readonly keepTrace: boolean;
}
export interface EditedCopy extends EditableMessage {
  /** Places that were changed: of the body as paths, of attributes as `attr.name`; the trace that went by itself is none. */
  readonly paths: readonly string[];
  /** Attributes that others rely on and that were changed: whoever keeps the copy must say that they mean it. */
  readonly sensitiveNames: readonly string[];
}

/**
 * The copy of a message with all steps made, in order; undefined when they leave it as it is. Throws CannotEdit with the reason
 * when a step does not fit, or SQS would not take the copy. The message itself is never changed.
 */
export function editByRecipe(
  message: EditableMessage,
  steps: readonly EditStep[],
  terms: EditTerms,
): EditedCopy | undefined {
  let { body, attributes } = message;
  const paths = new Set<string>();
  for (const step of steps) {
    if (step.step === "setAttribute" || step.step === "removeAttribute" || step.step === "renameAttribute") {
      attributes = editAttributes(attributes, step);
      continue;
    }
    const edited = editBody(body, step);
    body = edited.text;
    for (const path of edited.paths) paths.add(path);
  }
  return copyOf(message, { body, attributes }, [...paths], terms);
}

/** The copy of a message as a person wrote it; undefined when it is the same. */
export function editByHand(
  message: EditableMessage,
  written: EditableMessage,
  terms: EditTerms,
): EditedCopy | undefined {
  return copyOf(message, written, changedPlaces(message.body, written.body), terms);
}

/** By field where both are JSON; of a text body only that it was changed. */
function changedPlaces(before: string, after: string): string[] {
  if (before === after) return [];
  const { by, differences } = compareTexts(before, after);
  if (by === "line" || differences.length === 0) return ["body"];
  return differences.slice(0, MOST_PLACES).map(({ path }) => (/^(?:\[|$)/.test(path) ? `body${path}` : `body.${path}`));
}

function copyOf(
  before: EditableMessage,
  after: EditableMessage,
  bodyPaths: readonly string[],
  terms: EditTerms,
): EditedCopy | undefined {
  const changed = changedAttributes(before.attributes, after.attributes);
  if (before.body === after.body && changed.length === 0) return undefined;
  refuseLocked(changed);
  const attributes = terms.keepTrace ? after.attributes : withoutTrace(after.attributes, changed);
  const problem = sendingProblems({ body: after.body, attributes })[0];
  if (problem) throw new CannotEdit(problemInWords(problem));
  return {
    body: after.body,
    attributes,
    paths: [...(before.body === after.body ? [] : bodyPaths), ...changed.map((name) => `attr.${name}`)],
    sensitiveNames: changed.filter((name) => attributeKind(name) === "sensitive"),
  };
}

function problemInWords({ field, message }: { readonly field: string; readonly message: string }): string {
  return field.startsWith("attributes.")
    ? `the attribute ${field.slice("attributes.".length)} ${message}`
    : `the ${field} ${message}`;
}

function editBody(
  body: string,
  step: Exclude<EditStep, { step: "setAttribute" | "removeAttribute" | "renameAttribute" }>,
) {
  const root = readTree(body);
  const isText = root === undefined;
  if (step.step === "setText" || (step.step === "replace" && step.path === "body")) {
    if (!isText) throw new CannotEdit("the body is JSON: name a field of it, so that nothing else changes");
    const text = step.step === "setText" ? step.text : replacedText(body, step.find, step.with);
    return { text, paths: text === body ? [] : ["body"] };
  }
  if (isText) throw new CannotEdit("the body is no JSON: it has no fields");
  return editJson(body, root, step);
}
