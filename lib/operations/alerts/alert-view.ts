import type { Alert, AlertReasonView } from "@/lib/contract/alert-fields";
import type { Scope } from "@/lib/core/access/scope";
import { alertTitle, byGravity } from "@/lib/core/alerts/title";
import { type AlertRow, namePipelines, type ReasonRow, readAlerts, readReasons } from "@/lib/db/alert-reading";
import type { Sql } from "@/lib/db/connect";
import type { NamedPipeline } from "@/lib/db/pipelines";

/** Alerts as they are shown, in the order given, made of the reasons in the scope alone; one outside of it is left out. */
export async function showAlerts(db: Sql, scope: Scope, ids: readonly string[]): Promise<Alert[]> {
  const read = await readWhole(db, scope, ids);
  return ids.flatMap((id) => {
    const one = read.get(id);
    return one ? [showAlert(one)] : [];
  });
}

/** An alert with what of it lies in the scope; `reasons` the gravest first. */
export interface WholeAlert {
  readonly alert: AlertRow;
  readonly reasons: readonly ReasonRow[];
  readonly pipelines: readonly NamedPipeline[];
}

export async function readWhole(db: Sql, scope: Scope, ids: readonly string[]): Promise<Map<string, WholeAlert>> {
  if (ids.length === 0) return new Map();
  const alerts = await readAlerts(db, scope, ids);
  const reasons = await readReasons(
    db,
    scope,
    alerts.map(({ id }) => id),
  );
  const named = new Set(reasons.flatMap(({ pipelineIds }) => pipelineIds));
  const pipelines = named.size === 0 ? [] : await namePipelines(db, scope, [...named]);
  const byAlert = Map.groupBy(reasons, ({ alertId }) => alertId);
  return new Map(
    alerts.map((alert) => {
      const own = (byAlert.get(alert.id) ?? []).sort(byGravity);
      const ids = new Set(own.flatMap(({ pipelineIds }) => pipelineIds));
      return [alert.id, { alert, reasons: own, pipelines: pipelines.filter(({ id }) => ids.has(id)) }];
    }),
  );
}

export function showAlert({ alert, reasons, pipelines }: WholeAlert): Alert {
  const [gravest] = reasons;
  // Of an alert that one sees a part of, nobody says whose the rest is or why it is quiet.
  const isWhole = (alert.hiddenReasonCount ?? 0) === 0;
  return {
    id: alert.id,
    number: alert.number,
    state: alert.state,
    severity: alert.severity,
    title: alertTitle(reasons),
    sentence: gravest?.sentence ?? "",
    condition: gravest?.condition ?? "run-finished",
    owner: isWhole ? alert.owner : null,
    team: isWhole ? alert.team : null,
    accountNames: distinct(reasons, "accountName"),
    regions: distinct(reasons, "region"),
    pipelines: [...pipelines],
    reasonCount: reasons.length,
    openReasonCount: reasons.filter(({ resolvedAt }) => resolvedAt === null).length,
    hiddenReasonCount: alert.hiddenReasonCount,
    mute: alert.mute,
    muteReason: isWhole ? alert.muteReason : null,
    openedAt: alert.openedAt,
    pagedAt: alert.pagedAt,
    acknowledgedAt: alert.acknowledgedAt,
    acknowledgedBy: alert.acknowledgedBy,
    resolvedAt: alert.resolvedAt,
    isNoise: alert.noiseAt !== null,
    runbook: reasons.find(({ runbook }) => runbook !== null)?.runbook ?? null,
  };
}

export function showReason(row: ReasonRow, pipelines: readonly NamedPipeline[]): AlertReasonView {
  const { condition, severity, subject, accountId, accountName, region, queueId, classId } = row;
  const { sentence, since, seenAt, resolvedAt } = row;
  const about = { condition, severity, subject, accountId, accountName, region, queueId, classId };
  const own = pipelines.filter(({ id }) => row.pipelineIds.includes(id));
  return { ...about, pipelines: own, sentence, since, seenAt, resolvedAt };
}

function distinct(reasons: readonly ReasonRow[], part: "accountName" | "region"): string[] {
  return [...new Set(reasons.flatMap((reason) => reason[part] ?? []))].sort();
}
