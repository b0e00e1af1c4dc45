/** A value that is to be kept out of sight; `value` is its canonical form. */
export interface Found {
  readonly start: number;
  readonly end: number;
  readonly value: string;
}

/** Where a text stands: under which name, and whether its end is missing. */
export interface Place {
  readonly key: string | undefined;
  readonly isCut: boolean;
}

/** Finds its kind of value. Linear in the text, never throws; what it finds does not overlap. */
export type Detect = (text: string, place: Place) => Found[];
