import { z } from "zod";
import { CAPABILITIES, type Capability, ROLES, type Role } from "@/lib/core/access/capabilities";
import { idPattern } from "@/lib/core/ids";
import { endpoint, isoTime, nothing } from "./endpoint";

export const role = z.enum(Object.keys(ROLES) as [Role, ...Role[]]);
const capability = z.enum(Object.keys(CAPABILITIES) as [Capability, ...Capability[]]);
const password = z.string().min(12, "needs at least 12 characters").max(128);
const email = z.email("must be an e-mail address").max(200);

export const userSchema = z
  .object({ id: z.string(), name: z.string(), email: z.string(), role, createdAt: isoTime })
  .meta({ id: "User" });
export type User = z.infer<typeof userSchema>;

export const tokenSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    hint: z.string().describe("the first characters, to recognise it by"),
    role,
    ownerName: z.string(),
    createdAt: isoTime,
    expiresAt: isoTime,
    lastUsedAt: isoTime.nullable(),
    revokedAt: isoTime.nullable(),
  })
  .meta({ id: "ApiToken" });
export type ApiToken = z.infer<typeof tokenSchema>;

export const people = {
  getMe: endpoint({
    method: "GET",
    path: "/me",
    status: 200,
    capability: "signed-in",
    tag: "people",
    summary: "Who I am and what I may do",
    input: nothing,
    output: z.object({
      id: z.string(),
      name: z.string(),
      kind: z.enum(["user", "token"]),
      role,
      capabilities: z.array(capability),
      isDemo: z.boolean(),
      isSimulated: z.boolean(),
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
    summary: "People and their roles",
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
    input: z.strictObject({ name: z.string().trim().min(1).max(80), email, password, role }),
    output: userSchema,
  }),
  updateUserRole: endpoint({
    method: "PATCH",
    path: "/users/{id}",
    status: 200,
    capability: "users.manage",
    tag: "people",
    summary: "Change a person's role; the last admin keeps theirs",
    input: z.strictObject({ id: z.string().min(1).max(100), role }),
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
    input: z.strictObject({
      name: z.string().trim().min(1, "needs a name").max(80),
      role: role.describe("at most one's own role"),
      expiresInDays: z.number().int().min(1).max(365).default(90),
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
