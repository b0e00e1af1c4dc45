import { isJson } from "./items";

const PLACE = /<\$\.([\w.[\]-]+)>/g;
const WHOLE_PLACE = /^<\$\.([\w.[\]-]+)>$/;

/** A text with every `<$.path>` replaced by that member of what is seen; a missing member leaves nothing. */
export function fillText(text: string, seen: unknown): string {
  return text.replace(PLACE, (_whole, path: string) => {
    const value = memberOf(seen, path);
    if (value === undefined) return "";
    return typeof value === "string" ? value : JSON.stringify(value);
  });
}

/** The same in every text of a value. A text that is one `<$.path>` and nothing else becomes the member itself. */
export function fillValue(value: unknown, seen: unknown): unknown {
  if (typeof value === "string") {
    const [, path] = WHOLE_PLACE.exec(value) ?? [];
    return path ? (memberOf(seen, path) ?? null) : fillText(value, seen);
  }
  if (Array.isArray(value)) return value.map((one) => fillValue(one, seen));
  if (!isJson(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, fillValue(one, seen)]));
}

/** `a.b[0].c` in a value. */
function memberOf(value: unknown, path: string): unknown {
  let member = value;
  for (const step of path.split(/[.[\]]+/).filter((one) => one !== "")) {
    if (Array.isArray(member)) member = member[Number(step)];
    else if (isJson(member) && Object.hasOwn(member, step)) member = member[step];
    else return undefined;
  }
  return member;
}
