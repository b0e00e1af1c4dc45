/** A binary heap that gives back the smallest first. Equal ones come in no particular order. */
export class Heap<T> {
  #items: T[] = [];

  constructor(private readonly rank: (item: T) => number) {}

  get size(): number {
    return this.#items.length;
  }

  peek(): T | undefined {
    return this.#items[0];
  }

  push(item: T): void {
    const items = this.#items;
    const rank = this.rank(item);
    let at = items.length;
    items.push(item);
    while (at > 0) {
      const parentAt = (at - 1) >> 1;
      const parent = items[parentAt] as T;
      if (this.rank(parent) <= rank) break;
      items[at] = parent;
      at = parentAt;
    }
    items[at] = item;
  }

  pop(): T | undefined {
    const items = this.#items;
    const top = items[0];
    const last = items.pop();
    if (items.length > 0 && last !== undefined) this.#sink(last);
    return top;
  }

  /** Drops what `keep` refuses, in linear time. */
  retain(keep: (item: T) => boolean): void {
    const kept = this.#items.filter(keep);
    this.#items = [];
    for (const item of kept) this.push(item);
  }

  #sink(item: T): void {
    const items = this.#items;
    const rank = this.rank(item);
    let at = 0;
    for (;;) {
      let childAt = 2 * at + 1;
      if (childAt >= items.length) break;
      const right = items[childAt + 1];
      if (right !== undefined && this.rank(right) < this.rank(items[childAt] as T)) childAt++;
      const child = items[childAt] as T;
      if (this.rank(child) >= rank) break;
      items[at] = child;
      at = childAt;
    }
    items[at] = item;
  }
}
