/** What a page reads from its address: the browser's URLSearchParams, or `readerOf` on the server. */
export interface Parameters {
  get(name: string): string | null;
}

export type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

/** PostgreSQL stores no such character, so nothing can be found by it. */
const NUL = "\u0000";

/** A page's `searchParams` read like the browser's; of a name given twice the first counts. */
export function readerOf(searchParams: SearchParams): Parameters {
  return { get: (name) => [searchParams[name]].flat()[0]?.replaceAll(NUL, "") ?? null };
}

/** The value if it is one of the choices, else the first of them. */
export function choiceIn<T extends string>(parameters: Parameters, name: string, choices: readonly [T, ...T[]]): T {
  const value = parameters.get(name);
  return choices.find((choice) => choice === value) ?? choices[0];
}
