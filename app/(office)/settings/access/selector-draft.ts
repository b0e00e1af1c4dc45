import { SELECT_ALL, type Selector } from "@/lib/core/access/selector";

/** A scope as the form holds it: lists as the text that is typed, one a line or comma. */
export interface SelectorDraft {
  readonly isAll: boolean;
  readonly accountIds: readonly string[];
  readonly environments: readonly string[];
  readonly tags: string;
  readonly owners: string;
}
export const EVERYTHING_DRAFT: SelectorDraft = { isAll: true, accountIds: [], environments: [], tags: "", owners: "" };

export function selectorFrom(draft: SelectorDraft): Selector {
  if (draft.isAll) return SELECT_ALL;
  return {
    kind: "some",
    accountIds: [...draft.accountIds],
    environments: [...draft.environments],
    tags: words(draft.tags).map((word) => {
      const [key = "", ...value] = word.split("=");
      return { key: key.trim(), value: value.join("=").trim() };
    }),
    owners: words(draft.owners),
  };
}

function words(text: string): string[] {
  return text
    .split(/[,\n]/)
    .map((word) => word.trim())
    .filter((word) => word !== "");
}
