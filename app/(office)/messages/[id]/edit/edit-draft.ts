import type { InputOf } from "@/lib/contract";
import type { MessageBody } from "@/lib/contract/message-body";
import { attributeKind, isTraceAttribute } from "@/lib/core/edit/attribute-kinds";
import { type Attributes, changedAttributes } from "@/lib/core/edit/edit-attributes";
import { sendingProblems } from "@/lib/core/edit/sendable";
import type { FieldError } from "@/lib/core/errors";
import { lineEndsOf, withLineEnds } from "./line-ends";

type Written = NonNullable<InputOf<"prepareEdit">["written"]>;

export interface DraftAttribute {
  /** Of its row, whatever its name is now. */
  readonly key: number;
  readonly name: string;
  readonly dataType: string;
  readonly value: string;
}

/** An edit as somebody writes it. The text is the field's; what is sent has the line ends of the original. */
export interface EditDraft {
  readonly text: string;
  readonly attributes: readonly DraftAttribute[];
  readonly schema: string;
  readonly keepTrace: boolean;
  readonly confirmed: readonly string[];
}

export function draftOf({ body, attributes }: Pick<MessageBody, "body" | "attributes">): EditDraft {
  const rows = Object.entries(attributes).map(([name, { dataType, stringValue, binaryBase64 }], key) => ({
    key,
    name,
    dataType,
    value: stringValue ?? binaryBase64 ?? "",
  }));
  return { text: body, attributes: rows, schema: "", keepTrace: false, confirmed: [] };
}

/** The draft with one more attribute, of the kind that most are. */
export function withNewAttribute(draft: EditDraft): EditDraft {
  const key = Math.max(-1, ...draft.attributes.map((row) => row.key)) + 1;
  return { ...draft, attributes: [...draft.attributes, { key, name: "", dataType: "String", value: "" }] };
}

/** What the copy would be, with what is wrong with it and what it changes. */
export interface DraftFacts {
  readonly written: Written;
  readonly after: { readonly body: string; readonly attributes: Attributes };
  readonly problems: readonly FieldError[];
  /** Sensitive attributes that were changed. */
  readonly sensitiveNames: readonly string[];
  /** Attributes of the trace that go by themselves. */
  readonly droppedNames: readonly string[];
  readonly isChanged: boolean;
}

export function factsOf(
  messageId: string,
  before: Pick<MessageBody, "body" | "attributes">,
  draft: EditDraft,
): DraftFacts {
  const ends = lineEndsOf(before.body);
  const body = ends === "mixed" ? before.body : withLineEnds(draft.text, ends);
  const attributes = draft.attributes.map(attributeOf);
  const kept = Object.fromEntries(attributes.map(({ name, ...attribute }) => [name, attribute]));
  const changed = changedAttributes(before.attributes, kept);
  const droppedNames = draft.keepTrace
    ? []
    : Object.keys(kept).filter((name) => isTraceAttribute(name) && !changed.includes(name));
  const after = Object.fromEntries(Object.entries(kept).filter(([name]) => !droppedNames.includes(name)));
  const names = attributes.map(({ name }) => name);
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  return {
    written: { messageId, body, attributes },
    after: { body, attributes: after },
    problems: [
      ...sendingProblems({ body, attributes: after }),
      ...twice.map((name) => ({ field: `attributes.${name}`, message: "stands there twice" })),
    ],
    sensitiveNames: changed.filter((name) => attributeKind(name) === "sensitive"),
    droppedNames,
    isChanged: body !== before.body || changed.length > 0,
  };
}

function attributeOf({ name, dataType, value }: DraftAttribute): Written["attributes"][number] {
  return dataType.startsWith("Binary")
    ? { name, dataType, binaryBase64: value }
    : { name, dataType, stringValue: value };
}
