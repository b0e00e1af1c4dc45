import { z } from "zod";
import { pathProblem } from "./field-path";
import { DETECTORS, type MaskingRule } from "./masking-rule";
import { patternProblem } from "./pattern";

const refusing = (problem: (text: string) => string | undefined) =>
  z
    .string()
    .trim()
    .min(1)
    .max(200)
    .superRefine((text, check) => {
      const message = problem(text);
      if (message !== undefined) check.addIssue({ code: "custom", message });
    });

const ruleSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "is made of small letters, digits and hyphens, at most 40")
    .describe("names the rule for good"),
  name: z.string().trim().min(1).max(80),
  isOn: z.boolean().default(true),
  find: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("field"), path: refusing(pathProblem) }),
    z.strictObject({ kind: z.literal("detector"), detector: z.enum(DETECTORS) }),
    z.strictObject({ kind: z.literal("pattern"), pattern: refusing(patternProblem) }),
  ]),
  where: z
    .enum(["storage", "display"])
    .describe(
      "storage: masked before a copy is kept; display: the copy for searching stays clear, what is shown does not",
    ),
  keepsToken: z
    .boolean()
    .describe(
      "a keyed token stays in place of the value: it can be searched for, and a guess be tested, without being read",
    ),
});

export const maskingRulesSchema = z
  .array(ruleSchema)
  .max(100)
  .superRefine((rules, check) => {
    for (const part of ["id", "name"] as const) {
      const seen = new Set<string>();
      for (const [index, rule] of rules.entries()) {
        if (seen.has(rule[part])) check.addIssue({ code: "custom", path: [index, part], message: "is there twice" });
        seen.add(rule[part]);
      }
    }
  });

/** One spelling for all lists that mean the same, to compare and to hash. */
export function canonicalMaskingRules(rules: readonly MaskingRule[]): string {
  return JSON.stringify(
    rules.map(({ id, name, isOn, find, where, keepsToken }) => [id, name, isOn, ...findParts(find), where, keepsToken]),
  );
}

function findParts(find: MaskingRule["find"]): string[] {
  if (find.kind === "field") return [find.kind, find.path];
  return find.kind === "detector" ? [find.kind, find.detector] : [find.kind, find.pattern];
}
