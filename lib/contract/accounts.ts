import { z } from "zod";
import { idPattern } from "@/lib/core/ids";
import { region, roleArn } from "./account-fields";
import { endpoint, flag, isoTime, nothing } from "./endpoint";

export const regionStateSchema = z.object({
  region: z.string(),
  status: z.enum(["ok", "blind", "unknown"]),
  blindSince: isoTime.nullable(),
  reason: z.string().nullable(),
  missingAction: z.string().nullable(),
  fix: z.string().nullable(),
  checkedAt: isoTime.nullable(),
  seenAt: isoTime.nullable(),
  queueCount: z.number().int(),
});

export const accountSchema = z
  .object({
    id: z.string(),
    awsAccountId: z.string(),
    partition: z.string(),
    name: z.string(),
    environment: z.string(),
    isProduction: z.boolean(),
    regions: z.array(regionStateSchema),
    readRoleArn: z.string().nullable(),
    inspectRoleArn: z.string().nullable(),
    operateRoleArn: z.string().nullable(),
    externalId: z.string(),
    isWritable: z.boolean(),
    polling: z.enum(["on", "listing"]).describe("*listing*: only names are read, until somebody starts it"),
    source: z.enum(["hand", "file", "organization"]).describe("who connected it"),
    defaultMode: z.enum(["off", "index"]),
    writesStopped: z.object({ at: isoTime, by: z.string() }).nullable(),
    createdAt: isoTime,
  })
  .meta({ id: "Account" });
export type Account = z.infer<typeof accountSchema>;

const accountFields = {
  name: z.string().trim().min(1, "needs a name").max(80),
  environment: z.string().trim().min(1, "needs an environment: ci, eng, sat, prd or a word of yours").max(40),
  isProduction: z.boolean(),
  regions: z.array(region).min(1, "needs at least one Region").max(40),
  readRoleArn: roleArn.nullish(),
  inspectRoleArn: roleArn.nullish(),
  operateRoleArn: roleArn.nullish(),
  defaultMode: z.enum(["off", "index"], {
    error: ({ input }) =>
      input === "vault"
        ? "cannot be vault: draining deletes, so it is switched on queue by queue, or by a reading rule that names them"
        : undefined,
  }),
};
const accountId = { id: z.string().regex(idPattern("account")) };

export const accounts = {
  listAccounts: endpoint({
    method: "GET",
    path: "/accounts",
    status: 200,
    capability: "counts.see",
    tag: "accounts",
    summary: "Accounts, with what can be seen of each Region",
    input: nothing,
    output: z.object({ items: z.array(accountSchema) }),
  }),
  getAccount: endpoint({
    method: "GET",
    path: "/accounts/{id}",
    status: 200,
    capability: "counts.see",
    tag: "accounts",
    summary: "One account",
    input: z.object(accountId),
    output: accountSchema,
  }),
  createAccount: endpoint({
    method: "POST",
    path: "/accounts",
    status: 201,
    capability: "accounts.manage",
    isForAll: true,
    idempotent: true,
    tag: "accounts",
    summary: "Connect an account; it starts read-only, with an ExternalId made here",
    input: z.strictObject({
      awsAccountId: z
        .string()
        .trim()
        .regex(/^\d{12}$/, "must be the 12 digits of the AWS account"),
      ...accountFields,
      isProduction: accountFields.isProduction.default(false),
      defaultMode: accountFields.defaultMode.default("off"),
    }),
    output: accountSchema,
  }),
  updateAccount: endpoint({
    method: "PATCH",
    path: "/accounts/{id}",
    status: 200,
    capability: "accounts.manage",
    tag: "accounts",
    summary: "Change an account; `isWritable: true` raises it from read-only",
    input: z.strictObject({
      ...accountId,
      ...z.object(accountFields).partial().shape,
      isWritable: z.boolean().optional(),
    }),
    output: accountSchema,
  }),
  removeAccount: endpoint({
    method: "DELETE",
    path: "/accounts/{id}",
    status: 200,
    capability: "accounts.manage",
    tag: "accounts",
    summary:
      "Stop looking at an account; what was collected stays until its retention, or is erased when that is asked for",
    input: z.strictObject({
      ...accountId,
      erase: flag
        .default(false)
        .describe(
          "erase all content of the account here and in the second bucket; ids, hashes, counts and the audit log stay",
        ),
    }),
    output: nothing,
  }),
  checkAccount: endpoint({
    method: "POST",
    path: "/accounts/{id}/check",
    status: 202,
    capability: "counts.see",
    tag: "accounts",
    summary: "Ask the worker to look at the account's access and queues now",
    input: z.strictObject(accountId),
    output: nothing,
  }),
  getWrites: endpoint({
    method: "GET",
    path: "/writes",
    status: 200,
    capability: "counts.see",
    tag: "accounts",
    summary: "Whether writes are stopped everywhere",
    input: nothing,
    output: z.object({ stopped: z.object({ at: isoTime, by: z.string() }).nullable() }),
  }),
  stopWrites: endpoint({
    method: "POST",
    path: "/writes/stop",
    status: 200,
    capability: "writes.stop",
    tag: "accounts",
    summary: "Stop all writes, everywhere or in one account; open runs pause within 5 seconds",
    input: z.strictObject({ accountId: accountId.id.optional(), reason: z.string().trim().max(500).optional() }),
    output: nothing,
  }),
  allowWrites: endpoint({
    method: "POST",
    path: "/writes/allow",
    status: 200,
    capability: "writes.allow",
    tag: "accounts",
    summary: "Allow writes again; paused runs stay paused until a person resumes them",
    input: z.strictObject({ accountId: accountId.id.optional() }),
    output: nothing,
  }),
};
