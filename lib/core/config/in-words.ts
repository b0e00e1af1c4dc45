const MOST_CHARACTERS = 300;

/** A value of the settings as one short line: `shop, prd, eu-central-1 eu-west-1`, `name=*-dlq tag.team=*`. */
export function inWords(value: unknown): string {
  const text = spelled(value);
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS - 1)}…` : text;
}

function spelled(value: unknown): string {
  if (value === null || value === undefined) return "none";
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.map(spelled).join(" ");
  if (typeof value !== "object") return String(value);
  return Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .map(([key, part]) => (isGroup(part) ? spelledGroup(key, part) : `${key}=${spelled(part)}`))
    .join(" ");
}

function isGroup(part: unknown): part is object {
  return typeof part === "object" && part !== null && !Array.isArray(part);
}

/** What a line matches needs no name in front; the parts of anything else do. */
function spelledGroup(key: string, group: object): string {
  if (key === "match") return spelled(group);
  return Object.entries(group)
    .map(([inner, part]) => `${key}.${inner}=${spelled(part)}`)
    .join(" ");
}
