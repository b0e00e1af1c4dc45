import { judgeIncidents } from "../judge-incidents";
import type { KnownAlert, KnownReason, PlacedReason } from "../known";
import { REOPENS_WITHIN_MINUTES } from "../life";
import { reasonKey } from "../reason";
import type { Routing } from "../routing/route";
import type { Silence } from "../routing/silence";
import { minutes } from "./reasons";

export interface Told {
  readonly minute: number;
  readonly alertId: string;
  readonly kind: string;
  readonly severity: string;
  readonly keys: readonly string[];
}
/** Keeps in memory what the database would, and remembers what was told. */
export class Play {
  readonly told: Told[] = [];
  private rows: KnownReason[] = [];
  private alerts: KnownAlert[] = [];
  private made = 0;

  constructor(private readonly routing: Routing) {}

  /** One judgement at that minute, with these holding. */
  judge(minute: number, reasons: readonly PlacedReason[], silences: readonly Silence[] = []): void {
    const at = minutes(minute);
    const recent = ({ resolvedAt }: KnownReason) =>
      resolvedAt === null || at.getTime() - resolvedAt.getTime() < REOPENS_WITHIN_MINUTES * 60_000;
    const rows = this.rows.filter(recent);
    const verdicts = judgeIncidents({
      reasons,
      rows,
      alerts: this.alerts.filter(({ id, state }) => state !== "resolved" || rows.some((row) => row.alertId === id)),
      silences,
      routing: this.routing,
      at,
      newAlertId: () => `alert ${++this.made}`,
    });
    const kept = new Map(
      verdicts.kept.map(({ row, reason, ties }) => [
        row.rowId,
        { ...row, ...reason, ties, seenAt: at, resolvedAt: null },
      ]),
    );
    const over = new Set(verdicts.over.map(({ rowId }) => rowId));
    this.rows = [
      ...this.rows.map((row) => kept.get(row.rowId) ?? (over.has(row.rowId) ? { ...row, resolvedAt: at } : row)),
      ...verdicts.opened.map(({ reason, alertId, ties }, place) => ({
        ...reason,
        ...{ alertId, ties, rowId: this.rows.length + place + 1, openedAt: at, seenAt: at, resolvedAt: null },
      })),
    ];
    const saved = new Map(this.alerts.map((alert) => [alert.id, alert]));
    for (const { alert, tells } of verdicts.alerts) {
      const toldChannelIds = tells ? (tells.kind === "resolved" ? [] : tells.channelIds) : alert.toldChannelIds;
      saved.set(alert.id, { ...alert, number: saved.size, toldChannelIds });
      if (!tells) continue;
      const keys = this.rows.filter((row) => row.alertId === alert.id && row.resolvedAt === null).map(reasonKey);
      this.told.push({ minute, alertId: alert.id, kind: tells.kind, severity: alert.severity, keys });
    }
    this.alerts = [...saved.values()];
  }

  acknowledge(alertId: string, minute: number): void {
    this.alerts = this.alerts.map((alert) =>
      alert.id === alertId && alert.state === "open"
        ? { ...alert, state: "acknowledged" as const, acknowledgedAt: minutes(minute) }
        : alert,
    );
  }

  get open(): readonly KnownAlert[] {
    return this.alerts.filter(({ state }) => state !== "resolved");
  }
}
