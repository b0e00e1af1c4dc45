import { z } from "zod";

const texts = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const principal = z.union([z.string(), z.record(z.string(), texts)]);
const statementSchema = z.object({
  Effect: z.enum(["Allow", "Deny"]),
  Principal: principal.optional(),
  NotPrincipal: principal.optional(),
  Action: texts.optional(),
  NotAction: texts.optional(),
  Resource: texts.optional(),
  NotResource: texts.optional(),
  Condition: z
    .record(
      z.string(),
      z.record(
        z.string(),
        z
          .union([z.string(), z.boolean(), z.number(), z.array(z.union([z.string(), z.boolean(), z.number()]))])
          .transform((value) => [value].flat().map(String)),
      ),
    )
    .optional(),
});
/** One statement of a policy, its one-or-many parts as lists; keys and values of conditions are texts. */
export type Statement = z.infer<typeof statementSchema>;
const policySchema = z.object({
  Statement: z.union([statementSchema, z.array(statementSchema)]).transform((value) => [value].flat()),
});

/** What a resource's policy says, statement by statement; undefined when it cannot be understood. */
export function policyStatements(policy: string): Statement[] | undefined {
  const parsed = policySchema.safeParse(jsonOf(policy));
  return parsed.success ? parsed.data.Statement : undefined;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // what is no JSON fits no schema, which is how the caller learns it
  }
}
