import type { ChannelKind } from "@/lib/core/alerts/notification";

export interface ChannelField {
  readonly key: string;
  readonly label: string;
  readonly help?: string;
  /** list: several between commas. */
  readonly type?: "text" | "number" | "list" | "choice";
  readonly choices?: readonly { value: string; label: string }[];
  readonly isOptional?: boolean;
  readonly start?: string;
}

export interface ChannelForm {
  readonly label: string;
  readonly what: string;
  readonly config: readonly ChannelField[];
  readonly secret: readonly ChannelField[];
}

/** What each kind of channel asks for; the contract checks it. */
export const CHANNEL_FORMS: Readonly<Record<ChannelKind, ChannelForm>> = {
  webhook: {
    label: "Signed webhook",
    what: "A POST of JSON, signed with a key that both sides know.",
    config: [{ key: "url", label: "Address", help: "https:// or http://" }],
    secret: [{ key: "signingKey", label: "Signing key", help: "At least 16 characters; the other side checks by it." }],
  },
  slack: {
    label: "Slack",
    what: "A message in one Slack channel, by an incoming webhook.",
    config: [],
    secret: [
      { key: "webhookUrl", label: "Webhook address", help: "https://hooks.slack.com/…: whoever has it may post." },
    ],
  },
  pagerduty: {
    label: "PagerDuty",
    what: "Events v2: triggers, acknowledges and resolves; with the webhook secret PagerDuty may answer too.",
    config: [
      {
        key: "region",
        label: "Service region",
        type: "choice",
        start: "us",
        choices: [
          { value: "us", label: "United States" },
          { value: "eu", label: "Europe" },
        ],
      },
      { key: "apiUrl", label: "Other address", help: "only for a gateway of your own", isOptional: true },
    ],
    secret: [
      { key: "routingKey", label: "Integration key", help: "32 characters, of an Events API v2 integration." },
      {
        key: "webhookSecret",
        label: "Webhook secret",
        help: "Of a V3 webhook subscription that sends to the address shown after saving.",
        isOptional: true,
      },
    ],
  },
  email: {
    label: "E-mail",
    what: "A mail by your own SMTP server.",
    config: [
      { key: "host", label: "SMTP server" },
      { key: "port", label: "Port", type: "number", start: "587" },
      {
        key: "security",
        label: "Security",
        type: "choice",
        start: "starttls",
        choices: [
          { value: "starttls", label: "STARTTLS" },
          { value: "tls", label: "TLS from the first byte" },
          { value: "none", label: "None: what is sent can be read on the way" },
        ],
      },
      { key: "username", label: "User name", isOptional: true },
      { key: "from", label: "From" },
      { key: "to", label: "To", type: "list", help: "several between commas" },
    ],
    secret: [{ key: "password", label: "Password", isOptional: true }],
  },
  alertmanager: {
    label: "Alertmanager",
    what: "Alerts in the API of Prometheus Alertmanager, which sends them on.",
    config: [{ key: "url", label: "Address", help: "without /api/v2/alerts" }],
    secret: [
      { key: "username", label: "User name", isOptional: true },
      { key: "password", label: "Password", isOptional: true },
    ],
  },
  jira: {
    label: "Jira",
    what: "Issues made of failures; their status is read back.",
    config: [
      { key: "url", label: "Address", help: "https://example.atlassian.net" },
      { key: "email", label: "Account", help: "the e-mail address that the token belongs to" },
      { key: "project", label: "Project key", help: "for example OPS" },
      { key: "issueType", label: "Issue type", start: "Bug" },
    ],
    secret: [{ key: "apiToken", label: "API token" }],
  },
  github: {
    label: "GitHub",
    what: "Issues made of failures; their status is read back.",
    config: [
      { key: "repository", label: "Repository", help: "owner/name" },
      { key: "apiUrl", label: "API address", start: "https://api.github.com" },
      { key: "labels", label: "Labels", type: "list", help: "several between commas", isOptional: true },
    ],
    secret: [{ key: "token", label: "Token", help: "may write issues of this repository" }],
  },
};
