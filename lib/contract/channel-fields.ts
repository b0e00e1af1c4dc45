import { z } from "zod";

const host = z.string().trim().min(1).max(253);
/** One with a password in it would be shown wherever the settings are. */
const address = z
  .url({ protocol: /^https?$/, error: "must be an http(s) address" })
  .max(2000)
  .refine((text) => !isSignedIn(text), "may not hold a user name or password");
const secretText = z.string().min(1).max(4000);
const mail = z.email("must be an e-mail address").max(320);
const mails = z.array(mail).min(1, "needs at least one address").max(50);

function isSignedIn(text: string): boolean {
  const { username, password } = URL.canParse(text) ? new URL(text) : { username: "", password: "" };
  return username !== "" || password !== "";
}

/** What may be read of a channel, by kind. Addresses that are secrets themselves (Slack's) stand among the secrets. */
export const channelConfigs = {
  webhook: z.strictObject({ url: address }),
  slack: z.strictObject({}),
  pagerduty: z.strictObject({ region: z.enum(["us", "eu"]).default("us"), apiUrl: address.optional() }),
  email: z.strictObject({
    host,
    port: z.int().min(1).max(65_535).default(587),
    security: z.enum(["starttls", "tls", "none"]).default("starttls"),
    username: z.string().max(320).optional(),
    from: mail,
    to: mails,
  }),
  alertmanager: z.strictObject({ url: address }),
  jira: z.strictObject({
    url: address,
    email: mail,
    project: z
      .string()
      .trim()
      .regex(/^[A-Z][A-Z0-9_]{1,99}$/, "must be a project key, for example OPS"),
    issueType: z.string().trim().min(1).max(100).default("Bug"),
  }),
  github: z.strictObject({
    repository: z
      .string()
      .trim()
      .regex(/^[\w.-]{1,100}\/[\w.-]{1,100}$/, "must be owner/name"),
    apiUrl: address.default("https://api.github.com"),
    labels: z.array(z.string().trim().min(1).max(50)).max(20).default([]),
  }),
} as const;

/** What is sealed and never shown again, by kind. */
export const channelSecrets = {
  webhook: z.strictObject({ signingKey: secretText.min(16, "must have at least 16 characters") }),
  slack: z.strictObject({ webhookUrl: address }),
  pagerduty: z.strictObject({
    routingKey: z.string().regex(/^[A-Za-z0-9]{32}$/, "must be the 32 characters of an Events API v2 integration key"),
    webhookSecret: secretText.optional().describe("of a V3 webhook subscription: with it PagerDuty may answer"),
  }),
  email: z.strictObject({ password: secretText.optional() }),
  alertmanager: z.strictObject({ username: z.string().max(200).optional(), password: secretText.optional() }),
  jira: z.strictObject({ apiToken: secretText }),
  github: z.strictObject({ token: secretText }),
} as const;
export type ChannelConfigOf<K extends keyof typeof channelConfigs> = z.output<(typeof channelConfigs)[K]>;
export type ChannelSecretOf<K extends keyof typeof channelSecrets> = z.output<(typeof channelSecrets)[K]>;

const one = <K extends keyof typeof channelConfigs>(kind: K) =>
  z.strictObject({
    kind: z.literal(kind),
    name: z.string().trim().min(1).max(80),
    config: channelConfigs[kind],
    secret: channelSecrets[kind],
  });
/** A new channel. */
export const newChannelSchema = z.discriminatedUnion("kind", [
  one("webhook"),
  one("slack"),
  one("pagerduty"),
  one("email"),
  one("alertmanager"),
  one("jira"),
  one("github"),
]);
