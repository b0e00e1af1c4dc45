import { type AlertRouteView, routeSchema } from "@/lib/contract/alert-settings";
import type { Condition } from "@/lib/core/alerts/reason";
import { CONDITION_WORDS } from "../../alerts/alert-words";
import { fieldProblems } from "./field-problems";

type Match = AlertRouteView["match"];

export interface RouteDraft {
  readonly name: string;
  readonly owner: string;
  readonly team: string;
  readonly pipeline: string;
  readonly account: string;
  readonly environment: string;
  readonly tier: "" | NonNullable<Match["tier"]>;
  readonly production: "" | "yes" | "no";
  readonly severityIs: "" | NonNullable<Match["severity"]>;
  readonly hours: "" | NonNullable<Match["hours"]>;
  readonly conditions: readonly Condition[];
  readonly channels: readonly string[];
  readonly severity: AlertRouteView["severity"];
  /** Minutes; empty: once. */
  readonly repeat: string;
}

const EMPTY: AlertRouteView = { name: "", match: {}, channels: [], severity: "as-is", repeatMinutes: 240 };

export function draftOfRoute({ name, match, channels, severity, repeatMinutes }: AlertRouteView = EMPTY): RouteDraft {
  return {
    name,
    owner: match.owner ?? "",
    team: match.team ?? "",
    pipeline: match.pipeline ?? "",
    account: match.account ?? "",
    environment: match.environment ?? "",
    tier: match.tier ?? "",
    production: match.production === undefined ? "" : match.production ? "yes" : "no",
    severityIs: match.severity ?? "",
    hours: match.hours ?? "",
    conditions: match.conditions ?? [],
    channels,
    severity,
    repeat: repeatMinutes === null ? "" : String(repeatMinutes),
  };
}

/** The route that is meant; parts that are empty do not narrow it. */
export function routeOf(draft: RouteDraft): AlertRouteView {
  const text = (key: "owner" | "team" | "pipeline" | "account" | "environment") =>
    draft[key].trim() ? { [key]: draft[key].trim() } : {};
  return {
    name: draft.name.trim(),
    match: {
      ...text("owner"),
      ...text("team"),
      ...text("pipeline"),
      ...text("account"),
      ...text("environment"),
      ...(draft.tier ? { tier: draft.tier } : {}),
      ...(draft.production ? { production: draft.production === "yes" } : {}),
      ...(draft.severityIs ? { severity: draft.severityIs } : {}),
      ...(draft.hours ? { hours: draft.hours } : {}),
      ...(draft.conditions.length > 0 ? { conditions: [...draft.conditions] } : {}),
    },
    channels: [...draft.channels],
    severity: draft.severity,
    repeatMinutes: draft.repeat.trim() === "" ? null : Number(draft.repeat),
  };
}

export function routeProblems(draft: RouteDraft, taken: readonly string[]): Readonly<Record<string, string>> {
  const found = fieldProblems(routeSchema, routeOf(draft));
  return {
    ...found,
    ...(found.name ? { name: "Give it a name." } : {}),
    ...(taken.includes(draft.name.trim()) ? { name: "Another route has this name." } : {}),
    ...(found.repeatMinutes ? { repeatMinutes: "Minutes from 15 to 10,080, or nothing." } : {}),
  };
}

/** When a route applies, as a sentence part. */
export function whenWords({ match }: AlertRouteView): string {
  const parts = [
    match.owner && `owner ${match.owner}`,
    match.team && `team ${match.team}`,
    match.pipeline && `pipeline ${match.pipeline}`,
    match.account && `account ${match.account}`,
    match.environment && `environment ${match.environment}`,
    match.tier && `tier ${match.tier}`,
    match.production !== undefined && (match.production ? "production" : "not production"),
    match.severity && (match.severity === "page" ? "what would page" : "what would only notify"),
    match.hours && `in ${match.hours} hours`,
    match.conditions?.map((condition) => CONDITION_WORDS[condition]).join(" or "),
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(", ") : "everything";
}

/** What a route does, as a sentence part. */
export function thenWords({ channels, severity, repeatMinutes }: AlertRouteView): string {
  if (channels.length === 0) return "nobody is told";
  const how = severity === "as-is" ? "" : severity === "page" ? ", always as a page" : ", never as a page";
  const again = repeatMinutes === null ? "once" : `again every ${minutesWords(repeatMinutes)} while nobody answers`;
  return `${channels.join(", ")}${how}, ${again}`;
}

function minutesWords(minutes: number): string {
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`;
}
