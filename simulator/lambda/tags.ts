import { objectIn, textIn } from "../wire/input";
import { invalidParameter } from "./errors";

const MOST_TAGS = 50;

/** The tags of a request, a map of texts. */
export function tagsIn(input: Readonly<Record<string, unknown>>, member: string): Record<string, string> {
  const given = objectIn(input, member) ?? {};
  const tags: Record<string, string> = {};
  for (const key of Object.keys(given)) {
    if (key.length < 1 || key.length > 128) throw invalidParameter("Tag keys have 1 to 128 characters.");
    if (key.startsWith("aws:")) throw invalidParameter("Tag keys starting with 'aws:' are reserved for system use.");
    const value = textIn(given, key) ?? "";
    if (value.length > 256) throw invalidParameter("Tag values have at most 256 characters.");
    tags[key] = value;
  }
  return tags;
}

/** The tags after adding some. Throws when there are more than Lambda allows. */
export function withTags(before: Readonly<Record<string, string>>, added: Record<string, string>) {
  const tags = { ...before, ...added };
  if (Object.keys(tags).length > MOST_TAGS) throw invalidParameter(`A resource has at most ${MOST_TAGS} tags.`);
  return tags;
}
