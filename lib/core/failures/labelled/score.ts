import type { Answer } from "./answer";

/** `right` of `asked`. */
export interface Tally {
  readonly right: number;
  readonly asked: number;
}

/**
 * How well a grouping fits the labelled one, by B-cubed: for each message the part of its class that belongs with it
 * (purity), and the part of its group that is in its class (completeness); the mean over all messages.
 */
export interface Grouping {
  readonly purity: number;
  readonly completeness: number;
}

export interface Score {
  readonly cases: number;
  readonly sources: number;
  readonly origin: Tally;
  readonly cause: Tally;
  readonly byOrigin: Readonly<Record<string, Tally>>;
  readonly byCause: Readonly<Record<string, Tally>>;
  readonly causeByOrigin: Readonly<Record<string, Tally>>;
  readonly causeBySourceGroup: Readonly<Record<string, Tally>>;
  /** `labelled as → found as`, how often; only what differs. */
  readonly confusions: Readonly<Record<string, number>>;
  readonly grouping: {
    /** Messages that carry an error, by fingerprint: what the product's classes are. */
    readonly carryingError: Grouping;
    /** Messages without error text, by fingerprint alone: what the classes are before anybody read a log. */
    readonly errorless: Grouping;
    /** The same with what the evidence beside them says. */
    readonly errorlessWithEvidence: Grouping;
    /** All messages, those without error text with their evidence. */
    readonly withEvidence: Grouping;
  };
}

/** Whether a case belongs to the third that is never looked at while rules change; all cases of one address together. */
export function isHeldOut(source: string, sha256: (text: string) => string): boolean {
  return Number.parseInt(sha256(source).slice(0, 8), 16) % 3 === 0;
}

/** The figures of these answers. */
export function scoreOf(answers: readonly Answer[]): Score {
  const rightOrigin = ({ origin, labelled }: Answer) => origin === labelled.expected.origin;
  const rightCause = ({ cause, labelled }: Answer) => cause === labelled.expected.cause;
  const byOrigin = ({ labelled }: Answer) => labelled.expected.origin;
  const [carrying, errorless] = [
    answers.filter(({ hasError }) => hasError),
    answers.filter(({ hasError }) => !hasError),
  ];
  return {
    cases: answers.length,
    sources: new Set(answers.map(({ labelled }) => labelled.source)).size,
    origin: tally(answers, rightOrigin),
    cause: tally(answers, rightCause),
    byOrigin: tallies(answers, byOrigin, rightOrigin),
    byCause: tallies(answers, ({ labelled }) => labelled.expected.cause, rightCause),
    causeByOrigin: tallies(answers, byOrigin, rightCause),
    causeBySourceGroup: tallies(answers, ({ labelled }) => labelled.sourceGroup, rightCause),
    confusions: confusionsOf(answers),
    grouping: {
      carryingError: groupingOf(carrying, ({ fingerprint }) => fingerprint),
      errorless: groupingOf(errorless, ({ fingerprint }) => fingerprint),
      errorlessWithEvidence: groupingOf(errorless, ({ withEvidence }) => withEvidence),
      withEvidence: groupingOf(answers, ({ withEvidence }) => withEvidence),
    },
  };
}

export function rate({ right, asked }: Tally): number {
  return asked === 0 ? 1 : right / asked;
}

/** How the answers, grouped by `keyOf`, fit their labelled groups. */
export function groupingOf(answers: readonly Answer[], keyOf: (answer: Answer) => string): Grouping {
  const groupOf = ({ labelled }: Answer) => labelled.expected.group;
  const both = (answer: Answer) => JSON.stringify([keyOf(answer), groupOf(answer)]);
  const [inClass, inGroup, inBoth] = [keyOf, groupOf, both].map((by) => countsBy(answers, by));
  const mean = (counts: ReadonlyMap<string, number> | undefined, by: (answer: Answer) => string) =>
    answers.length === 0
      ? 1
      : answers.reduce((sum, one) => sum + (inBoth?.get(both(one)) ?? 0) / (counts?.get(by(one)) ?? 1), 0) /
        answers.length;
  return { purity: mean(inClass, keyOf), completeness: mean(inGroup, groupOf) };
}

function tally(answers: readonly Answer[], isRight: (answer: Answer) => boolean): Tally {
  return { right: answers.filter(isRight).length, asked: answers.length };
}

function tallies(
  answers: readonly Answer[],
  by: (answer: Answer) => string,
  isRight: (answer: Answer) => boolean,
): Record<string, Tally> {
  const names = [...new Set(answers.map(by))].sort();
  return Object.fromEntries(
    names.map((name) => [
      name,
      tally(
        answers.filter((one) => by(one) === name),
        isRight,
      ),
    ]),
  );
}

function confusionsOf(answers: readonly Answer[]): Record<string, number> {
  const wrong = answers.filter(({ cause, labelled }) => cause !== labelled.expected.cause);
  const counts = countsBy(wrong, ({ cause, labelled }) => `${labelled.expected.cause} → ${cause}`);
  return Object.fromEntries([...counts].sort(([, one], [, other]) => other - one));
}

function countsBy(answers: readonly Answer[], by: (answer: Answer) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of answers) counts.set(by(one), (counts.get(by(one)) ?? 0) + 1);
  return counts;
}
