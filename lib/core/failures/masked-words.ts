import { type Classification, withType } from "./classify";
import { normaliseError } from "./normalise";
import type { RuleGrouping } from "./rules/apply";
import { replacePattern } from "./rules/pattern";
import type { GroupingRule } from "./rules/rule";
import { titleOf } from "./title";

export interface MaskedWords {
  readonly messageType: string;
  readonly shape: string;
  readonly causeReason: string;
  readonly normalisedError: string;
  readonly title: string;
  readonly grouping: RuleGrouping | undefined;
}

/**
 * What a class is called, with everything masked in it: the error is masked before it is normalised, since a normalised
 * value is found by nothing. Where nothing is masked these are the words of the classification itself.
 */
export function maskedWords(
  known: Classification,
  rules: readonly GroupingRule[],
  mask: (text: string) => string,
): MaskedWords {
  const messageType = mask(known.messageType);
  const normalisedError = maskedError(known, rules, mask);
  const grouping = known.grouping && {
    ...known.grouping,
    splitBy: known.grouping.splitBy.map(({ part, value }) => ({ part, value: mask(value) })),
  };
  return {
    messageType,
    shape: mask(known.shape),
    causeReason: mask(known.cause.reason),
    normalisedError,
    title: titleOf({ normalisedError, messageType, grouping }),
    grouping,
  };
}

function maskedError(known: Classification, rules: readonly GroupingRule[], mask: (text: string) => string): string {
  const { errorText, errorType, normalisedError, grouping } = known;
  if (errorText === undefined) return normalisedError;
  const whole = withType(errorText, errorType);
  const masked = mask(whole);
  if (masked === whole) return normalisedError;
  const replace = rules.find(({ name }) => name === grouping?.ruleName)?.does.replace ?? [];
  return replace.reduce((text, { find, by }) => replacePattern(text, find, by), normaliseError(masked));
}
