import type { ShopQueue } from "../places";

/** What is sent: a body, text attributes, and on FIFO queues a message group. */
export interface Letter {
  readonly body: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly groupId?: string;
}

/**
 * What a consumer makes of a letter: done with it · fails and leaves it to SQS, which moves it after too many tries ·
 * gives up by itself and writes to the dead-letter queue why.
 */
export type Verdict = "done" | "fails" | { readonly givesUpWith: Letter };

/** A number that differs from letter to letter, and chance in [0, 1). */
export interface Draw {
  readonly number: number;
  readonly chance: () => number;
}

export interface Failure {
  readonly name: string;
  /** A letter that the consumer of its time failed on. */
  letter(draw: Draw): Letter;
  /** What lies in the dead-letter queue when the consumer wrote it there itself; else SQS moves the letter. */
  epitaph?(letter: Letter): Letter;
  /** How many there were: pairs of hours ago and count. */
  readonly past: readonly (readonly [hoursAgo: number, count: number])[];
  /** How likely it is the next to happen; 0 when it was repaired and happens no more. */
  readonly weight: number;
}

/** One queue of the shop with its producer, its consumer and the ways in which it goes wrong. */
export interface LineOfBusiness {
  readonly queue: ShopQueue;
  /** What the producer usually sends and the consumer usually copes with. */
  letter(draw: Draw): Letter;
  /** Today's consumer. */
  judge(letter: Letter): Verdict;
  readonly failures: readonly Failure[];
}

export function pick<T>(choices: readonly [T, ...T[]], chance: number): T {
  return choices[Math.floor(chance * choices.length)] ?? choices[0];
}

/** A member of a JSON body by path; undefined when the body is no JSON or has no such member. */
export function read(body: string, ...path: string[]): unknown {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    // The shop's consumers take a body that is no JSON for one without members.
    return undefined;
  }
  for (const name of path)
    value =
      typeof value === "object" && value !== null
        ? Object.entries(value).find(([key]) => key === name)?.[1]
        : undefined;
  return value;
}
