import { z } from "zod";
import { TIERS } from "@/lib/core/ownership/ownership";
import { region, roleArn } from "./account-fields";
import {
  linkTemplateSchema,
  reviewScheduleSchema,
  routeSchema,
  staffedHoursSchema,
  thresholdSchema,
} from "./alert-settings";
import { matchSchema } from "./match";

const text = z.string().trim().min(1).max(200);
const roleName = z
  .string()
  .trim()
  .regex(/^[\w+=,.@/-]{1,64}$/, "must be a role name or a role ARN");

export const selectionSchema = z.strictObject({
  include: z.array(matchSchema).max(500).default([]),
  exclude: z.array(matchSchema).max(500).default([]),
});

/** Opt-in to reading messages. Without one every queue stays off. */
export const readingRuleSchema = z.strictObject({
  match: matchSchema,
  mode: z
    .enum(["off", "index", "vault"])
    .default("index")
    .describe("vault drains; where something stands against it, the queue is indexed instead and its page says why"),
  autoRescue: z.boolean().default(false).describe("copy to the vault 24 hours before the first loss"),
});

export const ownerRuleSchema = z.strictObject({
  match: matchSchema,
  owner: text.optional(),
  team: text.optional(),
  tier: z.enum(TIERS).optional(),
  runbook: z.url({ protocol: /^https?$/, error: "must be an http(s) address" }).optional(),
});

const accountSchema = z.strictObject({
  account: z
    .string()
    .trim()
    .regex(/^\d{12}$/, "must be the 12 digits of the AWS account, in quotes"),
  name: z.string().trim().min(1).max(80),
  environment: z.string().trim().min(1).max(40),
  production: z.boolean().default(false),
  regions: z.array(region).min(1, "needs at least one Region").max(40),
  roles: z
    .strictObject({
      read: roleArn.or(roleName).nullable().default("dlo-read"),
      inspect: roleArn.or(roleName).nullable().default(null),
      operate: roleArn.or(roleName).nullable().default(null),
    })
    .prefault({}),
});

/** The settings of an installation as one file, kept in Git. Every list that is there replaces what was set before. */
export const configDocumentSchema = z
  .strictObject({
    version: z.literal(1, "must be 1"),
    accounts: z.array(accountSchema).max(2000).optional(),
    selection: selectionSchema.optional(),
    owners: z.array(ownerRuleSchema).max(2000).optional(),
    reading: z.array(readingRuleSchema).max(2000).optional(),
    routes: z.array(routeSchema).max(500).optional(),
    staffedHours: z.array(staffedHoursSchema).max(200).optional(),
    thresholds: z.array(thresholdSchema).max(5000).optional(),
    links: z.array(linkTemplateSchema).max(20).optional(),
    review: reviewScheduleSchema.nullable().optional(),
  })
  .superRefine(
    ({ accounts }, check) => {
      const first = new Map<string, number>();
      for (const [at, entry] of (Array.isArray(accounts) ? accounts : []).entries()) {
        const account = entry?.account;
        if (typeof account !== "string") continue;
        const before = first.get(account);
        if (before === undefined) first.set(account, at);
        else
          check.addIssue({
            code: "custom",
            path: ["accounts", at, "account"],
            message: `account ${account} is listed already, as accounts.${before}`,
          });
      }
    },
    // Also when other fields are wrong: whoever mends a file wants to hear of everything at once.
    { when: ({ value }) => typeof value === "object" && value !== null },
  );
export type ConfigDocument = z.output<typeof configDocumentSchema>;
export type ConfigInput = z.input<typeof configDocumentSchema>;
