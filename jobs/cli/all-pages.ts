interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/** Everything of a list, page after page, with the first page for what it tells besides. */
export async function allPages<T, P extends Page<T>>(
  read: (page: { limit: number; cursor?: string }) => Promise<P & Page<T>>,
): Promise<{ first: P; items: P["items"][number][] }> {
  const first = await read({ limit: 200 });
  const items: P["items"][number][] = [...first.items];
  for (let cursor = first.nextCursor; cursor !== null; ) {
    const next = await read({ limit: 200, cursor });
    items.push(...next.items);
    cursor = next.nextCursor;
  }
  return { first, items };
}
