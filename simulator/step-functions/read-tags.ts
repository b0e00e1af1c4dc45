import { objectsIn, textIn } from "../wire/input";
import { missing } from "./errors";

/** `[{key, value}]` as one object. */
export function tagsIn(input: Readonly<Record<string, unknown>>): Record<string, string> {
  const tags: Record<string, string> = {};
  for (const tag of objectsIn(input, "tags") ?? []) {
    const key = textIn(tag, "key");
    if (!key) throw missing("tags.key");
    tags[key] = textIn(tag, "value") ?? "";
  }
  return tags;
}
