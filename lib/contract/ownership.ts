import { z } from "zod";
import { TIERS } from "@/lib/core/ownership/ownership";
import { endpoint } from "./endpoint";

const text = z.string().trim().min(1).max(200);
export const ownershipSchema = z
  .object({
    owner: z.string().nullable(),
    team: z.string().nullable(),
    tier: z.enum(TIERS).nullable(),
    runbook: z.string().nullable(),
    source: z.enum(["hand", "file", "tags", "none"]),
    viaArn: z.string().nullable().describe("the failing stage whose ownership this is"),
  })
  .meta({ id: "Ownership" });
export type OwnershipView = z.infer<typeof ownershipSchema>;

export const ownership = {
  listOwners: endpoint({
    method: "GET",
    path: "/owners",
    status: 200,
    capability: "counts.see",
    tag: "ownership",
    summary: "Owners with what they answer for; what has no owner is counted too",
    input: z.object({ accountId: z.string().optional(), region: z.string().optional() }),
    output: z.object({
      items: z.array(
        z.object({
          owner: z.string().nullable().describe("null: nobody"),
          team: z.string().nullable(),
          resourceCount: z.number().int(),
          deadLetterQueueCount: z.number().int(),
          findingCount: z.number().int(),
        }),
      ),
    }),
  }),
  setOwner: endpoint({
    method: "PUT",
    path: "/owners",
    status: 200,
    capability: "queues.edit",
    tag: "ownership",
    summary: "Say by hand who answers for a resource; null everywhere goes back to file and tags",
    input: z.strictObject({
      arn: z.string().trim().min(1).max(2000),
      owner: text.nullable().default(null),
      team: text.nullable().default(null),
      tier: z.enum(TIERS).nullable().default(null),
      runbook: z
        .url({ protocol: /^https?$/, error: "must be an http(s) address" })
        .max(2000)
        .nullable()
        .default(null),
    }),
    output: ownershipSchema,
  }),
};
