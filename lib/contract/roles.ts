import { z } from "zod";
import { idPattern } from "@/lib/core/ids";
import { capability, grantSchema, roleRef, roleSchema, selectorSchema } from "./access-fields";
import { endpoint, isoTime, nothing } from "./endpoint";

const capabilities = z.array(capability).min(1, "needs at least one capability").max(60);
const name = z.string().trim().min(1, "needs a name").max(60);
const description = z.string().trim().max(300);
const version = z.number().int().min(1).describe("the version you looked at; another one now is refused");

export const roles = {
  listRoles: endpoint({
    method: "GET",
    path: "/roles",
    status: 200,
    capability: "signed-in",
    tag: "people",
    summary: "Roles: the built-in ones and those of one's own, with their capabilities",
    input: nothing,
    output: z.object({ items: z.array(roleSchema) }),
  }),
  createRole: endpoint({
    method: "POST",
    path: "/roles",
    status: 201,
    capability: "users.manage",
    idempotent: true,
    tag: "people",
    summary: "Make a role of one's own; at most with capabilities that one has oneself",
    input: z.strictObject({ name, description: description.default(""), capabilities }),
    output: roleSchema,
  }),
  updateRole: endpoint({
    method: "PATCH",
    path: "/roles/{id}",
    status: 200,
    capability: "users.manage",
    tag: "people",
    summary: "Change a role of one's own, for everybody who has it, from the next request on",
    input: z.strictObject({
      id: z.string().regex(idPattern("role")),
      version,
      name: name.optional(),
      description: description.optional(),
      capabilities: capabilities.optional(),
    }),
    output: roleSchema,
  }),
  removeRole: endpoint({
    method: "DELETE",
    path: "/roles/{id}",
    status: 200,
    capability: "users.manage",
    tag: "people",
    summary: "Remove a role that nobody has any more",
    input: z.strictObject({ id: z.string().regex(idPattern("role")) }),
    output: nothing,
  }),
  listGrants: endpoint({
    method: "GET",
    path: "/grants",
    status: 200,
    capability: "users.manage",
    tag: "people",
    summary: "Grants that hold now: which role over what, for whom, until when",
    input: nothing,
    output: z.object({ items: z.array(grantSchema) }),
  }),
  giveGrant: endpoint({
    method: "POST",
    path: "/grants",
    status: 201,
    capability: "users.manage",
    idempotent: true,
    tag: "people",
    summary: "Give a person or a group a role over a scope, perhaps only until a time; at most what one has oneself",
    input: z
      .strictObject({
        subjectKind: z.enum(["user", "group"]).default("user"),
        subject: z.string().trim().min(1).max(300).describe("a user's id, or `<provider>:<group>`"),
        role: roleRef,
        selector: selectorSchema.default({ kind: "all" }),
        reason: z.string().trim().min(5, "needs a reason of at least 5 characters").max(500).optional(),
        expiresAt: isoTime.optional().describe("at most 90 days away"),
      })
      .refine((input) => input.expiresAt === undefined || input.reason !== undefined, {
        path: ["reason"],
        message: "a grant with an end needs a reason",
      }),
    output: grantSchema,
  }),
  revokeGrant: endpoint({
    method: "DELETE",
    path: "/grants/{id}",
    status: 200,
    capability: "users.manage",
    tag: "people",
    summary: "Take a grant back; the last admin keeps theirs",
    input: z.strictObject({ id: z.string().regex(idPattern("grant")) }),
    output: nothing,
  }),
};
