import type { z } from "zod";

/** What is wrong with a value by the contract, by field; of a field the first thing. */
export function fieldProblems(schema: z.ZodType, value: unknown): Readonly<Record<string, string>> {
  const { error } = schema.safeParse(value);
  const problems: Record<string, string> = {};
  for (const { path, message } of error?.issues ?? []) problems[path.join(".")] ??= message;
  return problems;
}
