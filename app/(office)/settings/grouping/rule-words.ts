import { type GroupingRule, groupingRuleSchema, type SplitPart } from "@/lib/core/failures/rules/rule";
import { originWords } from "../../failures/class-words";

const SPLIT_WORDS: Readonly<Record<SplitPart, string>> = {
  "message-type": "message type",
  shape: "payload shape",
  "consumer-version": "consumer version",
};

export function splitWords(part: SplitPart): string {
  return SPLIT_WORDS[part];
}

/** Which messages a rule is about, in words. */
export function whereWords({ where }: GroupingRule): string {
  return [
    where.anchor && `it fails at ${where.anchor}`,
    where.originKind && `it comes from: ${originWords(where.originKind)}`,
    where.messageType && `its type is ${where.messageType}`,
    where.errorText && `its error contains “${where.errorText}”`,
    where.cause && `its cause is ${where.cause}`,
  ]
    .filter(Boolean)
    .join(", and ");
}

/** What a rule does with them, in words. */
export function doesWords({ does }: GroupingRule): string {
  return [
    does.cause && `cause is ${does.cause}`,
    does.groupAs && `grouped as “${does.groupAs}”`,
    does.splitBy.length > 0 && `split by ${does.splitBy.map(splitWords).join(" and ")}`,
    ...does.replace.map(({ find, by }) => `“${find}” becomes “${by}”`),
  ]
    .filter(Boolean)
    .join("; ");
}

/** What is wrong with a rule, by the field of the form; empty when nothing is. */
export function ruleProblems(rule: GroupingRule): Readonly<Record<string, string>> {
  const read = groupingRuleSchema.safeParse(rule);
  const issues = read.success ? [] : read.error.issues;
  return Object.fromEntries(issues.map(({ path, message }) => [path.join("."), message]));
}
