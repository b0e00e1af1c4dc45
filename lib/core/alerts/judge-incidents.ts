import { type Groupable, groupReasons, type Incident } from "./group";
import { inhibitedBy } from "./inhibit";
import {
  type AlertEntry,
  endAlert,
  gravestFirst,
  type HoldingReason,
  type JudgedAlert,
  judgeAlert,
} from "./judge-alert";
import type { KnownAlert, KnownReason, PlacedReason } from "./known";
import { type Life, lifeOf } from "./life";
import { type Reason, reasonKey } from "./reason";
import { type Routed, type Routing, routeOf } from "./routing/route";
import { type Silence, silenceOf } from "./routing/silence";
import { tiesOf } from "./ties";

export interface ToJudge {
  /** What holds now. */
  readonly reasons: readonly PlacedReason[];
  /** Rows that are open, and the last of each that is over for less than `REOPENS_WITHIN_MINUTES`. */
  readonly rows: readonly KnownReason[];
  /** The alerts of these rows, and every other that is not over. */
  readonly alerts: readonly KnownAlert[];
  readonly silences: readonly Silence[];
  readonly routing: Routing;
  readonly at: Date;
  readonly newAlertId: () => string;
}
export interface KeptReason {
  readonly row: KnownReason;
  readonly reason: PlacedReason;
  readonly ties: readonly string[];
  readonly isBack: boolean;
}
export interface Verdicts {
  readonly opened: readonly {
    readonly reason: PlacedReason;
    readonly alertId: string;
    readonly ties: readonly string[];
  }[];
  readonly kept: readonly KeptReason[];
  readonly over: readonly KnownReason[];
  readonly alerts: readonly (JudgedAlert & { readonly isNew: boolean })[];
}

/** All that is to be written and told now, from what holds and what is known. Pure: the same twice gives the same. */
export function judgeIncidents(given: ToJudge): Verdicts {
  const { reasons, at } = given;
  const life = lifeOf(reasons, given.rows, at);
  const placed = new Map(reasons.map((reason) => [reasonKey(reason), reason]));
  const holds = (reason: Reason) => placed.get(reasonKey(reason));
  const kept = [...life.kept, ...life.reopened].flatMap(({ row }): KeptReason[] => {
    const reason = holds(row);
    return reason ? [{ row, reason, ties: tiesOf(reason, reason.place), isBack: row.resolvedAt !== null }] : [];
  });
  const fresh = life.opened.flatMap((reason) => holds(reason) ?? []);
  const known = knownAlerts(given, life);
  const incidents = groupReasons(groupables(fresh, kept, life, at), leadersFirst(known));
  const opened = incidents.flatMap(({ alertIds: [leader], newKeys }) => {
    if (newKeys.length === 0) return [];
    const alertId = leader ?? given.newAlertId();
    return newKeys.flatMap((key) => {
      const reason = placed.get(key);
      return reason ? [{ reason, alertId, ties: tiesOf(reason, reason.place) }] : [];
    });
  });
  return { opened, kept, over: life.over, alerts: judgeAll(given, { known, incidents, opened, kept, life }) };
}

/** The alerts that are not over, and those that hold again. */
function knownAlerts({ alerts, at }: ToJudge, { reopened }: Life): KnownAlert[] {
  const back = new Set(reopened.map(({ row }) => row.alertId));
  return alerts.flatMap((alert): KnownAlert[] => {
    if (alert.state !== "resolved") return [alert];
    return back.has(alert.id) ? [{ ...alert, state: "open", acknowledgedAt: null, reopenedAt: at }] : [];
  });
}

function groupables(
  fresh: readonly PlacedReason[],
  kept: readonly KeptReason[],
  { calming }: Life,
  at: Date,
): Groupable[] {
  const one = (reason: Reason, ties: readonly string[], openedAt: Date, alertId: string | null): Groupable => {
    const { condition, classId, since } = reason;
    return { key: reasonKey(reason), condition, classId, ties, since, openedAt, alertId };
  };
  return [
    ...kept.map(({ row, reason, ties }) => one(reason, ties, row.openedAt, row.alertId)),
    ...calming.map((row) => one(row, row.ties, row.openedAt, row.alertId)),
    ...fresh.map((reason) => one(reason, tiesOf(reason, reason.place), at, null)),
  ];
}

/** Who was told leads, the first to be told in front. */
function leadersFirst(alerts: readonly KnownAlert[]): string[] {
  const rank = ({ toldAt, openedAt }: KnownAlert) => [toldAt?.getTime() ?? Number.MAX_SAFE_INTEGER, openedAt.getTime()];
  return [...alerts]
    .sort((a, b) => {
      const [aTold = 0, aOpened = 0] = rank(a);
      const [bTold = 0, bOpened = 0] = rank(b);
      return aTold - bTold || aOpened - bOpened || (a.id < b.id ? -1 : 1);
    })
    .map(({ id }) => id);
}

