import type { BodySchema } from "@/lib/core/edit/body-schema";
import { readBodySchema } from "@/lib/core/edit/body-schema";
import { type EditableMessage, editByHand, editByRecipe } from "@/lib/core/edit/edit-message";
import type { EditStep } from "@/lib/core/edit/recipe";
import { sendingProblems } from "@/lib/core/edit/sendable";
import { Invalid } from "@/lib/core/errors";
import type { ParsedInput } from "../operation";
import { type CheckBodies, schemaChecker } from "./check-schema";
import type { MakeCopy } from "./edit-each";
import type { EditSelection } from "./select-to-edit";

type Input = ParsedInput<"previewEdit">;

/** What somebody asks to change, ready to be made. */
export interface Change {
  readonly selection: EditSelection;
  readonly make: MakeCopy;
  readonly check: CheckBodies | null;
  /** The steps, or null where a person wrote the message anew. */
  readonly steps: readonly EditStep[] | null;
  readonly notChecked: readonly string[];
}

/** Reads the change, and refuses by the name of the field what can never be sent. */
export function readChange({ selection, recipe, written, schema: schemaText, keepTrace }: Input): Change {
  const schema = schemaText === undefined ? undefined : readSchema(schemaText);
  const check = schema ? schemaChecker(schema) : null;
  const notChecked = schema?.notChecked ?? [];
  const terms = { keepTrace };
  if (written === undefined) {
    const steps = recipe ?? [];
    const make: MakeCopy = (whole) => editByRecipe(whole, steps, terms);
    return { selection: selection ?? { messageIds: [] }, make, check, steps, notChecked };
  }
  const copy = messageOf(written);
  refuseUnsendable(written, copy);
  return {
    selection: { messageIds: [written.messageId] },
    make: (whole) => editByHand(whole, copy, terms),
    check,
    steps: null,
    notChecked,
  };
}

function readSchema(text: string): BodySchema {
  const read = readBodySchema(text);
  if (typeof read === "string")
    throw new Invalid(`The schema is not read: ${read}.`, [{ field: "schema", message: read }]);
  return read;
}

function messageOf({ body, attributes }: NonNullable<Input["written"]>): EditableMessage {
  return { body, attributes: Object.fromEntries(attributes.map(({ name, ...attribute }) => [name, attribute])) };
}

function refuseUnsendable({ attributes }: NonNullable<Input["written"]>, copy: EditableMessage): void {
  const fields = sendingProblems(copy).map(({ field, message }) => ({ field: `written.${field}`, message }));
  const names = attributes.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) fields.push({ field: `written.attributes.${twice}`, message: "stands there twice" });
  if (fields[0]) throw new Invalid("SQS would not take this message.", fields);
}
