import type { EditSample } from "@/lib/contract/edits";
import { CannotEdit } from "@/lib/core/edit/cannot-edit";
import type { EditableMessage } from "@/lib/core/edit/edit-message";
import { compareMessages } from "@/lib/core/messages/compare";
import type { Comparison } from "@/lib/core/messages/differences";
import type { WholeMessage } from "@/lib/db/bodies";
import { type ShownBody, showBody } from "../failures/show-body";
import type { Masking } from "../privacy/masking";
import type { MakeCopy } from "./edit-each";

const MOST_CHARACTERS = 65_536;
const MOST_DIFFERENCES = 50;

interface Sampled {
  readonly messageRowId: string;
  readonly messageId: string;
  readonly whole: WholeMessage;
  readonly after: EditableMessage | null;
}

/** How many values of a message are masked for whoever sees no more than the rules let them. */
export function maskedCountOf(whole: WholeMessage, masking: Masking): number {
  const masker = masking.toShow();
  return showBody({ ...whole, system: {} }, null, masker).maskedCount ?? 0;
}

/** A message before and after, as somebody sees it to whom nothing of it is masked. */
export function plainSample({ whole, after, ...ids }: Sampled): EditSample {
  return sampleOf(ids, whole, after, false);
}

/**
 * The same as somebody sees it to whom values are masked. What comes after is made by the same steps from what they see, and
 * so cannot tell more: a field that got another name would not be masked by its name any more.
 */
export function maskedSample(
  { whole, ...ids }: Omit<Sampled, "after">,
  masking: Masking,
  make: MakeCopy | null,
): EditSample {
  const shown = showBody({ ...whole, system: {} }, null, masking.toShow());
  const before = editableOf(shown);
  return sampleOf(ids, before, make && madeFrom(before, make), true);
}

function editableOf({ body, attributes }: ShownBody): EditableMessage {
  return { body, attributes };
}

function madeFrom(before: EditableMessage, make: MakeCopy): EditableMessage | null {
  try {
    return make({ ...before, system: {} }) ?? before;
  } catch (error) {
    // A step may need what is masked: a text where a sign stands now, or a field of what was taken out whole.
    if (error instanceof CannotEdit) return null;
    throw error;
  }
}

function sampleOf(
  ids: Pick<EditSample, "messageRowId" | "messageId">,
  before: EditableMessage,
  after: EditableMessage | null,
  isMasked: boolean,
): EditSample {
  return {
    ...ids,
    before: shownPart(before),
    after: after && shownPart(after),
    differences: after ? differencesOf(before, after) : [],
    isMasked,
  };
}

function shownPart({ body, attributes }: EditableMessage): EditSample["before"] {
  const isCut = body.length > MOST_CHARACTERS;
  return { body: isCut ? body.slice(0, MOST_CHARACTERS).toWellFormed() : body, attributes: { ...attributes }, isCut };
}

function differencesOf(before: EditableMessage, after: EditableMessage): EditSample["differences"] {
  const compared = compareMessages(
    { text: before.body, attributes: before.attributes, system: {} },
    { text: after.body, attributes: after.attributes, system: {} },
  );
  const inBody = (path: string) =>
    compared.payload.by === "line" ? path : `body${path === "" || path.startsWith("[") ? "" : "."}${path}`;
  return [
    ...compared.payload.differences.map((one) => shownDifference(one, inBody(one.path))),
    ...compared.attributes.differences.map((one) => shownDifference(one, `attr.${one.path}`)),
  ].slice(0, MOST_DIFFERENCES);
}

function shownDifference(one: Comparison["differences"][number], path: string) {
  return { path, before: one.kind === "only-b" ? null : one.a, after: one.kind === "only-a" ? null : one.b };
}
