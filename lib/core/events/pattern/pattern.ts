import type { JsonValue } from "@/lib/core/messages/json";

/** Something that nobody can say for sure, in words after "because": what is documented and what is known differ, or it cannot be read. */
export interface Doubt {
  readonly doubt: string;
}
export type Answer = boolean | Doubt;

/** One alternative of a field's list. Values are leaves as `ExactJson` marks them. */
export type FieldMatcher =
  | { readonly kind: "value"; readonly words: string; readonly test: (leaf: JsonValue) => Answer }
  | { readonly kind: "exists"; readonly words: string; readonly isWanted: boolean }
  | { readonly kind: "unreadable"; readonly words: string; readonly doubt: string };

/** The list that stands in a pattern for a field: one of it must match. */
export interface FieldPattern {
  readonly kind: "field";
  readonly matchers: readonly FieldMatcher[];
  /** The list as JSON, as it was written but for spaces. */
  readonly text: string;
}

/** An object of a pattern: all fields must match, and of every group (`$or`) at least one alternative. */
export interface PatternObject {
  readonly kind: "object";
  readonly fields: ReadonlyMap<string, PatternObject | FieldPattern>;
  readonly groups: readonly (readonly PatternObject[])[];
}

interface Unreadable {
  readonly kind: "unreadable";
  readonly why: string;
}
/** A pattern, or why it cannot be read: in words after "because". */
export type ReadPattern = PatternObject | Unreadable;

export function unreadable(why: string): Unreadable {
  return { kind: "unreadable", why };
}

export function isDoubt(answer: Answer): answer is Doubt {
  return typeof answer === "object";
}

/** True when one is; else in doubt when one is; else false. */
export function anyOf(answers: readonly Answer[]): Answer {
  return answers.includes(true) || (answers.find(isDoubt) ?? false);
}

export function not(answer: Answer): Answer {
  return isDoubt(answer) ? answer : !answer;
}
