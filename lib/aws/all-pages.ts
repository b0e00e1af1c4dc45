export interface Page<T> {
  readonly items: readonly T[] | undefined;
  /** Absent or empty on the last page. */
  readonly next: string | undefined;
}

/** Every item of a list that AWS gives in pages. */
export async function allPages<T>(read: (token: string | undefined) => Promise<Page<T>>): Promise<T[]> {
  const all: T[] = [];
  let token: string | undefined;
  do {
    const { items = [], next } = await read(token);
    all.push(...items);
    token = next || undefined;
  } while (token);
  return all;
}
