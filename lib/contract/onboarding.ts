import { z } from "zod";
import { FEATURE_IDS, FEATURE_STATES } from "@/lib/core/capabilities/features";
import { idPattern } from "@/lib/core/ids";
import { region } from "./account-fields";
import { endpoint, isoTime, nothing } from "./endpoint";

const accountId = z.string().regex(idPattern("account"));
const awsAccountId = z
  .string()
  .trim()
  .regex(/^\d{12}$/, "must be the 12 digits of an AWS account");

const capabilityCellSchema = z.object({
  feature: z.enum(FEATURE_IDS),
  state: z.enum(FEATURE_STATES),
  missingAction: z.string().nullable(),
  reason: z.string().nullable(),
  fix: z.string().nullable(),
  checkedAt: isoTime.nullable(),
});
export type CapabilityCell = z.infer<typeof capabilityCellSchema>;

export const onboarding = {
  getTemplates: endpoint({
    method: "GET",
    path: "/templates",
    status: 200,
    capability: "accounts.manage",
    tag: "onboarding",
    summary:
      "CloudFormation StackSet template and Terraform module for the roles, from the actions that the worker uses",
    input: z.object({ roles: z.enum(["read", "read,inspect", "read,inspect,operate"]).default("read") }),
    output: z.object({
      externalId: z.string().describe("of this installation: the same in all accounts connected in bulk"),
      workerArn: z.string().nullable().describe("who takes the roles; null until the worker has told"),
      roleNames: z.object({ read: z.string(), inspect: z.string(), operate: z.string() }),
      cloudFormation: z.string(),
      terraform: z.string(),
    }),
  }),
  connectAccounts: endpoint({
    method: "POST",
    path: "/accounts/bulk",
    status: 200,
    capability: "accounts.manage",
    isForAll: true,
    idempotent: true,
    tag: "onboarding",
    summary: "Connect many accounts at once, read-only, with the roles of the template; only names are listed at first",
    input: z.strictObject({
      accounts: z
        .array(
          z.strictObject({
            awsAccountId,
            name: z.string().trim().min(1).max(80),
            environment: z.string().trim().min(1).max(40),
            isProduction: z.boolean().default(false),
          }),
        )
        .min(1, "needs at least one account")
        .max(500),
      regions: z.array(region).min(1, "needs at least one Region").max(40),
      roles: z.enum(["read", "read,inspect", "read,inspect,operate"]).default("read"),
      polling: z.enum(["on", "listing"]).default("listing"),
      source: z.enum(["hand", "organization"]).default("hand"),
    }),
    output: z.object({
      items: z.array(
        z.object({
          awsAccountId: z.string(),
          result: z.enum(["connected", "already-connected", "refused"]),
          accountId: z.string().nullable(),
          reason: z.string().nullable(),
        }),
      ),
    }),
  }),
  startPolling: endpoint({
    method: "POST",
    path: "/accounts/start",
    status: 200,
    capability: "accounts.manage",
    tag: "onboarding",
    summary: "Start reading counters and settings of accounts of which only names were listed",
    input: z.strictObject({ accountIds: z.array(accountId).min(1).max(500) }),
    output: z.object({ startedCount: z.number().int() }),
  }),
  listOrganizationAccounts: endpoint({
    method: "GET",
    path: "/organization/accounts",
    status: 200,
    capability: "accounts.manage",
    tag: "onboarding",
    summary: "Accounts of the organisation as the worker last listed them",
    input: z.object({
      ou: z.string().max(300).optional().describe("id of an organisational unit; those below it count"),
      tag: z.string().max(300).optional().describe("`key` or `key=value`"),
    }),
    output: z.object({
      viaAccountId: z.string().nullable().describe("through which connected account it is listed; null: not set up"),
      readAt: isoTime.nullable(),
      state: z.enum(FEATURE_STATES),
      reason: z.string().nullable(),
      fix: z.string().nullable(),
      units: z.array(z.object({ id: z.string(), path: z.string(), accountCount: z.number().int() })),
      items: z.array(
        z.object({
          awsAccountId: z.string(),
          name: z.string(),
          status: z.string(),
          ouPath: z.string(),
          tags: z.record(z.string(), z.string()),
          accountId: z.string().nullable().describe("ours, when it is connected"),
          firstSeenAt: isoTime,
        }),
      ),
    }),
  }),
  readOrganization: endpoint({
    method: "POST",
    path: "/organization",
    status: 202,
    capability: "accounts.manage",
    tag: "onboarding",
    summary: "List the organisation through this account, now and once an hour",
    input: z.strictObject({ accountId: accountId.nullable().describe("null stops it") }),
    output: nothing,
  }),
  getCapabilities: endpoint({
    method: "GET",
    path: "/capabilities",
    status: 200,
    capability: "counts.see",
    tag: "onboarding",
    summary: "What works where: feature × account × Region, from the last real calls",
    input: z.object({ accountId: z.string().optional() }),
    output: z.object({
      features: z.array(
        z.object({
          id: z.enum(FEATURE_IDS),
          title: z.string(),
          role: z.string(),
          without: z.string(),
          actions: z.array(z.string()),
        }),
      ),
      places: z.array(
        z.object({
          accountId: z.string(),
          accountName: z.string(),
          region: z.string(),
          polling: z.enum(["on", "listing"]),
          cells: z.array(capabilityCellSchema),
        }),
      ),
    }),
  }),
  getFirstReport: endpoint({
    method: "GET",
    path: "/first-report",
    status: 200,
    capability: "counts.see",
    tag: "onboarding",
    summary: "What a read-only look already tells: holes, what dies this week, blind spots, and what looking costs",
    input: nothing,
    output: z.object({
      accountCount: z.number().int(),
      accountsSeen: z.number().int().describe("of which no Region is blind"),
      placeCount: z.number().int().describe("account × Region"),
      blindPlaceCount: z.number().int(),
      queueCount: z.number().int(),
      deadLetterQueueCount: z.number().int(),
      resourceCount: z.number().int(),
      holes: z
        .object({
          critical: z.number().int(),
          high: z.number().int(),
          medium: z.number().int(),
          low: z.number().int(),
        })
        .nullable()
        .describe("null: nothing of these accounts was judged yet"),
      within24hCount: z.number().int(),
      within7dCount: z.number().int(),
      unknownLossCount: z.number().int().describe("queues with something in them of which nothing tells how old it is"),
      receivedCount: z.number().int().describe("ReceiveMessage calls ever made: 0 until somebody opts in"),
      costUsdPerMonth: z.number().nullable().describe("measured, once there is enough of it"),
      expectedUsdPerMonth: z.number().nullable().describe("from the number of queues and our cadence; an estimate"),
      sinceConnectedSeconds: z.number().int().nullable().describe("since the first account was connected"),
    }),
  }),
};
