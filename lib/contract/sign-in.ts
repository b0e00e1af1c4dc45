import { z } from "zod";
import { idPattern } from "@/lib/core/ids";
import { SIGNING_ALGORITHMS } from "@/lib/core/sign-in/claims";
import { endpoint, isoTime, nothing } from "./endpoint";

export const providerKey = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, "must be lower-case letters, digits and hyphens, beginning with a letter");
const algorithm = z.enum(SIGNING_ALGORITHMS);
const word = z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,100}$/, "must be one word");
const providerId = z.strictObject({ id: z.string().regex(idPattern("provider")) });

export const providerSchema = z
  .object({
    id: z.string(),
    key: z.string().describe("names the provider in groups: `<key>:<group>`"),
    name: z.string(),
    issuer: z.string(),
    clientId: z.string(),
    hasClientSecret: z.boolean().describe("the secret itself is never shown"),
    scopes: z.array(z.string()),
    groupsClaim: z.string().nullable(),
    algorithms: z.array(algorithm).describe("signatures that its ID tokens may carry"),
    isOn: z.boolean(),
    createsPeople: z.boolean().describe("whether somebody new becomes a person here, with no rights yet"),
    version: z.number().int(),
    updatedAt: isoTime,
    updatedByName: z.string().nullable(),
    identityCount: z.number().int().describe("people who sign in with it"),
  })
  .meta({ id: "Provider" });
export type Provider = z.infer<typeof providerSchema>;

export const PROVIDER_VERDICTS = [
  "ready",
  "refused-address",
  "unreachable",
  "not-a-provider",
  "wrong-issuer",
  "no-code-flow",
  "no-common-algorithm",
] as const;
export type ProviderVerdict = (typeof PROVIDER_VERDICTS)[number];

export const signIn = {
  listSignInWays: endpoint({
    method: "GET",
    path: "/sign-in-ways",
    status: 200,
    capability: "public",
    tag: "sign-in",
    summary: "How people sign in here: names of providers, and whether by password",
    input: nothing,
    output: z.object({
      isPasswordOn: z.boolean(),
      providers: z.array(z.object({ key: z.string(), name: z.string() })),
    }),
  }),
  listProviders: endpoint({
    method: "GET",
    path: "/sign-in-providers",
    status: 200,
    capability: "users.manage",
    tag: "sign-in",
    summary: "OpenID providers that people sign in with",
    input: nothing,
    output: z.object({
      items: z.array(providerSchema),
      isPasswordOn: z.boolean(),
      redirectUri: z.string().describe("to register with each provider"),
    }),
  }),
  putProvider: endpoint({
    method: "PUT",
    path: "/sign-in-providers",
    status: 200,
    capability: "users.manage",
    tag: "sign-in",
    summary: "Make a provider, or change the one with this key; its issuer stays what it was",
    input: z.strictObject({
      key: providerKey,
      name: z.string().trim().min(1, "needs a name").max(60),
      issuer: z
        .url({ protocol: /^https?$/, error: "must be an https address" })
        .max(500)
        .refine((text) => !/[?#@]/.test(text), "must be an address without query, fragment and name")
        .describe("exactly as the provider writes it; http only for hosts that the operator named"),
      clientId: z.string().trim().min(1).max(300),
      clientSecret: z
        .string()
        .min(1)
        .max(1000)
        .nullable()
        .optional()
        .describe("kept sealed and never shown; absent: the one it has; null: none"),
      scopes: z
        .array(word)
        .max(20)
        .default(["openid", "profile", "email"])
        .transform((scopes) => [...new Set(["openid", ...scopes])]),
      groupsClaim: word.nullable().default(null),
      algorithms: z.array(algorithm).min(1).max(SIGNING_ALGORITHMS.length).default(["RS256"]),
      isOn: z.boolean().default(true),
      createsPeople: z.boolean().default(true),
      version: z.int32().min(1).optional().describe("the version you looked at; absent for a new provider"),
    }),
    output: providerSchema,
  }),
  removeProvider: endpoint({
    method: "DELETE",
    path: "/sign-in-providers/{id}",
    status: 200,
    capability: "users.manage",
    tag: "sign-in",
    summary: "Remove a provider and end the sessions of those who sign in with it; their identities stay known",
    input: providerId,
    output: nothing,
  }),
  testProvider: endpoint({
    method: "POST",
    path: "/sign-in-providers/{id}/test",
    status: 200,
    capability: "users.manage",
    tag: "sign-in",
    summary: "Ask a provider now what it says of itself; nobody is signed in",
    input: providerId,
    output: z.object({
      verdict: z.enum(PROVIDER_VERDICTS),
      words: z.string(),
      algorithms: z.array(z.string()).describe("signatures that it says it uses"),
    }),
  }),
  setPasswordSignIn: endpoint({
    method: "PUT",
    path: "/sign-in-ways/password",
    status: 200,
    capability: "users.manage",
    tag: "sign-in",
    summary:
      "Let people sign in by password, or only through providers; refused while no admin has signed in through one",
    input: z.strictObject({ isOn: z.boolean() }),
    output: z.object({ isPasswordOn: z.boolean() }),
  }),
};
