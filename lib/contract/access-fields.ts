import { z } from "zod";
import { CAPABILITIES, type Capability, ROLES, type Role } from "@/lib/core/access/capabilities";
import { ID_PREFIXES, idPattern } from "@/lib/core/ids";
import { isoTime } from "./endpoint";

export const capability = z.enum(Object.keys(CAPABILITIES) as [Capability, ...Capability[]]);
export const builtInRole = z.enum(Object.keys(ROLES) as [Role, ...Role[]]);
/** A built-in role's name or the id of one of one's own. */
export const roleRef = z
  .union([
    builtInRole,
    z.string().regex(idPattern("role"), "must be viewer, operator, approver, admin or the id of a role"),
  ])
  .describe("viewer, operator, approver, admin or the id of a role of one's own");

const words = (most: number) => z.array(z.string().trim().min(1).max(200)).max(most).default([]);

/** Everything, or whatever any of the lists names. */
export const selectorSchema = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("all") }),
    z
      .strictObject({
        kind: z.literal("some"),
        accountIds: z
          .array(z.string().regex(idPattern("account"), `must be an account id (${ID_PREFIXES.account}_…)`))
          .max(500)
          .default([]),
        environments: words(50).describe("accounts of these environments, now and later"),
        tags: z
          .array(z.strictObject({ key: z.string().min(1).max(128), value: z.string().max(256) }))
          .max(50)
          .default([])
          .describe("resources with one of these tags, and dead-letter queues that serve only them"),
        owners: words(50).describe("resources that one of these teams or people answers for"),
      })
      .refine(
        (one) => one.accountIds.length + one.environments.length + one.tags.length + one.owners.length > 0,
        "needs at least one account, environment, tag or owner",
      ),
  ])
  .meta({ id: "Selector" });

export const grantSchema = z
  .object({
    id: z.string(),
    subjectKind: z.enum(["user", "group"]),
    subject: z.string().describe("a user's id, or `<provider>:<group>`"),
    role: z.string(),
    roleName: z.string(),
    selector: selectorSchema,
    where: z.string().describe("the selector in words"),
    reason: z.string().nullable(),
    createdAt: isoTime,
    createdByName: z.string().nullable(),
    expiresAt: isoTime.nullable(),
  })
  .meta({ id: "Grant" });
export type GrantView = z.infer<typeof grantSchema>;

export const roleSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string(),
    capabilities: z.array(capability),
    isBuiltIn: z.boolean(),
    version: z.number().int().describe("send it back when you change the role"),
    grantCount: z.number().int().describe("grants of it that hold now"),
  })
  .meta({ id: "Role" });
export type RoleView = z.infer<typeof roleSchema>;
