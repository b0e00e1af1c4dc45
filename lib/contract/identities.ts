import { z } from "zod";
import { idPattern } from "@/lib/core/ids";
import { endpoint, isoTime, nothing } from "./endpoint";
import { password } from "./people";

const userId = z.string().min(1).max(100);
const identityId = z.string().regex(idPattern("identity"));

export const identitySchema = z
  .object({
    id: z.string(),
    userId: z.string().nullable().describe("null: nobody's yet, an admin links it"),
    userName: z.string().nullable(),
    providerKey: z.string(),
    issuer: z.string(),
    subject: z.string(),
    name: z.string().nullable().describe("as the provider says"),
    email: z.string().nullable().describe("as the provider said last; it decides nothing"),
    emailAtLink: z.string().nullable(),
    groups: z.array(z.string()).describe("at the last sign-in; they count for 24 hours after it"),
    firstSeenAt: isoTime,
    lastTriedAt: isoTime,
    lastSignedInAt: isoTime.nullable(),
    linkedAt: isoTime.nullable(),
    linkedByName: z.string().nullable(),
    sameEmailUserId: z.string().nullable().describe("who has this e-mail address here, when it is nobody's"),
  })
  .meta({ id: "Identity" });
export type Identity = z.infer<typeof identitySchema>;

export const sessionSchema = z
  .object({
    id: z.string(),
    userId: z.string(),
    userName: z.string(),
    isCurrent: z.boolean(),
    createdAt: isoTime,
    usedAt: isoTime.describe("noted at most once a minute"),
    endsAt: isoTime.describe("at the latest: after 8 hours without use, or 24 hours in all"),
    ip: z.string().nullable(),
    browser: z.string().describe("as the browser says"),
  })
  .meta({ id: "Session" });
export type SessionView = z.infer<typeof sessionSchema>;

export const identities = {
  listIdentities: endpoint({
    method: "GET",
    path: "/identities",
    status: 200,
    capability: "users.manage",
    tag: "sign-in",
    summary: "Identities at providers: those of one person, or those that wait to be linked",
    input: z.object({ userId: userId.optional().describe("absent: those that are nobody's, last tried first") }),
    output: z.object({ items: z.array(identitySchema) }),
  }),
  linkIdentity: endpoint({
    method: "POST",
    path: "/identities/{id}/link",
    status: 200,
    capability: "users.manage",
    tag: "sign-in",
    summary: "Say whose identity this is; from now on it signs that person in",
    input: z.strictObject({ id: identityId, userId }),
    output: identitySchema,
  }),
  unlinkIdentity: endpoint({
    method: "POST",
    path: "/identities/{id}/unlink",
    status: 200,
    capability: "users.manage",
    tag: "sign-in",
    summary: "Take an identity from a person and end their sessions; refused for the last way in of the last admin",
    input: z.strictObject({ id: identityId }),
    output: identitySchema,
  }),
  listSessions: endpoint({
    method: "GET",
    path: "/sessions",
    status: 200,
    capability: "signed-in",
    tag: "sign-in",
    summary: "Where somebody is signed in: oneself, or anybody for who manages people",
    input: z.object({ userId: userId.optional().describe("absent: oneself") }),
    output: z.object({ items: z.array(sessionSchema) }),
  }),
  revokeSession: endpoint({
    method: "DELETE",
    path: "/sessions/{id}",
    status: 200,
    capability: "signed-in",
    tag: "sign-in",
    summary: "End a session: one's own, or anybody's for who manages people; its next request is nobody's",
    input: z.strictObject({ id: z.string().regex(idPattern("session")) }),
    output: nothing,
  }),
  revokeAllSessions: endpoint({
    method: "POST",
    path: "/users/{id}/end-sessions",
    status: 200,
    capability: "signed-in",
    tag: "sign-in",
    summary: "End all sessions of a person, or of oneself",
    input: z.strictObject({ id: userId }),
    output: z.object({ endedCount: z.number().int() }),
  }),
  setPassword: endpoint({
    method: "PUT",
    path: "/users/{id}/password",
    status: 200,
    capability: "users.manage",
    tag: "people",
    summary: "Give a person a new password and end their sessions",
    input: z.strictObject({ id: userId, password }),
    output: nothing,
  }),
  removeUser: endpoint({
    method: "DELETE",
    path: "/users/{id}",
    status: 200,
    capability: "users.manage",
    tag: "people",
    summary: "Keep a person out: ends their sessions, revokes their tokens; the last admin stays",
    input: z.strictObject({ id: userId }),
    output: nothing,
  }),
  restoreUser: endpoint({
    method: "POST",
    path: "/users/{id}/restore",
    status: 200,
    capability: "users.manage",
    tag: "people",
    summary: "Let a removed person in again, with the grants they had; revoked tokens stay revoked",
    input: z.strictObject({ id: userId }),
    output: nothing,
  }),
};
