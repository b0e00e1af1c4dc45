import { nameOfArn } from "@/lib/core/arn";
import { globMatches } from "@/lib/core/selection/glob";
import type { Cause } from "../cause-kind";
import type { OriginKind } from "../origins/origin";
import { containsPattern, replacePattern } from "./pattern";
import type { GroupingRule, SplitPart } from "./rule";

/** What is known of a message before rules are asked. */
export interface BeforeRules {
  readonly queueArn: string;
  readonly anchorArn: string;
  readonly originKind: OriginKind;
  readonly messageType: string;
  readonly errorText?: string | undefined;
  readonly normalisedError: string;
  readonly cause: Cause;
  readonly shape: string;
  readonly consumerVersion?: string | undefined;
}

/** How a rule groups a message: under a label instead of by its error, and apart by these parts. */
export interface RuleGrouping {
  readonly ruleName: string;
  readonly label?: string | undefined;
  readonly splitBy: readonly { readonly part: SplitPart; readonly value: string }[];
}
export interface Ruled {
  readonly cause: Cause;
  readonly normalisedError: string;
  readonly grouping?: RuleGrouping;
}

/** What the first rule that fits makes of a message; the message as it was when none does. */
export function applyRules(rules: readonly GroupingRule[], before: BeforeRules): Ruled {
  if (rules.length === 0) return { cause: before.cause, normalisedError: before.normalisedError };
  const small = {
    ...before,
    errorText: before.errorText?.toLowerCase(),
    normalisedError: before.normalisedError.toLowerCase(),
  };
  const rule = rules.find(({ where }) => fits(where, small));
  const { cause, normalisedError } = before;
  if (rule === undefined) return { cause, normalisedError };
  const { name, does } = rule;
  return {
    cause: does.cause === undefined ? cause : { kind: does.cause, reason: `By rule “${name}”.` },
    normalisedError: does.replace.reduce((text, { find, by }) => replacePattern(text, find, by), normalisedError),
    grouping: {
      ruleName: name,
      label: does.groupAs,
      splitBy: [...does.splitBy].sort().map((part) => ({ part, value: splitValue(part, before) })),
    },
  };
}

function fits(where: GroupingRule["where"], message: BeforeRules): boolean {
  const { anchor, originKind, messageType, errorText, cause } = where;
  return (
    (originKind === undefined || originKind === message.originKind) &&
    (cause === undefined || cause === message.cause.kind) &&
    (anchor === undefined || isCalled(anchor, [message.anchorArn, message.queueArn])) &&
    (messageType === undefined || matches(messageType, message.messageType)) &&
    (errorText === undefined || saysSo(errorText, message))
  );
}

function isCalled(pattern: string, arns: readonly string[]): boolean {
  return arns.some((arn) => matches(pattern, arn) || matches(pattern, nameOfArn(arn)));
}

function matches(pattern: string, text: string): boolean {
  return globMatches(pattern.toLowerCase(), text.toLowerCase());
}

/** People write what they saw: in the error itself, or in the class, where it is normalised. */
function saysSo(pattern: string, { errorText = "", normalisedError }: BeforeRules): boolean {
  return containsPattern(pattern, errorText) || containsPattern(pattern, normalisedError);
}

function splitValue(part: SplitPart, { messageType, shape, consumerVersion }: BeforeRules): string {
  if (part === "message-type") return messageType;
  return part === "shape" ? shape : (consumerVersion ?? "");
}
