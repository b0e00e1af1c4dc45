/** Before 0, after 0 or the same: sequence numbers have up to 39 digits and no leading zeros, so their length decides first. */
export function compareSequence(one: string, other: string): number {
  if (one.length !== other.length) return one.length - other.length;
  return one < other ? -1 : one > other ? 1 : 0;
}
