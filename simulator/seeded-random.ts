/** Numbers in [0, 1) that repeat for the same seed (mulberry32). `state` may be saved and given back. */
export class SeededRandom {
  constructor(private current: number) {}

  get state(): number {
    return this.current;
  }

  next(): number {
    this.current = (this.current + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.current ^ (this.current >>> 15), 1 | this.current);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
}
