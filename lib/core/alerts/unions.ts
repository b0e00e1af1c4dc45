/** Things that are joined in pairs and asked for in groups. */
export class Unions {
  private readonly parents = new Map<string, string>();

  add(one: string): void {
    if (!this.parents.has(one)) this.parents.set(one, one);
  }

  join(one: string, other: string): void {
    this.add(one);
    this.add(other);
    this.parents.set(this.rootOf(one), this.rootOf(other));
  }

  /** Every thing is in one group, in the order in which they were added. */
  groups(): string[][] {
    const found = new Map<string, string[]>();
    for (const one of this.parents.keys()) {
      const root = this.rootOf(one);
      const group = found.get(root);
      if (group) group.push(one);
      else found.set(root, [one]);
    }
    return [...found.values()];
  }

  private rootOf(one: string): string {
    let at = one;
    for (let parent = this.parents.get(at); parent !== undefined && parent !== at; parent = this.parents.get(at)) {
      this.parents.set(at, this.parents.get(parent) ?? parent);
      at = parent;
    }
    return at;
  }
}
