/** Lets so many messages through at a time, in the order of coming; one batch always passes when nobody is inside. */
export class Turnstile {
  #inside = 0;
  readonly #waiting: { readonly count: number; readonly pass: () => void }[] = [];

  constructor(private readonly most: number) {}

  async enter(count: number): Promise<void> {
    if (this.#waiting.length === 0 && this.#fits(count)) {
      this.#inside += count;
      return;
    }
    await new Promise<void>((pass) => this.#waiting.push({ count, pass }));
  }

  leave(count: number): void {
    this.#inside -= count;
    for (let next = this.#waiting[0]; next && this.#fits(next.count); next = this.#waiting[0]) {
      this.#waiting.shift();
      this.#inside += next.count;
      next.pass();
    }
  }

  #fits(count: number): boolean {
    return this.#inside === 0 || this.#inside + count <= this.most;
  }
}
