import { z } from "zod";
import { idPattern } from "@/lib/core/ids";
import { capability, grantSchema, roleRef, selectorSchema } from "./access-fields";
import { endpoint, isoTime, nothing } from "./endpoint";

export const password = z.string().min(12, "needs at least 12 characters").max(128);
export const email = z.email("must be an e-mail address").max(200);

export const userSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    createdAt: isoTime,
    disabledAt: isoTime.nullable(),
    grants: z.array(grantSchema).describe("given to the person directly; groups add theirs at sign-in"),
  })
  .meta({ id: "User" });
export type User = z.infer<typeof userSchema>;

export const tokenSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    hint: z.string().describe("the first characters, to recognise it by"),
    capabilities: z.array(capability),
    selector: selectorSchema,
    where: z.string().describe("the selector in words"),
    maxMessages: z.number().int().nullable().describe("how many messages one plan may have that it applies"),
    ownerName: z.string(),
    createdAt: isoTime,
    expiresAt: isoTime,
    lastUsedAt: isoTime.nullable(),
    revokedAt: isoTime.nullable(),
  })
  .meta({ id: "ApiToken" });
export type ApiToken = z.infer<typeof tokenSchema>;

const placeSchema = z
  .object({
    isEverywhere: z.boolean(),
    accountIds: z.array(z.string()).describe("whole accounts"),
    arns: z.array(z.string()).max(200).describe("single resources besides, at most 200 of them"),
    arnCount: z.number().int(),
  })
  .meta({ id: "Place" });

export const people = {
  getMe: endpoint({
    method: "GET",
    path: "/me",
    status: 200,
    capability: "signed-in",
    tag: "people",
    summary: "Who I am and what I may do where",
    input: nothing,
    output: z.object({
      id: z.string(),
      name: z.string(),
      kind: z.enum(["user", "token"]),
      roles: z.array(z.string()).describe("names of the roles I have, for a page"),
      capabilities: z.array(capability).describe("what I may do somewhere"),
      places: z.partialRecord(capability, placeSchema).describe("where I may do it"),
      maxMessages: z
        .number()
        .int()
        .nullable()
        .describe("how many messages one plan of mine may have; null: as my capabilities say"),
      admins: z.array(z.string()).describe("up to three people who can give rights"),
      isDemo: z.boolean(),
      isSimulated: z.boolean(),
    }),
  }),
  getMyPermissions: endpoint({
    method: "GET",
    path: "/me/permissions",
    status: 200,
    capability: "signed-in",
    tag: "people",
    summary: "Each capability: whether I have it, where, through which grant, until when; and who could give it",
    input: nothing,
    output: z.object({
      items: z.array(
        z.object({
          capability,
          meaning: z.string(),
          isHeld: z.boolean(),
          through: z.array(
            z.object({
              roleName: z.string(),
              where: z.string(),
              by: z.string().describe("directly, or the group it comes from"),
              reason: z.string().nullable(),
              expiresAt: isoTime.nullable(),
            }),
          ),
        }),
      ),
      admins: z.array(z.string()).describe("people who can give rights"),
    }),
  }),
  createFirstAdmin: endpoint({
    method: "POST",
    path: "/setup",
    status: 201,
    capability: "public",
    tag: "people",
    summary: "Make the first admin with the one-time token printed at first start",
    input: z.strictObject({
      token: z.string().min(20).max(200),
      name: z.string().trim().min(1).max(80),
      email,
      password,
    }),
    output: userSchema,
  }),
  listUsers: endpoint({
    method: "GET",
    path: "/users",
    status: 200,
    capability: "users.manage",
    tag: "people",
    summary: "People and their grants",
    input: nothing,
    output: z.object({ items: z.array(userSchema) }),
  }),
  createUser: endpoint({
    method: "POST",
    path: "/users",
    status: 201,
    capability: "users.manage",
    tag: "people",
    summary: "Add a person with e-mail and password",
    input: z.strictObject({
      name: z.string().trim().min(1).max(80),
      email,
      password,
      role: roleRef.optional().describe("given over `selector`; without it the person may do nothing yet"),
      selector: selectorSchema.default({ kind: "all" }),
    }),
    output: userSchema,
  }),
  listTokens: endpoint({
    method: "GET",
    path: "/tokens",
    status: 200,
    capability: "tokens.manage",
    tag: "people",
    summary: "API tokens: one's own, or all for an admin",
    input: nothing,
    output: z.object({ items: z.array(tokenSchema) }),
  }),
  createToken: endpoint({
    method: "POST",
    path: "/tokens",
    status: 201,
    capability: "tokens.manage",
    tag: "people",
    summary: "Make an API token; its text is shown once and only its hash is kept",
    input: z
      .strictObject({
        name: z.string().trim().min(1, "needs a name").max(80),
        role: roleRef.optional().describe("instead of `capabilities`: those of this role"),
        capabilities: z
          .array(capability)
          .min(1)
          .max(60)
          .optional()
          .describe("at most one's own; its owner's rights bound them at each request"),
        selector: selectorSchema.default({ kind: "all" }),
        maxMessages: z.number().int().min(1).max(1_000_000).optional(),
        expiresInDays: z.number().int().min(1).max(365).default(90),
      })
      .refine((input) => (input.role === undefined) !== (input.capabilities === undefined), {
        path: ["capabilities"],
        message: "send either role or capabilities",
      }),
    output: tokenSchema.extend({ token: z.string() }),
  }),
  revokeToken: endpoint({
    method: "DELETE",
    path: "/tokens/{id}",
    status: 200,
    capability: "tokens.manage",
    tag: "people",
    summary: "Revoke a token; the next request with it is refused",
    input: z.strictObject({ id: z.string().regex(idPattern("token")) }),
    output: nothing,
  }),
};
