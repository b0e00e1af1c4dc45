import { z } from "zod";

export const glob = z
  .string()
  .trim()
  .min(1, "must not be empty")
  .max(200)
  .regex(/^[^[\]{}\\]*$/, "knows only * (any text) and ? (one character)");

/** Which resources a line is about; at least one part must be given. */
export const matchSchema = z
  .strictObject({
    account: glob.optional().describe("12 digits, or a glob over the account's name"),
    region: glob.optional(),
    name: glob.optional(),
    tag: z.strictObject({ key: z.string().min(1).max(128), value: glob.optional() }).optional(),
  })
  .refine(
    (line) => Object.values(line).some((part) => part !== undefined),
    "must name an account, region, name or tag",
  );
