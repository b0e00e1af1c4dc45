import type { AlertEvent, Mute } from "./alert";
import type { KnownAlert } from "./known";
import { CONDITIONS, type Reason } from "./reason";
import type { Routed } from "./routing/route";
import { type Silence, silenceWords } from "./routing/silence";
import { type ActiveReason, tellingOf } from "./routing/tell";

/** A reason of an alert that holds now, and why nobody is told of it, if so. */
export interface HoldingReason extends ActiveReason {
  readonly silence: Silence | undefined;
  /** What says it already. */
  readonly inhibitedBy: string | undefined;
}

export interface AlertEntry {
  readonly kind: AlertEvent;
  readonly note: string | null;
  /** Of the reason that it speaks of. */
  readonly accountId: string | null;
}
export interface JudgedAlert {
  readonly alert: KnownAlert;
  readonly events: readonly AlertEntry[];
  readonly tells: { readonly kind: "opened" | "repeated" | "resolved"; readonly channelIds: readonly string[] } | null;
}

interface Members {
  readonly holding: readonly HoldingReason[];
  /** All of its open reasons that foresee a loss, also those that do not hold this very moment. */
  readonly losses: readonly { readonly openedAt: Date }[];
  /** The alert that leads the incident of which this is a part; undefined where this one does. */
  readonly leader: KnownAlert | undefined;
}

/** What is to be done about one alert of which something holds. `route` says who would be told of these reasons. */
export function judgeAlert(
  before: KnownAlert,
  { holding, losses, leader }: Members,
  { route, at }: { readonly route: (reasons: readonly ActiveReason[]) => Routed; readonly at: Date },
): JudgedAlert {
  if (holding.length === 0) return { alert: before, events: [], tells: null };
  const active = gravestFirst(holding.filter((one) => !one.silence && one.inhibitedBy === undefined));
  const routed = route(active.length > 0 ? active : holding);
  const quiet = active.length === 0 ? quietOf(holding) : (ledBy(leader, routed) ?? quietByRoute(routed));
  const telling = quiet ? undefined : tellingOf(before, active, losses, { routed, at });
  const owned = [...active, ...gravestFirst(holding)].find(({ place }) => place.owner !== null || place.team !== null);
  const isTold = before.toldAt !== null || telling !== undefined;
  const isWorse = telling?.kind === "opened" && before.state === "acknowledged";
  const alert: KnownAlert = {
    ...before,
    state: isWorse ? "open" : before.state,
    acknowledgedAt: isWorse ? null : before.acknowledgedAt,
    severity: telling?.severity ?? (isTold ? before.severity : routed.severity),
    mute: isTold ? null : (quiet?.mute ?? null),
    muteReason: isTold ? null : (quiet?.why ?? null),
    silenceId: quiet?.silenceId ?? before.silenceId,
    route: telling || !isTold ? routed.route : before.route,
    owner: before.owner ?? owned?.place.owner ?? null,
    team: before.team ?? owned?.place.team ?? null,
    toldAt: before.toldAt ?? (telling ? at : null),
    lastToldAt: telling ? at : before.lastToldAt,
    pagedAt: before.pagedAt ?? (telling?.severity === "page" ? at : null),
  };
  const events = [...mutedEvents(before, alert), ...(telling ? toldEvents(telling, routed, isWorse) : [])];
  const channelIds = routed.channels.map(({ id }) => id);
  return { alert, events, tells: telling ? { kind: telling.kind, channelIds } : null };
}

/** An alert of which nothing holds any more: those who were told of it hear that it is over. */
export function endAlert(before: KnownAlert): JudgedAlert {
  const channelIds = before.toldChannelIds;
  return {
    alert: { ...before, state: "resolved" },
    events: [{ kind: "resolved", note: null, accountId: null }],
    tells: channelIds.length > 0 ? { kind: "resolved", channelIds } : null,
  };
}

export function gravestFirst<R extends Reason>(reasons: readonly R[]): R[] {
  const rank = ({ severity, condition }: R) =>
    (severity === "page" ? 0 : CONDITIONS.length) + CONDITIONS.indexOf(condition);
  return [...reasons].sort((a, b) => rank(a) - rank(b) || a.since.getTime() - b.since.getTime());
}

interface Quiet {
  readonly mute: Mute;
  readonly why: string;
  readonly silenceId: string | null;
}
/** Why nobody is told where no reason is left to tell of. */
function quietOf(holding: readonly HoldingReason[]): Quiet {
  const silence = gravestFirst(holding).find((one) => one.silence)?.silence;
  if (silence) return { mute: silence.kind, why: silenceWords(silence), silenceId: silence.id };
  const because = holding.find((one) => one.inhibitedBy !== undefined)?.inhibitedBy ?? "";
  return { mute: "inhibited", why: `Told already by another: ${because}`, silenceId: null };
}

/** Two alerts that turned out to be one incident stay two, and are told once: by the one that leads, as loudly as the other would be. */
function ledBy(leader: KnownAlert | undefined, routed: Routed): Quiet | undefined {
  if (!leader || leader.toldAt === null || leader.state === "resolved") return undefined;
  if (routed.severity === "page" && leader.severity === "notify") return undefined;
  return { mute: "inhibited", why: `One incident with alert ${leader.number}, which was told.`, silenceId: null };
}

function quietByRoute({ mute, why }: Routed): Quiet | undefined {
  return mute === null ? undefined : { mute, why, silenceId: null };
}

function mutedEvents(before: KnownAlert, { mute, muteReason }: KnownAlert): AlertEntry[] {
  if (mute === before.mute) return [];
  if (mute === "silence" || mute === "maintenance") return [{ kind: "silenced", note: muteReason, accountId: null }];
  return mute === "inhibited" ? [{ kind: "inhibited", note: muteReason, accountId: null }] : [];
}

function toldEvents(
  { kind, severity }: { readonly kind: "opened" | "repeated"; readonly severity: string },
  { channels, why }: Routed,
  isWorse: boolean,
): AlertEntry[] {
  const told = `Told: ${channels.map(({ name }) => name).join(", ")}. ${why}`;
  return [
    ...(isWorse ? [{ kind: "unacknowledged" as const, note: "It got worse.", accountId: null }] : []),
    ...(kind === "repeated" ? [{ kind, note: told, accountId: null }] : []),
    ...(kind === "opened" && severity === "page" ? [{ kind: "paged" as const, note: told, accountId: null }] : []),
  ];
}
