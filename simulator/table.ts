export interface Located {
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
}

/** Resources of one kind by account, Region and name. The items are plain JSON, and may be changed in place. */
export class Table<T extends Located> {
  #places = new Map<string, Map<string, T>>();

  get(accountId: string, region: string, name: string): T | undefined {
    return this.#places.get(`${accountId}/${region}`)?.get(name);
  }

  put(item: T): T {
    const place = `${item.accountId}/${item.region}`;
    const items = this.#places.get(place) ?? new Map<string, T>();
    this.#places.set(place, items);
    items.set(item.name, item);
    return item;
  }

  delete({ accountId, region, name }: Located): boolean {
    return this.#places.get(`${accountId}/${region}`)?.delete(name) ?? false;
  }

  /** In the order of their names, as AWS lists them. */
  list(accountId: string, region: string): T[] {
    const items = [...(this.#places.get(`${accountId}/${region}`)?.values() ?? [])];
    return items.sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  all(): T[] {
    return [...this.#places.values()].flatMap((items) => [...items.values()]);
  }

  serialize(): T[] {
    return this.all();
  }

  static load<T extends Located>(items: readonly T[]): Table<T> {
    const table = new Table<T>();
    for (const item of items) table.put({ ...item });
    return table;
  }
}
