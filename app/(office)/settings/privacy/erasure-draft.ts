import type { InputOf } from "@/lib/contract";
import type { ErasureWish } from "./wish-in";

type Selection = InputOf<"previewErasure">["selection"];

export interface ErasureDraft extends ErasureWish {
  readonly in: "body" | "attribute";
  readonly path: string;
  readonly value: string;
  readonly ignoresCase: boolean;
  readonly looksIntoBodies: boolean;
}

const idsIn = (text: string) => [...new Set(text.split(/[\s,]+/).filter((id) => id !== ""))];

/** What is missing before it can be looked for; undefined when nothing is. */
export function missingIn({ way, ids, path, value }: ErasureDraft): string | undefined {
  if (way !== "field") return idsIn(ids).length === 0 ? "Say which." : undefined;
  if (path.trim() === "") return "Name the field.";
  return value === "" ? "Give the whole value." : undefined;
}

export function selectionOf({ way, ids, ...field }: ErasureDraft): Selection {
  if (way === "field") return { kind: "field", ...field, path: field.path.trim() };
  if (way === "messages") return { kind: "messages", ids: idsIn(ids) };
  const id = ids.trim();
  return way === "class" ? { kind: "class", classId: id } : { kind: "account", accountId: id };
}
