import { createHash } from "node:crypto";
import type { AlertMessage, ChannelMessage } from "@/lib/core/alerts/notification";
import { ask, failureFrom, under } from "./ask";
import type { Channel, Sent } from "./channel";
import { cut, cutLine } from "./cut";
import type { WayOut } from "./issue-tracker";

interface Config {
  readonly region: "us" | "eu";
  readonly apiUrl?: string | undefined;
}
interface Secret {
  readonly routingKey: string;
}

const REGIONS = { us: "https://events.pagerduty.com", eu: "https://events.eu.pagerduty.com" } as const;
const ACTIONS = {
  opened: "trigger",
  repeated: "trigger",
  acknowledged: "acknowledge",
  resolved: "resolve",
  test: "trigger",
} as const;

/**
 * PagerDuty's Events API v2. All events of one alert have its dedup key, so that PagerDuty folds them into one incident, and one
 * that is sent twice is one. A test is an incident of severity *info* that is resolved at once.
 */
export const pagerduty: Channel<Config, Secret> = {
  async send(message: ChannelMessage, config, secret, outside): Promise<Sent> {
    if (message.kind === "review")
      return { kind: "refused", reason: "PagerDuty takes alerts only: send reviews to another channel." };
    const sent = await enqueue(outside, config, eventOf(message, secret));
    if (message.kind !== "test" || sent.kind !== "delivered") return sent;
    const ended = await enqueue(outside, config, { ...keyOf(message, secret), event_action: "resolve" });
    return ended.kind === "delivered" ? sent : ended;
  },
};

async function enqueue(outside: WayOut, config: Config, body: object): Promise<Sent> {
  const asked = await ask(outside, under(config.apiUrl ?? REGIONS[config.region], "/v2/enqueue"), {
    method: "POST",
    body,
  });
  if (asked.kind === "silent" || asked.status !== 202) return failureFrom(asked, "PagerDuty", errorsIn(asked));
  return { kind: "delivered", externalId: dedupKeyIn(asked.body) };
}

function keyOf({ dedupKey }: AlertMessage, { routingKey }: Secret) {
  return { routing_key: routingKey, dedup_key: pagerDutyKey(dedupKey) };
}

/** PagerDuty takes 255 characters. */
function pagerDutyKey(dedupKey: string): string {
  return dedupKey.length <= 255 ? dedupKey : createHash("sha256").update(dedupKey).digest("hex");
}

function eventOf(message: AlertMessage, secret: Secret): object {
  const key = { ...keyOf(message, secret), event_action: ACTIONS[message.kind] };
  if (key.event_action !== "trigger") return key;
  return {
    ...key,
    client: "Dead Letter Office",
    client_url: message.openUrl,
    links: linksOf(message),
    payload: payloadOf(message),
  };
}

function payloadOf(message: AlertMessage): object {
  const [first] = message.reasons;
  return {
    summary: cutLine(message.title, 1024),
    source: cutLine([...message.accounts, ...message.regions].join(" ") || "Dead Letter Office", 255),
    severity: message.kind === "test" ? "info" : message.severity === "page" ? "critical" : "warning",
    timestamp: message.openedAt,
    ...(first && { component: cutLine(first.subject, 255), class: first.condition }),
    ...(message.pipelines[0] && { group: cutLine(message.pipelines[0].name, 255) }),
    custom_details: detailsOf(message),
  };
}

/** What a person who was woken reads; nothing that is not known. */
function detailsOf(message: AlertMessage): Record<string, unknown> {
  const all = {
    reasons: message.reasons.map(({ sentence, since }) => cut(`${sentence} (since ${since})`, 1000)),
    more_reasons: message.moreCount === 0 ? null : message.moreCount,
    time_to_loss: message.timeToLoss,
    suspect: message.suspect,
    last_run: message.lastRun,
    owner: message.owner,
    team: message.team,
    environment: message.environment,
    pipelines: message.pipelines.map(({ name }) => name),
    runbook: message.runbook,
    acknowledge: message.acknowledgeUrl,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
}

function linksOf(message: AlertMessage): object[] {
  const runbook = message.runbook === null ? [] : [{ label: "Runbook", url: message.runbook }];
  const all = [{ label: "Open the alert", url: message.openUrl }, ...runbook, ...message.links];
  return all.slice(0, 20).map(({ label, url }) => ({ href: url, text: cutLine(label, 100) }));
}

function errorsIn(asked: { readonly kind: string; readonly body?: unknown }): string {
  const { body } = asked;
  if (typeof body !== "object" || body === null) return "";
  const errors = "errors" in body && Array.isArray(body.errors) ? body.errors : [];
  return errors.filter((error) => typeof error === "string").join("; ");
}

function dedupKeyIn(body: unknown): string | undefined {
  if (typeof body !== "object" || body === null || !("dedup_key" in body)) return undefined;
  return typeof body.dedup_key === "string" ? body.dedup_key : undefined;
}
