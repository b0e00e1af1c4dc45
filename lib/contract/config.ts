import { z } from "zod";
import { configDocumentSchema } from "./config-document";
import { endpoint, isoTime, nothing } from "./endpoint";

const differenceSchema = z.object({
  /** Path in the document, for example `accounts.111111111111.regions`. */
  path: z.string(),
  kind: z.enum(["added", "changed", "removed"]),
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export type ConfigDifference = z.infer<typeof differenceSchema>;
const changes = z.object({
  differences: z.array(differenceSchema),
  unlistedAccounts: z
    .array(z.string())
    .describe("accounts that an earlier file brought and this one lacks; `prune` removes them"),
  version: z.string().describe("of the settings as they are now"),
});

export const config = {
  exportConfig: endpoint({
    method: "GET",
    path: "/config",
    status: 200,
    capability: "accounts.manage",
    isForAll: true,
    tag: "config",
    summary: "The settings as a document, ready to be kept in Git",
    input: nothing,
    output: z.object({
      document: configDocumentSchema,
      version: z.string().describe("changes with every setting: pass it as `ifVersion`"),
    }),
  }),
  diffConfig: endpoint({
    method: "POST",
    path: "/config/diff",
    status: 200,
    capability: "accounts.manage",
    isForAll: true,
    tag: "config",
    summary: "What applying this document would change; nothing is changed",
    input: z.strictObject({
      document: configDocumentSchema,
      prune: z
        .boolean()
        .default(false)
        .describe("also remove accounts that an earlier file brought and this one lacks"),
    }),
    output: changes,
  }),
  applyConfig: endpoint({
    method: "PUT",
    path: "/config",
    status: 200,
    capability: "accounts.manage",
    isForAll: true,
    idempotent: true,
    tag: "config",
    summary: "Make the settings what the document says, all or nothing",
    input: z.strictObject({
      document: configDocumentSchema,
      prune: z.boolean().default(false),
      ifVersion: z
        .string()
        .max(100)
        .optional()
        .describe("refuse with 409 when the settings are no longer this version"),
    }),
    output: changes,
  }),
  getDrift: endpoint({
    method: "GET",
    path: "/config/drift",
    status: 200,
    capability: "counts.see",
    tag: "config",
    summary: "What differs from the document that was applied last",
    input: nothing,
    output: z.object({
      appliedAt: isoTime.nullable().describe("null: no document was ever applied"),
      appliedBy: z.string().nullable(),
      differences: z.array(differenceSchema).describe("`before` is what the document says, `after` what stands now"),
    }),
  }),
};
