import type { Listed } from "./aws";

/**
 * What a list call told of one thing, as plain JSON in the order of names, so that the same settings always make the same
 * text. Without the members in `except`: what changes by itself, and secrets.
 */
export function summaryOf<T extends object>(told: T, except: readonly (keyof T)[] = []): Record<string, unknown> {
  const names: readonly PropertyKey[] = except;
  return plainObject(Object.entries(told).filter(([name]) => !names.includes(name)));
}

/** The summary in the words of the list call that made it; dates have become text in it. */
export function toldBy<T>(listed: Listed): Partial<T> {
  // Each source is given back only what its own list made with summaryOf.
  return listed.summary as Partial<T>;
}

function plainObject(entries: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  const there = entries.filter(([, value]) => value !== undefined && value !== null);
  const sorted = [...there].sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(sorted.map(([name, value]) => [name, plain(value)]));
}

function plain(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(plain);
  return typeof value === "object" && value !== null ? plainObject(Object.entries(value)) : value;
}
