/** A setting that differs between two looks, by its path, for example `targets.reports.deadLetterArn`. */
export interface SettingChange {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

/**
 * Settings that differ, by path. Things in a list are told apart by their id, so their order never counts; one that came
 * or went is a single change. What is absent, null or an empty list is the same: not set. But a setting that the look before
 * does not have at all was not asked for then, and its first sight is no change.
 */
export function configChanges(before: unknown, after: unknown): SettingChange[] {
  const changes: SettingChange[] = [];
  compare(before, isConfig(before) && isConfig(after) ? askedIn(before, after) : after, "", changes);
  return changes;
}

function askedIn(before: Named, after: Named): Named {
  return Object.fromEntries(Object.entries(after).filter(([name]) => before[name] !== undefined));
}

function isConfig(value: unknown): value is Named {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function compare(before: unknown, after: unknown, path: string, into: SettingChange[]): void {
  const [was, is] = [asNamed(before), asNamed(after)];
  // A whole thing of a list that came or went is one fact, not one for each of its settings.
  const isWhole = path.includes(".") && (isUnset(before) || isUnset(after));
  if ((was || is) && !isWhole && (was || isUnset(before)) && (is || isUnset(after))) {
    for (const name of [...new Set([...Object.keys(was ?? {}), ...Object.keys(is ?? {})])].sort())
      compare(was?.[name], is?.[name], path === "" ? name : `${path}.${name}`, into);
    return;
  }
  const [from, to] = [textOf(before), textOf(after)];
  if (from !== to) into.push({ field: path, before: from, after: to });
}

type Named = Readonly<Record<string, unknown>>;

/** An object, or a list of things with ids as an object keyed by them; undefined for anything else. */
function asNamed(value: unknown): Named | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (!Array.isArray(value)) return value as Named;
  const keys = value.map(keyOf);
  if (keys.length === 0 || keys.some((key) => key === undefined)) return undefined;
  return Object.fromEntries(value.map((item, index) => [keys[index], item]));
}

function keyOf(item: unknown): string | undefined {
  if (typeof item !== "object" || item === null) return undefined;
  for (const name of ["id", "qualifier"]) {
    const key = (item as Named)[name];
    if (typeof key === "string") return key;
  }
  return undefined;
}

function isUnset(value: unknown): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}

function textOf(value: unknown): string | null {
  if (isUnset(value)) return null;
  return typeof value === "object" ? JSON.stringify(sorted(value)) : String(value);
}

/** With the keys of every object in order: the database keeps JSON in an order of its own. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, part]) => !isUnset(part));
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, part]) => [name, sorted(part)]));
}

/** The same text for the same JSON, whatever the order of its keys. */
export function stableJson(value: unknown): string {
  return JSON.stringify(sorted(value));
}
