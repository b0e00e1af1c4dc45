import { type EditStep, editStep } from "@/lib/core/edit/recipe";

type Kind = EditStep["step"];

/** A step as somebody writes it: one text for each field that its kind has. */
export interface StepDraft {
  /** Of its row, wherever it stands. */
  readonly key: number;
  readonly kind: Kind;
  readonly first: string;
  readonly second: string;
  readonly third: string;
}
type Part = "first" | "second" | "third";

interface KindWords {
  readonly label: string;
  /** For each text, the member of the step that it becomes, and its label. */
  readonly fields: readonly {
    readonly part: Part;
    readonly member: string;
    readonly label: string;
    readonly help?: string;
  }[];
}
const PATH = { part: "first", member: "path", label: "Field", help: "body.customer.id, body.items[*].sku" } as const;
const JSON_VALUE = { part: "second", member: "value", label: "Value, as JSON", help: 'Texts in quotes: "DE"' } as const;
const NAME = { part: "first", member: "name", label: "Attribute" } as const;

export const KINDS: Readonly<Record<Kind, KindWords>> = {
  set: { label: "set a field", fields: [PATH, JSON_VALUE] },
  default: { label: "set a field where it is absent", fields: [PATH, JSON_VALUE] },
  remove: { label: "remove a field", fields: [PATH] },
  rename: { label: "rename a field", fields: [PATH, { part: "second", member: "name", label: "New name" }] },
  replace: {
    label: "replace text",
    fields: [
      { ...PATH, help: "A field that holds text; body for a text body" },
      { part: "second", member: "find", label: "Text", help: "Plain text, every time it stands there" },
      { part: "third", member: "with", label: "By" },
    ],
  },
  setText: { label: "write a text body anew", fields: [{ part: "first", member: "text", label: "Text" }] },
  setAttribute: { label: "set an attribute", fields: [NAME, { part: "second", member: "value", label: "Value" }] },
  removeAttribute: { label: "remove an attribute", fields: [NAME] },
  renameAttribute: {
    label: "rename an attribute",
    fields: [NAME, { part: "second", member: "to", label: "New name" }],
  },
};

export function isKind(text: string): text is Kind {
  return Object.hasOwn(KINDS, text);
}

export function newStep(key: number): StepDraft {
  return { key, kind: "set", first: "body.", second: "", third: "" };
}

/** The step, or by member what is wrong with it. */
export function readStep(draft: StepDraft): {
  readonly step?: EditStep;
  readonly problems: Readonly<Record<string, string>>;
} {
  const members = KINDS[draft.kind].fields.map(({ member, part }) => [member, draft[part]] as const);
  const read = editStep.safeParse({ step: draft.kind, ...Object.fromEntries(members) });
  if (read.success) return { step: read.data, problems: {} };
  return { problems: Object.fromEntries(read.error.issues.map(({ path, message }) => [String(path[0]), message])) };
}
