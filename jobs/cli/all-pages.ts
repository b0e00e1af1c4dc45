export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/** Everything of a list, or its first `most`, page after page, with the first page for what it tells besides. */
export async function allPages<T, P extends Page<T>>(
  read: (page: { limit: number; cursor?: string }) => Promise<P & Page<T>>,
  most = Number.POSITIVE_INFINITY,
): Promise<{ first: P; items: P["items"][number][]; isCut: boolean }> {
  const limit = Math.min(200, most);
  const first = await read({ limit });
  const items: P["items"][number][] = [...first.items];
  let cursor = first.nextCursor;
  while (cursor !== null && items.length < most) {
    const next = await read({ limit, cursor });
    items.push(...next.items);
    cursor = next.nextCursor;
  }
  return { first, items: items.slice(0, most), isCut: cursor !== null || items.length > most };
}