interface Found {
  readonly known: readonly KnownAlert[];
  readonly incidents: readonly Incident[];
  readonly opened: Verdicts["opened"];
  readonly kept: readonly KeptReason[];
  readonly life: Life;
}
function judgeAll(given: ToJudge, { known, incidents, opened, kept, life }: Found): Verdicts["alerts"] {
  const { at, routing } = given;
  const holding = holdingByAlert(given, opened, kept);
  const calming = byAlert(life.calming, ({ alertId }) => alertId);
  const isOpen = (id: string) => holding.has(id) || calming.has(id);
  const judged = new Map<string, JudgedAlert & { readonly isNew: boolean }>();
  const leaders = new Map(
    incidents.flatMap(({ alertIds: [first, ...others] }) => others.map((id) => [id, first] as const)),
  );
  const inOrder = new Set([...incidents.flatMap(({ alertIds }) => alertIds), ...known.map(({ id }) => id)]);
  const alerts = new Map(known.map((alert) => [alert.id, alert]));
  const entries = entriesByAlert(alerts, { opened, kept, life }, at);
  for (const id of [...inOrder, ...holding.keys()]) {
    if (judged.has(id)) continue;
    const before = alerts.get(id) ?? newAlert(id, at);
    const mine = holding.get(id) ?? [];
    const losses = [...mine, ...(calming.get(id) ?? [])].filter(({ condition }) => condition === "predicted-loss");
    const leader = judged.get(leaders.get(id) ?? "")?.alert;
    const route = (reasons: readonly PlacedReason[]) => routeOf(reasons, routing, at);
    const result = isOpen(id) ? judgeAlert(before, { holding: mine, losses, leader }, { route, at }) : endAlert(before);
    const events = [...(entries.get(id) ?? []), ...result.events];
    judged.set(id, { ...result, events, isNew: !alerts.has(id) });
  }
  return [...judged.values()];
}

function holdingByAlert(
  given: ToJudge,
  opened: Verdicts["opened"],
  kept: readonly KeptReason[],
): Map<string, HoldingReason[]> {
  const { reasons, silences, at } = given;
  const silenced = new Map(reasons.map((reason) => [reasonKey(reason), silenceOf(reason, silences, at)]));
  const quiet = inhibitedBy(reasons, speaksFor(given, silenced));
  const all = [
    ...kept.map(({ row, reason }) => ({ reason, alertId: row.alertId, openedAt: row.openedAt })),
    ...opened.map(({ reason, alertId }) => ({ reason, alertId, openedAt: at })),
  ].map(({ reason, alertId, openedAt }) => {
    const key = reasonKey(reason);
    return { alertId, ...reason, openedAt, silence: silenced.get(key), inhibitedBy: quiet.get(key) };
  });
  return byAlert(all, ({ alertId }) => alertId);
}

/** Whether people are told of a cause as loudly as they would be of what it causes. */
function speaksFor(
  { routing, at }: ToJudge,
  silenced: ReadonlyMap<string, Silence | undefined>,
): (cause: PlacedReason, reason: PlacedReason) => boolean {
  const routes = new Map<string, Routed>();
  const routed = (reason: PlacedReason) => {
    const key = reasonKey(reason);
    const found = routes.get(key) ?? routeOf([reason], routing, at);
    routes.set(key, found);
    return found;
  };
  return (cause, reason) => {
    if (silenced.get(reasonKey(cause)) !== undefined || routed(cause).mute !== null) return false;
    return routed(cause).severity === "page" || routed(reason).severity === "notify";
  };
}

/** What came, came back and left, for the history of each alert. */
function entriesByAlert(
  before: ReadonlyMap<string, KnownAlert>,
  { opened, kept, life }: Pick<Found, "opened" | "kept" | "life">,
  at: Date,
): Map<string, AlertEntry[]> {
  const entry = (alertId: string, kind: AlertEntry["kind"], { sentence, accountId }: Reason) => ({
    alertId,
    kind,
    note: sentence,
    accountId,
  });
  const came = [...byAlert(opened, ({ alertId }) => alertId)].flatMap(([id, list]) =>
    gravestFirst(list.map(({ reason }) => reason)).map((reason, place) =>
      entry(id, before.has(id) || place > 0 ? "joined" : "opened", reason),
    ),
  );
  const back = kept.filter(({ isBack }) => isBack);
  const isReopened = (id: string) => before.get(id)?.reopenedAt === at;
  const all = [
    ...came,
    ...back.map(({ row, reason }) => entry(row.alertId, isReopened(row.alertId) ? "reopened" : "joined", reason)),
    ...life.over.map((row) => entry(row.alertId, "left", row)),
  ];
  return byAlert(all, ({ alertId }) => alertId);
}

function newAlert(id: string, at: Date): KnownAlert {
  const nobody = { owner: null, team: null, route: null, mute: null, muteReason: null, silenceId: null };
  const never = { pagedAt: null, toldAt: null, lastToldAt: null, acknowledgedAt: null, reopenedAt: null };
  return { id, number: 0, state: "open", severity: "notify", openedAt: at, toldChannelIds: [], ...nobody, ...never };
}

function byAlert<T>(list: readonly T[], idOf: (one: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const one of list) {
    const same = found.get(idOf(one));
    if (same) same.push(one);
    else found.set(idOf(one), [one]);
  }
  return found;
}
