import { FAUXQS } from "./differences/fauxqs";
import { MOTO } from "./differences/moto";

/**
 * Where a subject is known to answer otherwise than AWS does; the fact that AWS's answer rests on is the case's own
 * mark. Both ways are asserted: what is not listed must not differ, and what is listed must.
 */
export interface KnownDifferences {
  /** Cases that need an operation which the subject does not have (or breaks over). */
  readonly absent: readonly string[];
  /** Case id → what the subject answers instead. */
  readonly answers: Readonly<Record<string, unknown>>;
}

const NONE: KnownDifferences = { absent: [], answers: {} };

export const DIFFERENCES: Readonly<Record<string, KnownDifferences>> = {
  simulator: NONE,
  fauxqs: FAUXQS,
  moto: MOTO,
};

/** What a subject is known to answer to a case, as plain JSON; undefined when it answers as AWS does. */
export function knownAnswer(subject: string, id: string): unknown {
  const { absent, answers } = DIFFERENCES[subject] ?? NONE;
  return absent.includes(id) ? "absent" : answers[id];
}
