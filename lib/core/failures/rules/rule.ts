import { z } from "zod";
import { CAUSE_KINDS } from "../cause-kind";
import { ORIGIN_KINDS } from "../origins/origin";
import { patternRefusal } from "./pattern";

/** What a class can be split by beside what it is grouped by already. None of these is the body itself. */
export const SPLIT_PARTS = ["message-type", "shape", "consumer-version"] as const;
export type SplitPart = (typeof SPLIT_PARTS)[number];

const refusing = z.string().superRefine((text, check) => {
  const refusal = patternRefusal(text);
  if (refusal !== undefined) check.addIssue({ code: "custom", message: refusal });
});
const pattern = z.string().trim().min(1).max(200).pipe(refusing);

const whereSchema = z
  .strictObject({
    anchor: pattern.optional().describe("name or ARN of what failed, or of the dead-letter queue; * is any text"),
    originKind: z.enum(ORIGIN_KINDS).optional(),
    messageType: pattern.optional().describe("* is any text"),
    errorText: pattern.optional().describe("text that the error contains; * is any text"),
    cause: z.enum(CAUSE_KINDS).optional().describe("the cause without this rule"),
  })
  .refine((where) => Object.values(where).some((part) => part !== undefined), "must say which messages it is about");

const doesSchema = z
  .strictObject({
    cause: z.enum(CAUSE_KINDS).optional(),
    groupAs: z.string().trim().min(1).max(120).optional().describe("all that match are one class for each anchor"),
    splitBy: z.array(z.enum(SPLIT_PARTS)).max(SPLIT_PARTS.length).default([]),
    replace: z
      .array(
        z.strictObject({
          find: pattern.refine((find) => !find.startsWith("*"), "must begin with text: * stands after it"),
          by: z.string().trim().max(60),
        }),
      )
      .max(5)
      .default([])
      .describe("in the normalised error, before it is compared; here * is a word or a part of one"),
  })
  .refine(
    (does) =>
      does.cause !== undefined || does.groupAs !== undefined || does.splitBy.length > 0 || does.replace.length > 0,
    "must do something: set a cause, group, split or replace",
  )
  .refine((does) => does.groupAs !== undefined || !does.splitBy.includes("message-type"), {
    path: ["splitBy"],
    message: "classes are split by message type already, unless `groupAs` puts them together",
  });

/** A rule is its name: under another name it is another rule. The first that fits a message applies, and no other. */
export const groupingRuleSchema = z.strictObject({
  name: z.string().trim().min(1).max(80),
  where: whereSchema,
  does: doesSchema,
});
export type GroupingRule = z.infer<typeof groupingRuleSchema>;

export const groupingRulesSchema = z
  .array(groupingRuleSchema)
  .max(200)
  .superRefine((rules, check) => {
    const names = new Set<string>();
    for (const [index, { name }] of rules.entries()) {
      if (names.has(name)) check.addIssue({ code: "custom", path: [index, "name"], message: "is there twice" });
      names.add(name);
    }
  });

/** One spelling for all lists that mean the same, to compare and to hash. */
export function canonicalRules(rules: readonly GroupingRule[]): string {
  return JSON.stringify(rules.map(({ name, where, does }) => [name, whereParts(where), doesParts(does)]));
}

function whereParts({ anchor, originKind, messageType, errorText, cause }: GroupingRule["where"]) {
  return [anchor, originKind, messageType, errorText, cause].map((part) => part ?? null);
}

function doesParts({ cause, groupAs, splitBy, replace }: GroupingRule["does"]) {
  return [cause ?? null, groupAs ?? null, [...splitBy].sort(), replace.map(({ find, by }) => [find, by])];
}
