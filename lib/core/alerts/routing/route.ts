import { globMatches } from "../../selection/glob";
import type { Mute } from "../alert";
import type { KnownChannel, PlacedReason, ReasonPlace } from "../known";
import type { Condition, Severity } from "../reason";
import { isStaffed, type StaffedHours, staffedHoursFor } from "./staffed";

/** Who is told of what; what is left out of `match` matches all. */
export interface Route {
  readonly name: string;
  readonly match: {
    readonly owner?: string | undefined;
    readonly team?: string | undefined;
    readonly tier?: string | undefined;
    readonly environment?: string | undefined;
    readonly production?: boolean | undefined;
    readonly account?: string | undefined;
    readonly pipeline?: string | undefined;
    readonly conditions?: readonly Condition[] | undefined;
    readonly severity?: Severity | undefined;
    readonly hours?: "staffed" | "unstaffed" | undefined;
  };
  readonly channels: readonly string[];
  readonly severity: Severity | "as-is";
  readonly repeatMinutes: number | null;
}
export interface Routing {
  readonly routes: readonly Route[];
  readonly staffedHours: readonly StaffedHours[];
  readonly channels: readonly KnownChannel[];
}

export interface Routed {
  /** Null: no route of anybody's decided. */
  readonly route: string | null;
  readonly channels: readonly KnownChannel[];
  readonly severity: Severity;
  readonly repeatMinutes: number | null;
  /** Which route it took, and why. */
  readonly why: string;
  /** Why nobody is told; null where somebody is. */
  readonly mute: Extract<Mute, "no-channel" | "non-production" | "backlog"> | null;
}

const USUAL_REPEAT_MINUTES = 240;
const TRACKERS: readonly string[] = ["jira", "github"];
/** They wake people whatever we call it. */
const WAKING: readonly string[] = ["pagerduty"];

/**
 * Who is told of these reasons, which are one alert, and how loudly. The first route that matches one of them decides. Without any
 * routes all channels that are on are told, trackers never, what wakes people of pages alone. What is not production pages by no
 * way but a route that says *page*; backlog never does.
 */
export function routeOf(reasons: readonly PlacedReason[], { routes, ...around }: Routing, at: Date): Routed {
  const pages = reasons.filter((reason) => deserves(reason) === "page");
  if (reasons.length > 0 && reasons.every(isQuietBacklog)) return backlog();
  if (routes.length === 0) return builtIn(reasons, pages, around.channels);
  // Of what would wake somebody the routes are asked first: they decide for the rest of the incident as well.
  for (const asked of [pages, reasons])
    for (const route of routes) {
      const found = asked.find((reason) => routeMatches(route, reason, around.staffedHours, at));
      if (found) return byRoute(route, found, { pages, reasons }, around.channels);
    }
  const why = "No route matches it, so nobody is told.";
  return { ...TELLS_NOBODY, route: null, severity: severityOf(pages), why, mute: "no-channel" };
}

/** What a reason deserves where it is: outside of production, and of backlog, nobody is woken. */
export function deserves({ severity, place }: PlacedReason): Severity {
  return severity === "page" && isProduction(place) && !place.isBacklog ? "page" : "notify";
}

const TELLS_NOBODY = { channels: [], repeatMinutes: null } as const;
function severityOf(pages: readonly PlacedReason[]): Severity {
  return pages.length > 0 ? "page" : "notify";
}
function isProduction({ account }: ReasonPlace): boolean {
  return account === null || account.isProduction;
}
/** A loss that is to come, and an account that was never seen, are told also as backlog; nobody is woken for them. */
const TOLD_BACKLOG: readonly Condition[] = ["predicted-loss", "account-blind"];
function isQuietBacklog({ place, condition }: PlacedReason): boolean {
  return place.isBacklog && !TOLD_BACKLOG.includes(condition);
}

function backlog(): Routed {
  const why = "It was so before anybody looked: backlog is shown and nobody is told of it.";
  return { ...TELLS_NOBODY, route: null, severity: "notify", why, mute: "backlog" };
}

function builtIn(
  reasons: readonly PlacedReason[],
  pages: readonly PlacedReason[],
  known: readonly KnownChannel[],
): Routed {
  const severity = severityOf(pages);
  const quiet = known.filter(({ kind, isOn }) => isOn && !TRACKERS.includes(kind));
  const channels = quiet.filter(({ kind }) => severity === "page" || !WAKING.includes(kind));
  const base = { route: null, channels, severity, repeatMinutes: USUAL_REPEAT_MINUTES };
  if (channels.length > 0) return { ...base, why: "There are no routes: every channel is told.", mute: null };
  const isLowered = severity === "notify" && reasons.some((reason) => reason.severity === "page");
  if (quiet.length > 0 && isLowered)
    return { ...base, why: "It is not production, and the only channels wake people.", mute: "non-production" };
  if (quiet.length > 0)
    return { ...base, why: "It wakes nobody, and the only channels wake people.", mute: "no-channel" };
  return { ...base, why: "There is no channel that is on.", mute: "no-channel" };
}

function byRoute(
  route: Route,
  found: PlacedReason,
  { pages, reasons }: { readonly pages: readonly PlacedReason[]; readonly reasons: readonly PlacedReason[] },
  known: readonly KnownChannel[],
): Routed {
  const channels = known.filter(({ name, isOn }) => isOn && route.channels.includes(name));
  const missing = route.channels.filter((name) => !channels.some((channel) => channel.name === name));
  const canPage = reasons.some(({ place }) => !place.isBacklog);
  const raised = route.severity === "page" && canPage ? "page" : "notify";
  const severity = route.severity === "as-is" ? severityOf(pages) : raised;
  const taken = `Route “${route.name}” decides, by ${found.subject.name}`;
  const why = [
    missing.length > 0 ? `${taken}; not there or off: ${missing.join(", ")}.` : `${taken}.`,
    ...(route.severity === "as-is" ? [] : [`It makes it *${severity}*.`]),
    ...(route.channels.length === 0 ? ["It tells nobody."] : []),
  ].join(" ");
  const { name, repeatMinutes } = route;
  return { route: name, channels, severity, repeatMinutes, why, mute: channels.length > 0 ? null : "no-channel" };
}

function routeMatches(
  { match }: Route,
  reason: PlacedReason,
  staffedHours: readonly StaffedHours[],
  at: Date,
): boolean {
  const { place, condition } = reason;
  const { account } = place;
  const fits = (glob: string | undefined, text: string | null | undefined) =>
    glob === undefined || (text !== null && text !== undefined && globMatches(glob, text));
  return (
    fits(match.owner, place.owner) &&
    fits(match.team, place.team) &&
    (match.tier === undefined || match.tier === place.tier) &&
    fits(match.environment, account?.environment) &&
    (match.production === undefined || match.production === isProduction(place)) &&
    (fits(match.account, account?.name) || (account !== null && match.account === account.awsAccountId)) &&
    (match.pipeline === undefined || place.pipelines.some(({ name }) => fits(match.pipeline, name))) &&
    (match.conditions === undefined || match.conditions.includes(condition)) &&
    (match.severity === undefined || match.severity === deserves(reason)) &&
    (match.hours === undefined ||
      (match.hours === "staffed") === isStaffed(staffedHoursFor(staffedHours, place.owner), at))
  );
}
