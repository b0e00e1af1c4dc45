import type { JsonNode } from "./json-tree";

/** Which places an edit touched: in the text before it by node, in the text after it by path. */
export interface Touched {
  /** Written anew; they may be in both texts. */
  readonly set: ReadonlySet<string>;
  readonly removed: ReadonlySet<JsonNode>;
  readonly renamed: ReadonlyMap<JsonNode, string>;
}

const PART = "\u0001";

export function pathKey(path: readonly (string | number)[]): string {
  return path.map((part) => `${PART}${part}`).join("");
}

/** Whether every value that the edit did not name is there as before, spelled as before, in the same order. */
export function isUntouched(
  before: { readonly text: string; readonly root: JsonNode },
  after: { readonly text: string; readonly root: JsonNode },
  { set, removed, renamed }: Touched,
): boolean {
  const was = values(before.text, before.root, { set, removed, renamed });
  const is = values(after.text, after.root, { set, removed: new Set(), renamed: new Map() });
  return was.length === is.length && was.every((value, index) => value === is[index]);
}

/** Every value outside of what is touched, as its path and how it is written. */
function values(text: string, root: JsonNode, { set, removed, renamed }: Touched): string[] {
  const found: string[] = [];
  const walk = (node: JsonNode, key: string): void => {
    if (set.has(key)) return;
    if (node.kind === "array") {
      found.push(`${key}[`);
      let index = 0;
      for (const item of node.items) if (!removed.has(item)) walk(item, `${key}${PART}${index++}`);
    } else if (node.kind === "object") {
      found.push(`${key}{`);
      for (const { name, value } of node.members)
        if (!removed.has(value)) walk(value, `${key}${PART}${renamed.get(value) ?? name}`);
    } else found.push(`${key}=${text.slice(node.start, node.end)}`);
  };
  walk(root, "");
  return found;
}
