import type { AlertMessage } from "@/lib/core/alerts/notification";
import { ask, basic, failureFrom, under } from "./ask";
import type { Channel } from "./channel";
import { cut, cutLine } from "./cut";

interface Config {
  readonly url: string;
}
interface Secret {
  readonly username?: string | undefined;
  readonly password?: string | undefined;
}

/**
 * An alert that fires is told when something changes and at each repeat, not every minute as Prometheus does. So it is told to hold for
 * much longer than any repeat takes: it ends when we say so, or by itself where nothing was heard of us for 30 days.
 */
const HOLDS_FOR_MS = 30 * 24 * 3600 * 1000;
const TEST_HOLDS_FOR_MS = 5 * 60 * 1000;

/** Alertmanager's API v2. One alert of ours is one of its: by labels that do not change while it lasts, but for its severity. */
export const alertmanager: Channel<Config, Secret> = {
  async send(message, config, { username, password }, outside) {
    if (message.kind === "review")
      return { kind: "refused", reason: "Alertmanager takes alerts only: send reviews to another channel." };
    const headers = password === undefined ? {} : basic(username ?? "", password);
    const body = alertsOf(message, outside.now());
    const asked = await ask(outside, under(config.url, "/api/v2/alerts"), { method: "POST", headers, body });
    if (asked.kind === "answered" && asked.status === 200) return { kind: "delivered" };
    return failureFrom(asked, "Alertmanager", detailIn(asked));
  },
};

/** The severity is a label, so an alert that became graver is another one there: what it was is ended in the same breath. */
function alertsOf(message: AlertMessage, now: Date): object[] {
  const other = message.severity === "page" ? "notify" : "page";
  const isOver = message.kind === "resolved";
  const holdsForMs = message.kind === "test" ? TEST_HOLDS_FOR_MS : HOLDS_FOR_MS;
  const endsAt = isOver
    ? (message.resolvedAt ?? now.toISOString())
    : new Date(now.getTime() + holdsForMs).toISOString();
  const present = alertOf(message, message.severity, endsAt);
  if (message.kind === "test") return [present];
  return [present, alertOf(message, other, isOver ? endsAt : now.toISOString())];
}

function alertOf(message: AlertMessage, severity: AlertMessage["severity"], endsAt: string): object {
  return {
    labels: known({
      alertname: message.kind === "test" ? "DeadLetterOfficeTest" : "DeadLetterOffice",
      dlo_alert: message.dedupKey,
      severity,
      owner: message.owner,
      team: message.team,
      environment: message.environment,
    }),
    annotations: known({
      summary: cutLine(message.title, 1000),
      description: cut(message.reasons.map(({ sentence }) => sentence).join("\n"), 8000),
      runbook_url: message.runbook,
      time_to_loss: message.timeToLoss,
      suspect: message.suspect,
      last_run: message.lastRun,
      pipelines: message.pipelines.map(({ name }) => name).join(", "),
      accounts: message.accounts.join(", "),
      regions: message.regions.join(", "),
      acknowledged_by: message.acknowledgedBy,
      acknowledge_url: message.acknowledgeUrl,
    }),
    startsAt: message.openedAt,
    endsAt: endsAt < message.openedAt ? message.openedAt : endsAt,
    generatorURL: message.openUrl,
  };
}

/** Without what is not known: an empty label is none there. */
function known(all: Readonly<Record<string, string | null>>): Record<string, string> {
  const filled = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null && entry[1] !== "");
  return Object.fromEntries(filled);
}

function detailIn(asked: { readonly kind: string; readonly body?: unknown }): string {
  return typeof asked.body === "string" ? asked.body : "";
}
