/** One thing that keeps somebody from something, and how to take it away. */
export interface Guard {
  readonly name: string;
  readonly file: string;
  /** Stands exactly once in the file. */
  readonly find: string;
  readonly replace: string;
  /** Tests of which one must fail then. */
  readonly tests: readonly string[];
}

type Row = readonly [name: string, find: string, replace: string, ...tests: string[]];

/** The guards of one file. A test is a file below `tests/`, or one beside the code when it begins with `lib/` or `app/`. */
export function guardsOf(file: string, rows: readonly Row[]): Guard[] {
  return rows.map(([name, find, replace, ...tests]) => ({
    name,
    file,
    find,
    replace,
    tests: tests.map((test) => `${/^(lib|app)\//.test(test) ? "" : "tests/"}${test}.test.ts`),
  }));
}
