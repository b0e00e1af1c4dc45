const MOST_SEGMENTS = 12;
const MOST_CHARACTERS = 200;
const PART = /(?:^|\.)([^.[\]"\s][^.[\]"]*)|\[\*\]|\.?\["((?:[^"\\]|\\.){1,100})"\]/y;
const FORBIDDEN = new Set(["__proto__", "constructor", "prototype"]);
/** How DynamoDB's records write a map or a list: no part of the path that people know. */
const TYPE_MARKS = new Set(["M", "L"]);

/** What is wrong with a path such as `customer.email`, `items[*].iban`, `*.password`, and how to mend it. */
export function pathProblem(path: string): string | undefined {
  if (path.trim() === "") return "write the path of the field, such as customer.email";
  if (path.length > MOST_CHARACTERS) return `a path has at most ${MOST_CHARACTERS} characters`;
  if (/\[\d+\]/.test(path)) return "write [*] for every item of a list; one item alone cannot be masked";
  const segments = path.startsWith(".") ? undefined : read(path);
  if (segments === undefined)
    return 'write names with dots between them, such as customer.email or items[*].iban, ["a b"] for names with other signs';
  if (segments.some((name) => FORBIDDEN.has(name.toLowerCase())))
    return "__proto__, constructor and prototype are no fields";
  if (segments.length > MOST_SEGMENTS) return `a path has at most ${MOST_SEGMENTS} names`;
  if (segments.every((name) => name === "*")) return "name at least one field; * alone would mask everything";
  return undefined;
}

/** The names of a valid path without list signs and leading stars; undefined for an invalid one. */
export function fieldSegments(path: string): readonly string[] | undefined {
  if (pathProblem(path) !== undefined) return undefined;
  const segments = read(path) ?? [];
  return segments.slice(segments.findIndex((name) => name !== "*"));
}

/**
 * Whether the place named by `keys` (lists left out) is what the path means: its names are the last ones of the place, in
 * any case of letters, so that `customer.email` holds in every envelope. `*` is any one name.
 */
export function isPlace(segments: readonly string[], keys: readonly string[]): boolean {
  let at = keys.length;
  for (let part = segments.length - 1; part >= 0; part--) {
    const wanted = segments[part];
    do at--;
    while (at >= 0 && part < segments.length - 1 && TYPE_MARKS.has(keys[at] ?? ""));
    if (at < 0 || (wanted !== "*" && wanted?.toLowerCase() !== keys[at]?.toLowerCase())) return false;
  }
  return true;
}

function read(path: string): string[] | undefined {
  const segments: string[] = [];
  PART.lastIndex = 0;
  let at = 0;
  while (at < path.length) {
    PART.lastIndex = at;
    const match = PART.exec(path);
    if (match === null) return undefined;
    if (match[1] !== undefined) segments.push(match[1].trimEnd());
    else if (match[2] !== undefined) segments.push(match[2].replace(/\\(.)/g, "$1"));
    at = PART.lastIndex;
  }
  return segments.length === 0 ? undefined : segments;
}
