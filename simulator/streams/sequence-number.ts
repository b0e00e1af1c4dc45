/* Sequence numbers are decimal texts that grow within a stream. All of one stream have the same length. */

/** Before every record. */
export const HORIZON = "0";

export function kinesisNumber(createdAt: number, count: number): string {
  return `496${createdAt}${String(count).padStart(40, "0")}`;
}

export function tableNumber(count: number): string {
  return `1${String(count).padStart(24, "0")}`;
}

export function isSequenceNumber(text: string): boolean {
  return /^(0|[1-9]\d{0,128})$/.test(text);
}

/** Negative, 0 or positive, as the numbers compare. */
export function compareNumbers(one: string, other: string): number {
  if (one.length !== other.length) return one.length - other.length;
  return one < other ? -1 : one > other ? 1 : 0;
}

interface Numbered {
  readonly sequenceNumber: string;
}

/** The place of the first record behind `after`, by halving. */
export function placeAfter(records: readonly Numbered[], after: string): number {
  let low = 0;
  let high = records.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const found = records[middle];
    if (found && compareNumbers(found.sequenceNumber, after) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The number just before: `after` of it begins at the number itself. */
export function justBefore(number: string): string {
  return (BigInt(number) - 1n).toString();
}
